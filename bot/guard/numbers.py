"""Keeps unproved numbers out of a post.

Odd about it: a number is judged only when the caller says which numbers the evidence holds. Then a figure that is not
among them is blocked: it would be the one untrue thing in the post.
"""

import re
from collections.abc import Collection, Iterator

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading
from bot.guard.rules import compiled

# Figures a reader takes for a result: a share, a decimal below one, a factor, a number after a measure's name.
_FIGURES = (
    r"(?<![\w.,])\d+(?:[.,]\d+)?(?=\s?(?:%|percent|per\x20cent))",
    r"(?<![\w.,])0?\.\d+(?![\w.]*\.\d)",
    r"(?<![\w.,])\d+(?:\.\d+)?(?=\s?[x×](?!\w|\s?\d))",
    r"(?<!\w)<measure>(?: (?:score|of|is|was|around|about|only|reached|rose to|fell to"
    r"|dropped to)){0,2}[\s:=]{1,3}"
    r"(?P<figure>\d+(?:[.,]\d+)?)(?![\w.,]\d|-)",
    r"(?<!\w)(?:loss|score|error|correlation|silhouette|kappa)(?: (?:of|is|was|about"
    r"|only)){0,2}[\s:=]{1,3}(?P<decimal>\d+\.\d+)(?!\.?\d)",
)


def check_numbers(reading: Reading, numbers: Collection[str]) -> Iterator[Finding]:
    """Yield the figures that stand in no evidence."""
    known = [value for number in numbers for value in _values(number)]
    for match in compiled(_FIGURES, whole_words=False).finditer(reading.prose):
        group = match.lastgroup or 0
        if not _rounds_to(match[group], known):
            yield Finding(
                "number",
                Verdict.BLOCK,
                reading.place(*match.span(group)),
                f"“{match[group]}” stands in no evidence, so nobody could check it.",
                "Print it in the notebook or note it with `bot log`, or leave it out.",
            )


def _values(number: str) -> Iterator[float]:
    """Yield what a number from the evidence may be written as: 0.84 also as 84 %, 84 % also as 0.84."""
    for figure in re.findall(r"\d*[.,]?\d+(?:,\d{3})*", number):
        value = _value(figure)
        yield from (value, value * 100, value / 100) if value <= 1 or "%" in number else (value,)


def _rounds_to(figure: str, known: list[float]) -> bool:
    """Return whether some number of the evidence, rounded as the text rounds, is this figure."""
    decimals = len(re.split("[.,]", figure)[1]) if re.search(r"[.,](?!\d{3}$)", figure) else 0
    return any(abs(value - _value(figure)) <= 0.5 * 10**-decimals + 1e-9 for value in known)


def _value(figure: str) -> float:
    return float(re.sub(r",(?=\d{3}$)", "", figure).replace(",", "."))
