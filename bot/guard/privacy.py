"""Keeps out of a post what no rule can name: secrets, the learner's own keep-out words, characters nobody sees.

Odd about it: secrets are looked for twice, in the text as it stands and as it reads (a token split by an invisible
character is still a token). Keep-out words are whole words, but digits and underscores end a word, so `acme` is found
in `acme_db` and not in `acmeist`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading, fold
from bot.redact import find_hidden, find_secrets


def check_privacy(reading: Reading, keep_out: Sequence[str]) -> Iterator[Finding]:
    """Yield secrets, keep-out words and characters nobody sees."""
    yield from _secrets(reading)
    yield from _kept_out(reading, keep_out)
    for span in find_hidden(reading.text)[:1]:
        yield Finding(
            "hidden-character",
            Verdict.ASK,
            (span.start, span.end),
            "There is a character here that nobody can see, so nobody can approve it.",
            "Type the word again.",
        )


def _secrets(reading: Reading) -> Iterator[Finding]:
    places = {(span.start, span.end): span.kind for span in find_secrets(reading.text)}
    if reading.words != reading.text:
        places |= {reading.place(span.start, span.end): span.kind for span in find_secrets(reading.words)}
    for place, kind in places.items():
        yield Finding(
            "secret",
            Verdict.BLOCK,
            place,
            f"This looks like a {kind}. Whoever reads it could use it.",
            "Take it out, and revoke it if it ever left this machine.",
        )


def _kept_out(reading: Reading, keep_out: Sequence[str]) -> Iterator[Finding]:
    for word in keep_out:
        pattern = _whole_word(word)
        for match in pattern.finditer(reading.words) if pattern else ():
            yield Finding(
                "keep-out",
                Verdict.BLOCK,
                reading.place(*match.span()),
                f"You asked to keep “{word.strip()}” out of every post.",
                "Say it without the name.",
            )


@cache
def _whole_word(word: str) -> re.Pattern[str] | None:
    """Return the pattern of a keep-out word, folded as the text is: capitals may look like other letters (Μ, H)."""
    spellings = {_spelled(fold(each)) for each in (word, word.lower(), word.upper())} - {""}
    return re.compile("|".join(sorted(spellings)), re.IGNORECASE) if spellings else None


def _spelled(word: str) -> str:
    """Return one spelling as a pattern; its parts may be joined by spaces, hyphens, dots or nothing."""
    parts = [part for part in re.split(r"[\s_.-]+", word) if part]
    if not parts:
        return ""
    # Only scripts that write spaces between words have whole words; in 在阿里巴巴工作 the name has neighbours.
    before = r"(?<![^\W\d_])" if "a" <= parts[0][:1].casefold() < "\u0e00" else ""
    after = r"(?![^\W\d_])" if "a" <= parts[-1][-1:].casefold() < "\u0e00" else ""
    return before + r"[\s_.-]*".join(re.escape(part) for part in parts) + after
