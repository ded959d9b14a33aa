"""Suggest what your profiles may say while you learn in public, and the first posts.

Bio, display name, banner and headline are for you to copy; nothing is sent anywhere.

Example: bot profile
"""

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, print_json


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    from bot import resources
    from bot.drafting.profile import kit
    from bot.jobs import first_posts
    from bot.platforms import voice

    app = open_app()
    places = list(kit(resources.find(app.settings.home, "templates/profile.toml"), app.roadmap.title))
    posts = first_posts(app)
    if as_json:
        told = {each.name: {"limit": each.limit, "texts": list(each.texts)} for each in places}
        print_json({**told, "first_posts": posts})
        return
    page = console()
    for place in places:
        page.print(f"{place.title} (at most {place.limit} characters)", style="bold")
        for text in place.texts:
            page.print(f"  {text}")
        page.print()
    for platform, text in posts.items():
        page.print(f"First post on {voice(platform).RULES.title}", style="bold")
        page.print(f"{text}\n")
    page.print("The first posts are written anew once your first study day is over.", style="dim")
