"""Finds out who vouches for the person's mails: one mail is sent, they answer it, and say yes to the name it bears."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.errors import LoginError

if TYPE_CHECKING:
    from bot.app import App
    from bot.phone.mailbox.mail import Mail

_PATIENCE = timedelta(minutes=10)
_EVERY = 10.0  # seconds
_ASKS = "Answer this mail with any word, so that the bot learns how your provider vouches for you."
_CAPABILITY = "set PHONE_MAIL_TRUST=capability in .env (docs/mail.md says what that means), or take another mailbox"


def pair(app: "App") -> None:
    """Send a mail, wait for the answer, and remember who vouched for it."""
    from bot.jobs.phone.ways import MAIL, memory
    from bot.phone.mailbox.trust import signer

    if not (app.settings.mail_to and app.settings.imap_server):
        raise LoginError(
            "There is no mailbox to read.", "set MAIL_TO, SMTP_SERVER and IMAP_SERVER in .env: docs/mail.md"
        )
    click.echo(f"A mail goes to {app.settings.mail_to} now. Answer it, with any word, within ten minutes.")
    mail = _awaited(app, _sent(app))
    name = signer(mail, app.settings.mail_to)
    if not name:
        raise LoginError("Your answer came, and nobody vouches for who wrote it.", _CAPABILITY)
    click.confirm(f"{name} vouches for your mails. Believe those it vouches for?", abort=True)
    memory(app, MAIL).keep("signed_by", name)
    click.echo("Connected: drafts come by mail, and your answers are read. bot daemon does it.")


def _sent(app: "App") -> str:
    """Send the mail, and return its Message-ID."""
    from bot.jobs.delivering import send_letters
    from bot.jobs.phone.ways import MAIL, Said, put_in_words
    from bot.phone.message import Message
    from bot.store.letters import SENT

    about = f"hello at {app.clock.now()}"
    letter = put_in_words(app, MAIL, Said("notices", about, Message("learnaloud says hello", (), _ASKS)))
    app.letters.write([letter], app.clock.now())
    send_letters(app)
    kept = app.letters.find(MAIL, "notices", about)
    if kept is None or kept.status != SENT:
        raise LoginError(f"The mail is not out: {kept.detail if kept else ''}", "bot check")
    return letter.message_id


def _awaited(app: "App", asked: str) -> "Mail":
    from bot.phone.mailbox.mail import Mail
    from bot.phone.mailbox.wire import mailbox, opened

    begun = app.clock.now()
    while app.clock.now() - begun < _PATIENCE:
        with opened(mailbox(app.settings)) as box:
            found = [Mail(each.content) for each in box.read(None, begun.date()).mails]
        answers = [each for each in found if asked in (*each.ids("In-Reply-To"), *each.ids("References"))]
        if answers:
            return answers[0]
        app.clock.wait(_EVERY)
    raise LoginError("No answer came within ten minutes.", "bot login mail")
