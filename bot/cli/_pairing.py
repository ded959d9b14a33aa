"""Binds a chat at Telegram to its person: a code this terminal shows proves who writes, and a yes here settles it."""

from typing import TYPE_CHECKING

import click

from bot.errors import LoginError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import App
    from bot.phone.telegram import Me, Start, Telegram
    from bot.redact import Secret

_BEFORE = (
    "Telegram costs nothing. Your drafts are sent to a bot of your own there, and you answer with a tap or a line."
    " Telegram can read what bots say, so nothing the guard has not passed is shown. No port of yours is opened."
)
_STEPS = (
    "In Telegram open @BotFather and send /newbot; give it any name.",
    "Paste the token it answers with here.",
)
_POLL_SECONDS = 10


def pair(app: "App") -> None:
    """Ask for the token, show the code, wait for it, and bind the chat it comes from."""
    from bot.jobs.phone.chat import LISTENING
    from bot.jobs.phone.ways import BOUND, TELEGRAM, forget, memory
    from bot.phone.telegram import Telegram

    if not app.database.hold(LISTENING):
        raise LoginError("A daemon listens there now, and would hear the code instead.", "stop bot daemon first")
    click.echo(f"{_BEFORE}\n")
    token = app.settings.telegram_token or _asked()
    account = Telegram(app.settings.telegram_api, token, app.clock, proxy=app.settings.telegram_proxy)
    me = account.me()
    _free(account, me)
    start = _awaited(app, account, me)
    click.confirm(f"{start.name} (number {start.user_id}) wants to answer for you. Is that you?", abort=True)
    kept = memory(app)
    if not app.settings.telegram_token:
        kept.seal("TELEGRAM_TOKEN", token)
    forget(app)  # what another chat was asked is asked anew in this one
    kept.keep(BOUND, f"{start.chat_id} {start.user_id}")
    app.letters.wake(TELEGRAM, app.clock.now())
    click.echo(f"Connected: what waits for you comes to your chat with @{me.username}. bot daemon sends it.")


def _asked() -> "Secret":
    from bot.redact import Secret, remember

    for number, step in enumerate(_STEPS, 1):
        click.echo(f"{number}. {step}")
    token = Secret(click.prompt("Token", hide_input=True).strip())
    remember(token)
    return token


def _free(account: "Telegram", me: "Me") -> None:
    """Make sure that nobody else is given what comes for this bot."""
    if host := account.webhook():
        click.echo(f"What people write to @{me.username} goes to {host} now; then it would go there no more.")
        click.confirm("Take it from there?", abort=True)
        account.drop_webhook()


def _awaited(app: "App", account: "Telegram", me: "Me") -> "Start":
    """Return who sent the right code."""
    from bot.phone.telegram import pairing

    code, window = pairing.begin(app.clock.now())
    address, line = pairing.invitation(me.username, code)
    click.echo(
        f"\nOpen this on your phone and press Start:\n\n  {address}\n\nor send this to @{me.username}:\n\n  {line}\n"
    )
    click.echo("Waiting for it (ten minutes) …")
    for start in _starts(account):
        verdict, window = pairing.look(window, start.code, app.clock.now()) if start else (None, window)
        if start and verdict is pairing.Verdict.RIGHT:
            return start
        if not window.is_open(app.clock.now()):
            break
    raise LoginError("The code did not come, or wrong ones came too often.", "bot login telegram")


def _starts(account: "Telegram") -> "Iterator[Start | None]":
    """Yield who sent a code, and nothing each time nobody did; what was read is confirmed."""
    from bot.phone.telegram import Start, offset_after

    offset: int | None = None
    while True:
        updates = account.poll(offset, seconds=_POLL_SECONDS)
        offset = offset_after(updates) or offset
        found = [each for each in updates if isinstance(each, Start)]
        if not found:
            yield None
            continue
        account.poll(offset, seconds=0)
        yield from found
