"""Finds the web addresses in a text as twitter-text does, for the platforms that count each at a flat rate.

What is a link is twitter-text's to say (https://github.com/twitter/twitter-text 3.1.0, conformance/extract.yml),
oddities included: `train.py` is one, since Paraguay has .py, and `src/train.py` is none. Its one regular expression
takes quadratic time on a text full of dots; the steps here take time in proportion to the text.
"""

import re
from dataclasses import dataclass

from bot.platforms.counting import domains
from bot.platforms.counting.domains import LETTERS, Domain

_PORT = re.compile(r":[0-9]+")
_NOT_BEFORE_BARE = frozenset("-_./")
_SHORTENED = re.compile(r"https?://t\.co/([a-z0-9]++)", re.ASCII | re.IGNORECASE)
_LONGEST_SLUG = 40
_LONGEST_LABEL = 63  # RFC 1035 section 2.3.4
_LONGEST_ADDRESS = 4096
_FULL_STOPS = re.compile("[\u3002\uff0e\uff61]")


def balanced(marks: str) -> str:
    """Return the pattern of a pair of parentheses around these marks, which may have one pair within."""
    return rf"\((?:[{marks}]++|[{marks}]*+\([{marks}]++\)[{marks}]*+)\)"


@dataclass(frozen=True, slots=True)
class Tail:
    """What may follow a domain and its port: a path and a query, neither ending with what ends a sentence instead."""

    path: re.Pattern[str]
    query: re.Pattern[str]

    def end(self, text: str, at: int) -> tuple[int, bool]:
        """Return where the address ends whose domain ended at a place, and whether there is a path."""
        if port := _PORT.match(text, at):
            at = port.end()
        if path := self.path.match(text, at):
            at = path.end()
        query = self.query.match(text, at)
        return query.end() if query else at, path is not None


_PATH_ENDS = rf"A-Za-z0-9+=_#/\-\u0400-\u04ff\u1c80-\u1c87{LETTERS}"
_PATH_GOES_ON = r"!*';:,.$%\[\]\u2013~@|&"
_PARENTHESES = balanced(_PATH_ENDS + _PATH_GOES_ON)
TWITTER = Tail(
    path=re.compile(rf"/(?:(?:[{_PATH_GOES_ON}]++|{_PARENTHESES})*+[{_PATH_ENDS}]++)*+(?:{_PARENTHESES})*+"),
    query=re.compile(r"\?(?:[!?*'@():+$%\[\].,~|;]*+[A-Za-z0-9\-_&=#/]++)++"),
)


def find(text: str, tail: Tail = TWITTER, *, bare: bool = True) -> list[tuple[int, int]]:
    """Return where the web addresses of a text begin and end; bare ones, without http://, only if asked for."""
    found: list[tuple[int, int]] = []
    done = 0
    for run in domains.runs(text):
        while domain := run.find(done):
            free = domain.start == done or text[domain.start - 1] not in _NOT_BEFORE_BARE
            done, has_path = tail.end(text, domain.end)
            if not _is_possible(text, domain, done):
                continue
            if domain.protocol < domain.start:
                found += _whole(text, domain.protocol, done)
            elif bare and free:
                found += _bare(text, domain, done if has_path else domain.end)
    return found


def _whole(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return an address with http://; of X's own short ones, no more than what they are made of."""
    shortened = _SHORTENED.match(text, start, end)
    if not shortened:
        return [(start, end)]
    query = TWITTER.query.match(text, shortened.end(), end)
    return [(start, (query or shortened).end())] if len(shortened[1]) <= _LONGEST_SLUG else []


def _bare(text: str, domain: Domain, end: int) -> list[tuple[int, int]]:
    """Return the addresses in a domain without http://; the path belongs to the last of them."""
    found = domains.latin(text, domain)
    return [*found[:-1], (found[-1][0], found[-1][1] + end - domain.end)] if found else []


def _is_possible(text: str, domain: Domain, end: int) -> bool:
    """Return whether the name service could know the domain, and X would store the address."""
    name = text[domain.start : domain.end]
    if name.isascii() and end - domain.protocol <= _LONGEST_LABEL:
        return not name.startswith("xn--") or bool(domains.latin(text, domain))
    protocol = domain.start - domain.protocol or len("https://")
    address = text[domain.protocol : end].encode("utf-16-le", "surrogatepass")
    return (
        len(address) // 2 + protocol <= _LONGEST_ADDRESS
        and all(len(label) <= _LONGEST_LABEL and _encoded(label) <= _LONGEST_LABEL for label in name.split("."))
        and not (name.startswith("xn--") and not domains.latin(text, domain))
    )


def _encoded(label: str) -> int:
    """Return the length of a label as the name service sees it."""
    parts = _FULL_STOPS.split(label)
    return len(parts) - 1 + sum(len(part) if part.isascii() else len(part.encode("punycode")) + 4 for part in parts)
