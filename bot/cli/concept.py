"""Show the reviewed facts about a topic, with their sources.

They are the only statements about the world a post makes. Your own go into the concepts folder of your home, in the
same form.

Example: bot concept "random forest"
"""

import click

from bot.cli._output import as_json, console, counted, print_json


@click.command(help=__doc__)
@click.argument("term")
@as_json
def command(term: str, as_json: bool) -> None:
    from bot import resources
    from bot.drafting.concepts import Shelved, about, read
    from bot.errors import NotFound
    from bot.settings import home_folder

    shelved = Shelved(tuple(read(list(resources.every(home_folder(), "concepts", ".toml")))))
    found = about(shelved, term)
    if not found:
        raise NotFound(f"No fact speaks of “{term}”.", "try one word of it, or add your own to concepts/ in your home")
    if as_json:
        print_json([
            {"name": f.name, "terms": list(f.terms), "short": f.short, "long": f.long, "question": f.question,
             "source": f.source} for f in found
        ])  # fmt: skip
        return
    page = console()
    for fact in found:
        page.print(fact.short, style="bold")
        page.print(f"{fact.long}\n{fact.question}")
        page.print(f"{fact.source} · {fact.name}\n", style="dim")
    page.print(f"{counted(len(found), 'fact')} of {len(shelved.facts)}.", style="dim")
