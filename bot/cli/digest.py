"""Show the week: what you did, said and posted, and what comes next.

Sunday evening it comes by mail, if MAIL_TO and SMTP_SERVER are set. --week shows any week that has passed, by a date in
it. --send mails it now; a week that was mailed goes out again only with --again.

Example: bot digest --week 2026-01-08
"""

from datetime import date
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, print_json
from bot.clock import local
from bot.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import App
    from bot.reports.digest import Digest


@click.command(help=__doc__)
@click.option("--week", "day", type=click.DateTime(["%Y-%m-%d"]), help="A date of the week, as 2026-03-11.")
@click.option("--html", "form", flag_value="html", help="Print the page of the mail.")
@click.option("--eml", "form", flag_value="eml", help="Print the mail itself, as a file for a mail program.")
@click.option("--send", is_flag=True, help="Mail it now.")
@click.option("--again", is_flag=True, help="With --send: also if that week was mailed.")
@as_json
def command(day: "datetime | None", form: str | None, send: bool, again: bool, as_json: bool) -> None:
    from bot.jobs.telling import digest_of, latest_week, week_of

    app = open_app()
    last = week_of(app, max(day.date(), _EARLIEST)) if day else latest_week(app)
    if last < app.plan.start and day:
        raise NotAllowed(f"The plan began on {app.plan.start:%-d %B %Y}.", "bot digest")
    if last < app.plan.start:
        first = week_of(app, max(app.plan.start, app.today))
        told = f"The first week of your plan is over on {first:%A %-d %B}; its digest is written then."
        raise NotAllowed(told, "bot activity")
    if last >= app.today:
        raise NotAllowed(f"That week is over on {last:%A %-d %B}; its digest is written then.", "bot today")
    if (send or form == "eml") and not app.settings.mail_to:
        raise NotAllowed("There is no address to mail to.", "set MAIL_TO and SMTP_SERVER in .env, as docs/mail.md says")
    digest = digest_of(app, last)
    if send:
        _send(app, digest, again)
    elif as_json:
        from bot.reports.rows import digest_row

        print_json(digest_row(digest, app.settings.timezone))
    else:
        _show(app, digest, form)


def _show(app: "App", digest: "Digest", form: str | None) -> None:
    from bot.jobs.telling import mailed
    from bot.reports.digest.rendering import render

    rendered = render(app.settings.home, digest, app.settings.timezone, app.settings.never_said)
    if form == "eml":
        click.echo(mailed(app, "digest", "", rendered).content, nl=False)
    else:
        click.echo(rendered.html if form == "html" else f"{rendered.subject}\n\n{rendered.text}")


def _send(app: "App", digest: "Digest", again: bool) -> None:
    """Mail a digest now, unless it was mailed, and say what became of it."""
    from bot.jobs.delivering import send_letters
    from bot.jobs.phone.ways import MAIL
    from bot.jobs.telling import mail_digest
    from bot.store.letters import SENT, WAITING

    if not app.settings.mail_to:
        raise NotAllowed(
            "There is no address to mail to.", "set MAIL_TO and SMTP_SERVER in .env; docs/mail.md says how"
        )
    about = f"{digest.last} at {app.clock.now()}" if again else digest.last.isoformat()
    before = app.letters.find(MAIL, "digest", about)
    if before and before.status != WAITING:
        when = local(before.ended_at or before.written_at, app.settings.timezone)
        raise NotAllowed(f"{_ENDED[before.status]} ({when}).", "bot digest --send --again")
    mail_digest(app, digest, about)
    send_letters(app)
    kept = app.letters.find(MAIL, "digest", about)
    if kept is None or kept.status != SENT:
        told = (kept.detail if kept else "") or "another letter is in its way."
        raise NotAllowed(f"It is not out: {told}", (kept.hint if kept else "") or "bot check")
    click.echo(f"Mailed to {app.settings.mail_to}: {kept.letter.subject}")


_EARLIEST = date(1970, 1, 8)  # no plan began before
_ENDED = {
    "sent": "The digest of that week was mailed",
    "failed": "The digest of that week was refused",
    "unclear": "The digest of that week has perhaps been mailed; look into your mailbox",
    "sending": "The digest of that week is just being mailed",
}
