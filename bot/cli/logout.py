"""Forget an account: its tokens leave the vault. Take them back at the platform as well.

Example: bot logout linkedin
"""

import click

from bot.cli._home import open_app
from bot.platforms import NAMES, voice

_PAGES = {
    "x": "https://x.com/settings/connected_apps",
    "linkedin": "https://www.linkedin.com/mypreferences/d/data-sharing-for-permitted-services",
    "mastodon": "Preferences, Account, Authorized apps",
    "bluesky": "https://bsky.app/settings/app-passwords",
    "telegram": "@BotFather, /revoke",
}


@click.command(help=__doc__)
@click.argument("platform", type=click.Choice((*NAMES, "telegram")))
def command(platform: str) -> None:
    app = open_app()
    title = voice(platform).RULES.title if platform in NAMES else platform.capitalize()
    if platform == "telegram":
        from bot.jobs.phone.ways import forget

        forget(app)
    if not app.accounts.forget(platform):
        click.echo(f"The vault had nothing of {title}; keys in .env stay there.")
        return
    click.echo(f"{title} is forgotten here. Take what it gave back as well: {_PAGES[platform]}")
