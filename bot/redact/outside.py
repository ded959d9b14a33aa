"""Text from outside, made safe to print: in a terminal, a log line, a post."""

import unicodedata

from bot.redact.patterns import compiled
from bot.redact.secret import Span

_NEWLINES = "\r\n|[\r\v\f\x85\u2028\u2029]"
# An unfinished title sequence loses only its beginning: the rest is ordinary text once ESC is gone.
_ESCAPES = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)|[ -/]*[0-~])?"
_CONTROLS = r"[\x00-\x08\x0e-\x1f\x7f-\x9f]"
# What nobody sees: soft hyphens, zero widths, bidi marks, overrides and isolates, variation selectors, tags, fillers,
# lone surrogates and the code points that are no characters (X refuses a text with U+FFFE, U+FEFF or U+FFFF).
_HIDDEN = (
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U00013440"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_PICTURE = (
    r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    r"\u3297\u3299\U0001f000-\U0001faff]"
)
_LOOK = r"[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]{0,2}"
_EMOJI = (
    rf"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{2,6}}\U000e007f|[0-9#*]\ufe0f?\u20e3"
    rf"|{_PICTURE}{_LOOK}(?:\u200d{_PICTURE}{_LOOK})*"
)
_EMOJI_OR_HIDDEN = rf"(?P<emoji>{_EMOJI})|{_HIDDEN}"


def plain(text: str) -> str:
    """Return text from outside made safe to print: no control, no escape, nothing invisible, in NFC.

    Newlines and tabs stay. Joiners and variation selectors stay inside emoji; elsewhere nobody could see them, at
    the price of a joiner that Persian or Hindi spelling would want.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", compiled(_ESCAPES).sub("", compiled(_NEWLINES).sub("\n", text)))
    printable = compiled(_CONTROLS).sub("", composed)
    visible = compiled(_EMOJI_OR_HIDDEN).sub(lambda match: match["emoji"] or "", printable)
    return unicodedata.normalize("NFC", visible)


def find_hidden(text: str) -> list[Span]:
    """Return where characters stand that a reader could not see."""
    controls = [Span(*match.span(), "control") for match in compiled(_CONTROLS).finditer(text)]
    matches = compiled(_EMOJI_OR_HIDDEN).finditer(text)
    hidden = [Span(*match.span(), "invisible") for match in matches if not match["emoji"]]
    return sorted(controls + hidden, key=lambda span: span.start)
