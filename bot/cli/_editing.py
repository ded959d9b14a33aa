"""A post's text in the person's editor, on a file that stays until it was taken: a dying editor loses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.app import App
from bot.errors import BotError
from bot.settings.environment import has_editor
from bot.store.post import Post

_LINE = " ¶ "  # stands for a line's end where a text is edited on one line


@contextmanager
def editing(app: App, post: Post) -> Iterator[str | None]:
    """Give what the person makes of a text, or nothing if they left it; it stays on disk until that was taken."""
    path = app.settings.home / "edits" / f"post-{post.id}.md"
    if path.exists():
        click.echo(f"Going on from what you had written in {path}.", err=True)
    else:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"{post.text}\n", encoding="utf-8")
    text = _in_editor(post, path) if has_editor() else _on_one_line(path.read_text(encoding="utf-8").strip())
    try:
        yield text if text != post.text else None
    except BotError as error:
        path.write_text(f"{text}\n", encoding="utf-8")
        raise type(error)(f"{error.message} What you wrote is in {path}.", error.hint) from None
    path.unlink()


def _in_editor(post: Post, path: Path) -> str:
    try:
        click.edit(filename=str(path))
    except click.ClickException:
        raise BotError(f"Your editor did not end well. What you wrote is in {path}.", f"bot edit {post.id}") from None
    return path.read_text(encoding="utf-8").strip()


def _on_one_line(text: str) -> str:
    """Let a text be edited where there is no editor: on one line, which begins as the text is."""
    import readline

    readline.set_startup_hook(lambda: readline.insert_text(text.replace("\n", _LINE)))
    try:
        return input("> ").strip().replace(_LINE, "\n").replace(_LINE.strip(), "\n")
    finally:
        readline.set_startup_hook(None)
