"""Where secrets stand in a text, and the text without them: by pattern, and by what settings told us to remember."""

import re
from binascii import b2a_base64
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from bot.redact.detectors import DETECTORS
from bot.redact.outside import plain
from bot.redact.patterns import compiled
from bot.redact.secret import MASK, Secret, Span

SHORTEST_REMEMBERED = 6  # shorter values would blank out ordinary words
SHORTEST_ENCODED = 8  # a shorter piece of base64 turns up by chance


def find_secrets(text: str) -> list[Span]:
    """Return where secrets stand in `text`, in order and without overlap."""
    return _merged([*_remembered_in(text), *_detected_in(text)])


def redact(text: str) -> str:
    """Return `text` with every secret replaced by three dots."""
    pieces, end = [], 0
    for span in find_secrets(text):
        pieces += [text[end : span.start], MASK]
        end = span.end
    return "".join([*pieces, text[end:]]) if pieces else text


def _detected_in(text: str) -> Iterator[Span]:
    lowered = text.lower()
    for detector in DETECTORS:
        if any(clue in lowered for clue in detector.clues.split("|")):
            for match in compiled(detector.pattern).finditer(text):
                if detector.judge(match):
                    yield Span(*match.span("secret" if "secret" in match.re.groupindex else 0), detector.kind)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            last = merged.pop()
            span = Span(last.start, max(last.end, span.end), last.kind)  # noqa: PLW2901 — the two become one
        merged.append(span)
    return merged


# --- values no pattern can know ---------------------------------------------------------------------------------

_REMEMBERED: dict[str, tuple[str, ...]] = {}


def remember(value: str | Secret) -> None:
    """Redact this value from now on, also URL-quoted or in base64; values under six characters are ignored."""
    text = (value.reveal() if isinstance(value, Secret) else value).strip()
    if len(text) >= SHORTEST_REMEMBERED and text not in _REMEMBERED:
        _REMEMBERED[text] = tuple(dict.fromkeys(_forms(text)))


def forget(value: str | Secret) -> None:
    """Stop redacting a value that is none any more."""
    _REMEMBERED.pop((value.reveal() if isinstance(value, Secret) else value).strip(), None)


def _remembered_in(text: str) -> Iterator[Span]:
    for forms in tuple(_REMEMBERED.values()):
        for form in forms:
            start = text.find(form)
            while start >= 0:
                yield Span(start, start + len(form), "value from the settings")
                start = text.find(form, start + len(form))


def _forms(value: str) -> Iterator[str]:
    """Yield the value as it may turn up: bare, escaped as in repr or JSON, in a URL, and inside base64."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    yield from (value, plain(value), normalize("NFD", value), value.encode("unicode_escape").decode(), escaped)
    yield re.sub("[^ -~]", lambda match: f"\\u{ord(match[0]):04x}", escaped)
    raw = value.encode(errors="surrogatepass")
    for unsafe in (rb"[^A-Za-z0-9._~-]", rb"[^A-Za-z0-9._~/-]"):
        quoted = re.sub(unsafe, lambda match: b"%%%02X" % match[0][0], raw).decode()
        yield from (quoted, quoted.replace("%20", "+"), re.sub("%..", lambda match: match[0].lower(), quoted))
    for before in range(3):
        yield from _base64_forms(raw, before)


def _base64_forms(raw: bytes, before: int) -> Iterator[str]:
    """Yield the base64 that stands for `raw` when `before` bytes precede it (as `user:` does in a Basic header).

    The characters at the edges also depend on the neighbours, so they are left out.
    """
    encoded = b2a_base64(b"\0" * before + raw, newline=False).decode().rstrip("=")
    inside = encoded[(0, 2, 3)[before] : None if (before + len(raw)) % 3 == 0 else -1]
    for form in (encoded, inside) if before == 0 else (inside,):
        if len(form) >= SHORTEST_ENCODED:
            yield from (form, form.replace("+", "-").replace("/", "_"))
