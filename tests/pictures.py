"""Makes the pictures of the README from the real program: make pictures

What a terminal shows comes from a real one, key by key, and becomes SVG; pages are drawn by Chromium. It all happens at
fixed hours in a scratch home, so that two runs make the same: a test holds the SVGs against the program.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import resources
from bot.app import App
from bot.cli import _sample as sample
from bot.cli.init import make_home
from bot.clock import FixedClock
from bot.settings import load
from tests import scratch
from tests.cli.terminal import Terminal

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/pictures"
_WIDE, _PAGE = 94, 820
_TALLEST = {"timeline": 980, "digest": 1240}
_COLOURS = 64
_LIGHT = ["--blink-settings=preferredColorScheme=1"]
_PROGRAM = (
    "import sys; from datetime import datetime; from bot.cli import main; from bot.clock import FixedClock;"
    " main(sys.argv[2:], FixedClock(datetime.fromisoformat(sys.argv[1])))"
)
# As rich's own, without fonts from elsewhere and without a window's buttons: a page that is read offline stays whole.
_SVG = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="TITLE">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="#0c0f14"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""


def main() -> int:
    """Make all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, svg in scenes().items():
        _keep(FOLDER / f"{name}.svg", svg.encode())
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        sys.stdout.write("The pages need Chromium, which is not installed; their pictures stay as they were.\n")
        return 1
    for name, html in pages().items():
        _draw(name, html)
    return 0


def scenes() -> dict[str, str]:
    """Return what a terminal shows, each as a picture."""
    with TemporaryDirectory() as folder:
        person = Path(folder)
        _the_sample(person)
        calendar = _said(person, "simulate", "--start", "2026-01-05", "--days", "14")
        _said(person, "draft", to=person / "drafted.txt")
        return {
            "calendar": _svg("bot simulate", calendar, "bot simulate --days 14"),
            "review": _svg("bot review", _reviewed(person), "bot review"),
        }


def _the_sample(person: Path) -> None:
    """Make the home of the sample learner of bot demo, on the morning after a study day."""
    values = {
        "BOT_TIMEZONE": sample.ZONE, "BOT_START": sample.START.isoformat(), "BOT_AUTHORS": sample.EMAIL,
        "BOT_REPOSITORIES": str(person / "ml"), "BOT_TAGS": sample.TAGS,
    }  # fmt: skip
    sample.make_repository(person / "ml")
    make_home(person / ".learnaloud", resources.shipped(f"roadmaps/{sample.ROADMAP}.md"), values)
    app = App(load({"BOT_HOME": str(person / ".learnaloud")}), FixedClock(sample.at("21:20")))
    app.notes.add(sample.NOTE, sample.FLAVOUR, app.clock.now(), sample.STUDIED)
    app.close()


def pages() -> dict[str, str]:
    """Return the pages that are drawn."""
    with _person() as person:
        words = ("--roadmap", "40-day", "--start", "2026-01-05", "--days", "10", "--html", str(person / "seen.html"))
        _said(person, "simulate", *words)
        _said(person, "digest", "--week", "2026-01-08", "--html", to=person / "digest.html")
        return {name: (person / file).read_text(encoding="utf-8") for name, file in _FILES.items()}


@contextmanager
def _person() -> Iterator[Path]:
    """Yield a person's folder, in use for ten days."""
    with TemporaryDirectory() as folder:
        scratch.make(Path(folder), resources.shipped("roadmaps/40-day.md"), yes=True)
        yield Path(folder)


def _said(person: Path, *words: str, to: Path | None = None) -> str:
    """Return what the program says on a terminal, with its colours; or write into a file what it prints."""
    environ, program = _environ(person), (sys.executable, "-c", _PROGRAM, _at(person))
    command = [*program, *words]
    if to:
        to.write_bytes(subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environ}).stdout)
        return ""
    terminal = Recording(*words, width=_WIDE, environ=environ, program=program)
    assert terminal.end() == 0, terminal.said
    return terminal.raw


def _reviewed(person: Path) -> str:
    """Return what bot review shows first."""
    program = (sys.executable, "-c", _PROGRAM, _at(person))
    terminal = Recording("review", width=_WIDE, environ=_environ(person), program=program)
    terminal.until("more)")
    shown = terminal.raw
    terminal.keys("q")
    terminal.end()
    return shown.replace("\x1b[2J", "").replace("\x1b[H", "")


def _at(person: Path) -> str:
    """Return what time it is for a person: the sample's is another than that of one in use for ten days."""
    is_sample = (person / "ml").is_dir()
    return (sample.at("07:30", sample.STUDIED + timedelta(days=1)) if is_sample else scratch.MORNING).isoformat()


def _environ(person: Path) -> dict[str, str]:
    return {"BOT_HOME": str(person / ".learnaloud"), "HOME": str(person), "PYTHONPATH": str(ROOT), "COLORTERM": "",
            "NO_COLOR": "", "TERM": "xterm-256color"}  # fmt: skip


class Recording(Terminal):
    """A terminal that keeps colours as well."""

    raw = ""

    def _heard(self, found: bytes) -> None:
        self.raw += found.decode(errors="replace")
        super()._heard(found)


def _svg(title: str, said: str, typed: str) -> str:
    """Return what a terminal showed as a picture."""
    from io import StringIO

    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    console = Console(record=True, width=_WIDE, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ {typed}", style="bold"))
    console.print(Text.from_ansi(re.sub(r"\x1b\[\?[0-9;]*[a-z]|\r", "", said).rstrip()))
    console.print()
    form = _SVG.replace("TITLE", title)
    made = console.export_svg(theme=MONOKAI, code_format=form, unique_id=title.rpartition(" ")[2])
    return re.sub(r"[ \t]+$", "", made, flags=re.MULTILINE)


def _draw(name: str, html: str) -> None:
    """Draw a page, cut to what a reader takes in, in as few colours as it needs."""
    from PIL import Image

    from tests.reports.pictures import picture

    with TemporaryDirectory() as scratched:
        drawn = Path(scratched) / "page.png"
        picture(html, _PAGE, _LIGHT, drawn)
        with Image.open(drawn) as whole:
            seen = whole.convert("RGB").crop((0, 0, _PAGE, min(whole.height, _TALLEST[name]))).quantize(_COLOURS)
        seen.save(drawn, optimize=True)
        _keep(FOLDER / f"{name}.png", drawn.read_bytes())


def _keep(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    sys.stdout.write(f"{path.relative_to(ROOT)}: {len(content):,} bytes\n")


_FILES = {"timeline": "seen.html", "digest": "digest.html"}

if __name__ == "__main__":
    sys.exit(main())
