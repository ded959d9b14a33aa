"""Counts what a reader sees as one character: extended grapheme clusters (https://unicode.org/reports/tr29/).

The library is asked only where it can make a difference: in ASCII, nothing but CR LF is one character made of two.
"""


def graphemes(text: str) -> int:
    """Return how many characters a reader sees."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    from wcwidth import iter_graphemes

    return sum(1 for _ in iter_graphemes(text))
