"""How a post is shown in a terminal: text, length, findings, claims with their evidence."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.cli._output import shorten
from bot.clock import local
from bot.drafting.phrase import past
from bot.guard import Report
from bot.platforms import voice
from bot.reports.why import Line
from bot.store.post import Backing, Change, Post

if TYPE_CHECKING:
    from bot.app import App

_NEARBY = 40
_SHORT = 10  # of a commit: git opens it by that
_WIDTH = 88
_TENSE_WIDTH = 9


def shown(post: Post, report: Report, zone: ZoneInfo, *, brief: bool = False) -> RenderableType:
    """Return a post in a frame, with its hour and what the guard finds; its length and angle if not `brief`."""
    kind = voice(post.platform)
    used = max(map(kind.length, post.parts))
    title = Text(f"#{post.id} {kind.RULES.title} · {local(post.due_at, zone)} · {post.status}")
    foot = Text(f"{post.angle} · {used}/{kind.RULES.limit}", style="dim")
    frame = Panel(
        Text(post.text),
        title=title,
        title_align="left",
        subtitle=None if brief else foot,
        subtitle_align="right",
        box=box.ROUNDED,
        width=_width(),
    )
    pictures = (Text(f"  picture: {each.alt}", style="dim") for each in post.media)
    return Group(frame, *pictures, *_findings(report))


def why(found: Sequence[Line]) -> RenderableType:
    """Return each line of a post with what it rests on."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="dim", width=_TENSE_WIDTH)
    table.add_column(max_width=_WIDTH - _TENSE_WIDTH - 2)
    for line in found:
        table.add_row(Text(line.kind), Text(line.words))
        told = [line.source] if line.source else [backing(each) for each in line.backing]
        for each in told:
            table.add_row("", Text(f"└ {each}", style="dim"))
    return table


def why_of(app: "App", post: Post) -> RenderableType:
    """Return each line of a stored post with what it rests on."""
    from bot.reports.why import lines

    return why(lines(post.text, app.posts.claims(post.id), app.facts.facts))


def history(changes: Sequence[Change], zone: ZoneInfo) -> RenderableType:
    """Return what has happened to a post."""
    lines = (f"  {local(each.at, zone)}  {each.became} by {each.who}{_because(each.reason)}" for each in changes)
    return Text("\n".join(lines), style="dim")


def backing(each: Backing) -> str:
    """Return evidence as a person would name it, with the reference that opens it."""
    if each.kind == "edit":
        return "your own words, written while editing"
    if each.kind == "note":
        return f"{each.ref}, your own words"
    if each.kind == "plan":
        return f"the plan, {each.ref}"
    first = each.text.partition("\n")[0]
    if each.kind == "tick":
        return f"ticked: {first}"
    if each.kind == "number":
        return f"“{first}”, printed in {each.ref.partition(':')[2]}"
    ref = each.ref[:_SHORT] if each.kind == "commit" else each.ref
    speaks_itself = not each.nearby or past(each.text)
    return f"{each.kind} {ref} “{first}”" + ("" if speaks_itself else f", in {shorten(each.nearby, _NEARBY)}")


def _findings(report: Report) -> Iterable[RenderableType]:
    for finding in report.findings:
        yield Text(f"  {finding.verdict}: {finding.reason} {finding.suggestion}".rstrip(), style="yellow")


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _width() -> int:
    """Return a width that reads well: a terminal's own below it, never more."""
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, _WIDTH)
