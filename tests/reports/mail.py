"""Reads the HTML of a mail: is it whole, what is seen, where do links lead, which colours meet."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"meta", "br", "img", "hr"}
_Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Colours:
    """Letters on a ground, in three lights."""

    letters: str
    ground: str


@dataclass
class Mail(HTMLParser):
    """A mail's HTML, read; it fails where an element is not closed, or closed by another."""

    content: str
    classes: dict[str, dict[str, str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    hidden: str = ""
    seen: list[str] = field(default_factory=list)
    met: set[Colours] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str, str, bool]] = [("", "", "", False)]
        self.feed(self.content)
        self.close()
        assert len(self._open) == 1, f"<{self._open[-1][0]}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += given.items()
        if tag in _EMPTY:
            return
        style = dict(each.split(":", 1) for each in given.get("style", "").split(";") if each)
        for name in given.get("class", "").split():
            style |= self.classes.get(name, {})
        _, letters, ground, hidden = self._open[-1]
        hidden = hidden or style.get("display") == "none" or tag in {"title", "style"}
        self._open.append((tag, style.get("color", letters), style.get("background-color", ground), hidden))

    def handle_endtag(self, tag: str) -> None:
        was = self._open.pop()[0]
        assert was == tag, f"<{was}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        tag, letters, ground, hidden = self._open[-1]
        if hidden:
            self.hidden += data if tag == "div" else ""
        elif data.strip():
            self.seen.append(" ".join(data.split()))
            self.met.add(Colours(letters, ground))

    @property
    def links(self) -> list[str]:
        return [value for name, value in self.attributes if name == "href"]

    @property
    def words(self) -> str:
        return " ".join(self.seen)


def in_the_dark(content: str) -> Mail:
    """Return the mail as a program shows it that knows dark mode."""
    rules = content.partition("(prefers-color-scheme: dark) {")[2].partition("</style>")[0]
    classes = {
        name: {
            prop.strip(): value.replace("!important", "").strip()
            for prop, value in (each.split(":") for each in body.split(";") if each.strip())
        }
        for name, body in re.findall(r"^\.(\w+) \{(.*)\}$", rules, re.MULTILINE)
    }
    assert classes
    return Mail(content, classes)


def contrast(letters: _Rgb, ground: _Rgb) -> float:
    """Return the contrast as WCAG counts it."""
    lighter, darker = sorted((_luminance(letters), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def rgb(colour: str) -> _Rgb:
    assert re.fullmatch("#[0-9a-f]{6}", colour), f"{colour!r} is no hex colour"
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def inverted(colour: _Rgb) -> _Rgb:
    return 255 - colour[0], 255 - colour[1], 255 - colour[2]


def recoloured(letters: _Rgb, ground: _Rgb) -> tuple[_Rgb, _Rgb]:
    """Turn over only dark letters and light grounds, by the thresholds Chromium's automatic dark mode has (2026)."""
    dark_letters, light_ground = _brightness(letters) < 150, _brightness(ground) > 205
    return inverted(letters) if dark_letters else letters, inverted(ground) if light_ground else ground


def _brightness(colour: _Rgb) -> float:
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def _luminance(colour: _Rgb) -> float:
    parts = [each / 255 for each in colour]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
