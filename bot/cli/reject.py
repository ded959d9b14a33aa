"""Say no to posts.

A reason is kept with the post. Some teach: after “boastful”, “boring” or “own words” such a post rests for three weeks,
after “wrong” its evidence is left alone. bot redraft ID then tells the day otherwise.

Example: bot reject 12 --reason boastful
"""

import click

from bot.cli._home import open_app
from bot.cli._output import argument_ids, for_each

_REST = " Such posts rest for three weeks."
_TEACHES = {
    "boastful": _REST,
    "boring": _REST,
    "own words": _REST,
    "wrong": " Its evidence is left alone on this platform.",
}


def _taught(reason: str) -> str:
    """Say what a reason does, or that it is only kept."""
    if not reason:
        return ""
    return _TEACHES.get(reason, f" The reason is kept; only {', '.join(_TEACHES)} teach anything.")


@click.command(help=__doc__)
@argument_ids
@click.option("--reason", default="", help="Why: boastful, wrong, boring, own words, or a sentence.")
def command(ids: tuple[int, ...], reason: str) -> None:
    app = open_app()

    def _reject(post_id: int) -> None:
        app.desk.reject(post_id, reason, app.clock.now())
        click.echo(f"Post {post_id} is rejected.{_taught(reason)}")

    for_each(ids, _reject)
