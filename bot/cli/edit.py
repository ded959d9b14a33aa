"""Change a post's text or its pictures; it then waits for a yes again.

Without --text your editor opens. A picture loses what the camera wrote into it, is made as small as its platform wants
it, and needs words for those who cannot see it.

Example: bot edit 12 --attach curve.png --alt "A ROC curve that bends late"
"""

from pathlib import Path

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, console


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.option("--text", help="The new text; without it your editor opens.")
@click.option("--attach", type=click.Path(path_type=Path), help="A JPEG or PNG to add.")
@click.option("--alt", default="", help="The picture in words.")
@click.option("--detach", is_flag=True, help="Take its pictures away.")
def command(post_id: int, text: str | None, attach: Path | None, alt: str, detach: bool) -> None:
    from bot.cli._editing import editing
    from bot.cli._picture import picture
    from bot.cli._post import shown
    from bot.jobs import answering
    from bot.platforms import voice
    from bot.platforms.fitting import fit

    app = open_app()
    post = app.posts.get(post_id)
    now = app.clock.now()
    if attach or alt:
        app.desk.attach(post_id, fit(picture(attach, alt, "--attach"), voice(post.platform).RULES), now)
    elif detach:
        app.desk.detach(post_id, now)
    elif text is None:
        with editing(app, post) as written:
            if written is not None:
                answering.edit(app, post_id, written, post.version)
    if text is not None and text.strip() != post.text:
        answering.edit(app, post_id, text, None if attach or detach else post.version)
    changed = app.posts.get(post_id)
    if changed.version == post.version:
        click.echo("Nothing changed.")
        return
    console().print(shown(changed, app.desk.look(changed), app.settings.timezone))
