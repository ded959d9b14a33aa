"""Connect an account: says what to open and click, asks for what is needed, and shows whose account it is.

Tokens go into the vault of the home's database, sealed if BOT_VAULT_KEY is given. In a container or over ssh, --paste
lets you paste the address your browser ends at instead of waiting for it here. telegram and mail are where drafts come
to you and you answer them.

Example: bot login linkedin --paste
"""

from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.errors import Blocked
from bot.platforms import NAMES, connecting, voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.accounts.oauth import Dance, Tokens
    from bot.accounts.ways import Way
    from bot.app import App
    from bot.platforms import Memory
    from bot.redact import Secret

PHONE = {"telegram": "bot.cli._pairing", "mail": "bot.cli._vouching"}  # where you answer
_KNOWN_SOON = (5.0, 10.0)  # seconds
_PATIENCE = 300.0  # seconds for a person to say yes in a browser


@click.command(help=__doc__)
@click.argument("platform", metavar="|".join((*NAMES, *PHONE)), type=click.Choice((*NAMES, *PHONE)))
@click.option("--paste", is_flag=True, help="Paste the address the browser ends at, or the code it shows.")
def command(platform: str, paste: bool) -> None:
    if platform in PHONE:
        from importlib import import_module

        import_module(PHONE[platform]).pair(open_app())
        return
    _connect(platform, paste=paste)


def _connect(platform: str, *, paste: bool) -> None:
    from bot.accounts.ways import BY_HAND, WAYS

    app, way, title = open_app(), WAYS[platform], voice(platform).RULES.title
    click.echo(f"{way.before}\n{BY_HAND.format(name=platform.upper())}\n")
    for name in (*(each.name for each in way.asks), way.ends_with):
        if getattr(app.settings, name.lower(), ""):
            click.echo(
                f"{name} stands in .env or the environment and wins over what comes now: take it out there first."
            )
    click.confirm(f"Connect {title}?", default=True, abort=True)
    for number, step in enumerate(way.steps, 1):
        click.echo(f"{number}. {step}")
    given = _asked(way)
    tokens = _danced(app, platform, given, paste=paste) if way.ends_with else None
    secrets = {each.name: given[each.name] for each in way.asks if each.is_secret}
    if tokens:
        secrets[way.ends_with] = tokens.access
    names = {each.name: given[each.name].reveal() for each in way.asks if not each.is_secret}
    memory = app.accounts.memory(platform, app.clock)
    who = _checked(app, platform, memory.trying(secrets, names), is_new=tokens is not None)
    for name, value in names.items():
        memory.keep(name, value)
    for name, secret in secrets.items():  # only now: what does not work takes the place of nothing that does
        memory.seal(name, secret, tokens.ends_at if tokens and name == way.ends_with else None)
    _told(app, platform, who, tokens)


def _asked(way: "Way") -> "Mapping[str, Secret]":
    from bot.redact import Secret, remember

    given = {}
    for each in way.asks:
        found = Secret(click.prompt(each.words, hide_input=each.is_secret).strip())
        if each.is_secret:
            remember(found)
        given[each.name] = found
    return given


def _danced(app: "App", platform: str, given: "Mapping[str, Secret]", *, paste: bool) -> "Tokens":
    """Let the person say yes in a browser, and return the token that brings."""
    from bot.accounts import oauth
    from bot.accounts.issuers import issuer
    from bot.accounts.ways import REDIRECT

    dance = oauth.begin(issuer(platform, app.settings, given, REDIRECT), REDIRECT)
    click.echo(f"\nOpen this in your browser and say yes:\n\n  {dance.address}\n")
    answer = _pasted() if paste else _brought(dance)
    return dance.finish(answer, app.clock.now())


def _pasted() -> str:
    click.echo("Your browser ends at an address on this machine that may not open; that is well. Copy it whole.")
    found: str = click.prompt("The address, or the code you were shown", hide_input=True)
    return found


def _brought(dance: "Dance") -> str:
    from bot.accounts.listener import Listener

    with Listener(dance.state) as listener:
        click.echo("Waiting for your browser (five minutes; --paste does without) …")
        return listener.wait(_PATIENCE)


def _checked(app: "App", platform: str, memory: "Memory", *, is_new: bool) -> str:
    """Return whose account it is; LinkedIn may not know a token yet that it gave a moment ago."""
    account = connecting(platform).connect(app.settings, memory, app.clock)
    for seconds in _KNOWN_SOON if is_new else ():
        try:
            return account.check()
        except Blocked:
            app.clock.wait(seconds)
    return account.check()


def _told(app: "App", platform: str, who: str, tokens: "Tokens | None") -> None:
    """Say whose account it is, and what is next."""
    app.accounts.lift(platform)
    click.echo(f"Connected as {who}.")
    if tokens and tokens.ends_at:
        click.echo(f"The token ends on {tokens.ends_at:%-d %B %Y}; bot check warns before.")
    if app.settings.through(platform) != "api":
        click.echo(f"Set {platform.upper()}_THROUGH=api in {app.settings.home / '.env'} to let posts go there.")
