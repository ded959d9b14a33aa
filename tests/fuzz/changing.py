"""How a seed becomes something nobody would write: bytes, lines, values of its JSON, sentences of a grammar."""

import json
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from tests import canary

MOST = 24_000  # bytes of a case: what takes long at this size takes hours at that of a file
TOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
# What breaks readers: ends of ranges, signs of other languages, what a terminal obeys, what nobody sees.
WORDS = (
    "", "\0", "\x1b]0;owned\x07", "\x1b[31m", "\x9b31m", "\r", "\r\n", "\t", "\x0b\x0c", "\x85", "\u2028", "\u202e", "\u200b",
    "\ufeff", "\ufffe", "\u00ad", "\U000e0041", "İ", "ß", "ﬁ", "e\u0301" * 40, "👩‍👩‍👧‍👦", "٣", "½", "Ⅷ", "²", "第9周", "۰",
    "0", "-1", "1e309", "NaN", "Infinity", "9" * 30, "9" * 5000, "0x10", "1_000", "2026-02-30", "9999-12-31", "0000-00-00",
    "24:00", "12:60", "A" * 3000, "a " * 500, "[" * 60, "(" * 60, "{" * 60, "<" * 60, "*" * 60, "`" * 60, "|" * 60, "> " * 40,
    "- " * 40, "# ", "\n\n", "---\n", "+++\n", "```\n", "<!--", "-->", "<script>alert(1)</script>", "javascript:alert(1)",
    "&#x202e;", "&nbsp;", "{{ 7 * 7 }}", "{% for a in b %}", "${HOME}", "$(id)", "%s%n", "%(x)s", "../../../etc/passwd",
    "file:///etc/passwd", "--upload-pack=id", "'; DROP TABLE posts; --", "\r\nBcc: eve@example.org", "@everyone", "＠ada",
    "http://169.254.169.254/", "http://[::1", "https://ada:pw@example.org", "\ud800", "\udfff", canary.VALUE, TOKEN,
    "!!python/object/apply:os.system [id]", "&a [*a]", "<<: *a", "__class__", "constructor", "Week 3: ", "- [x] ",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, 2**63, 2**64, 10**400, 0.5, -0.0, float("inf"), float("nan"), 1e308, [], {}, [[]], [None], {"": ""},
    [[[[[[[[[[]]]]]]]]]], {"a": {"a": {"a": {}}}}, *WORDS,
)  # fmt: skip

Grammar = Mapping[str, Sequence[str]]  # a name between « and » stands for one of its sentences


def changed(random: Random, seeds: Sequence[bytes], grammar: Grammar, *, as_json: bool) -> bytes:
    """Return one case."""
    content = random.choice(seeds)
    if grammar and random.random() < 0.5:
        content = _bytes(sentence(random, grammar))
    elif as_json and random.random() < 0.7:
        content = _json(random, content)
    for _ in range(random.choice((0, 1, 1, 2, 4, 12))):
        content = random.choice(_CHANGES)(random, content[:MOST], seeds)
    return content[:MOST]


def sentence(random: Random, grammar: Grammar, name: str = "start", depth: int = 0) -> str:
    """Return a sentence of a grammar; deep down only the first and shortest way out is taken."""
    ways = grammar[name]
    way = ways[0] if depth > 12 else random.choice(ways)
    pieces = way.split("«")
    return pieces[0] + "".join(
        sentence(random, grammar, inner, depth + 1) + rest
        for inner, _, rest in (piece.partition("»") for piece in pieces[1:])
    )


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


# --- a value of its JSON ---------------------------------------------------------------------------------------------


def _json(random: Random, content: bytes) -> bytes:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return content
    for _ in range(random.choice((1, 1, 2, 5))):
        value = _value(random, value)
        content = json.dumps(value, ensure_ascii=random.random() < 0.5).encode(errors="surrogatepass")
        if len(content) > MOST:
            break
    return content


def _value(random: Random, value: Any) -> Any:
    """Return a value with one place in it changed."""
    if random.random() < 0.2 or not isinstance(value, dict | list) or not value:
        return random.choice((random.choice(VALUES), [value], {"text": value}, [value] * 40, str(value)))
    copied: Any = dict(value) if isinstance(value, dict) else list(value)
    key = random.choice(list(copied)) if isinstance(copied, dict) else random.randrange(len(copied))
    if random.random() < 0.15:
        del copied[key]
    elif isinstance(copied, dict) and random.random() < 0.15:
        copied[str(random.choice(WORDS))] = copied.pop(key)
    else:
        copied[key] = _value(random, copied[key])
    return copied


# --- bytes and lines -------------------------------------------------------------------------------------------------


def _place(random: Random, content: bytes) -> int:
    return random.randint(0, len(content))


def _span(random: Random, content: bytes) -> tuple[int, int]:
    start = _place(random, content)
    return start, min(len(content), start + random.choice((1, 2, 8, 40, 400)))


def _flip(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    at = _place(random, content)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


def _insert(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    at = _place(random, content)
    return content[:at] + _bytes(random.choice(WORDS)) + content[at:]


def _replace(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    start, end = _span(random, content)
    return content[:start] + _bytes(random.choice(WORDS)) + content[end:]


def _delete(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    start, end = _span(random, content)
    return content[:start] + content[end:]


def _repeat(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    start, end = _span(random, content)
    return content[:end] + content[start:end] * random.choice((1, 3, 30, 400)) + content[end:]


def _truncate(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    return content[: _place(random, content)]


def _splice(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    other = random.choice(seeds)
    return content[: _place(random, content)] + other[_place(random, other) :]


def _lines(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    lines = content.split(b"\n")
    start = random.randrange(len(lines))
    moved = lines[start : start + random.choice((1, 3, 10))]
    at = random.randrange(len(lines))
    return b"\n".join([*lines[:at], *moved * random.choice((1, 1, 20)), *lines[at:]])


def _number(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    digits = [at for at, byte in enumerate(content[:4000]) if 48 <= byte <= 57]
    if not digits:
        return content
    at = random.choice(digits)
    return content[:at] + random.choice((b"0", b"-1", b"99999999999999999999", b"1e400", b"7.5")) + content[at + 1 :]


def _newlines(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    return content.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b" ", b"\x0b")))


def _widened(random: Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    """The same in another encoding."""
    return content.decode(errors="replace").encode(
        random.choice(("utf-16", "latin-1", "utf-8-sig", "utf-7")), "replace"
    )


Change = Callable[[Random, bytes, Sequence[bytes]], bytes]
_CHANGES: tuple[Change, ...] = (
    *(_flip, _insert, _insert, _replace, _replace, _delete, _repeat),
    *(_truncate, _splice, _lines, _number, _newlines, _widened),
)
