"""Takes off a message's subject what stands around its telling part: prefixes, tickets, emoji, counts of days, links.

Odd about it: people stack these (“🎉 feat(ml): [ABC-1] Day 12 - …”), so both ends are peeled until nothing comes off.
What is peeled may still tell: “WIP:” says that the rest is not finished.
"""

import re
import unicodedata

from bot.activity.message.wording import UNFINISHED, word_set

_LINK = r"(?:https?://|www\.)\S+"
# A day, an hour or a week of a challenge, as people number it: “Day 12/100:”, “R1D12”, “#100DaysOfCode”, “week three”.
_ORDINAL = (
    r"(?:\d{1,4}(?:st|nd|rd|th)?(?:[-+&,/]\d{1,4})*[a-z]?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)"
)
_COUNT = (
    r"(?:r(?:ound)?[ .-]?\d{1,2}[ ,:-]{0,3}d(?:ay)?[ .-]?\d{1,3}"
    rf"|(?:days?|hours?|weeks?|wk)[ .:_#-]{{0,3}}{_ORDINAL}(?:[ ]?(?:/|of|out of)[ ]?\d{{1,4}})?"
    r"|d\d{1,3}|w\d{1,2}d\d{1,2}|\#?\d{2,3}[ -]?days?[ -]?of[ -]?\w+|\d{1,2}(?:st|nd|rd|th) (?:day|week))"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?\.?"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{2,4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?"
)
_END = r"(?=$|[\s:;,.|!)\]–—-])"
# What looks like a ticket and is a name with a number: an exam, a data set, a standard.
_NAMED = word_set("""
    aes ai av aws az bert blip cifar clip covid cs dp efficientnet euler f fashion gpt gpt2 h http iso jlpt k
    k8s l lenet llama ltsm lstm m3 md mpeg mp ms n nist pca pep ps pl resnet rfc rsa sars sc sha svhn t t5 utf
    vgg vit w yolo
""")
_TICKET = re.compile(r"(?P<project>[A-Z][A-Z0-9]{1,9})-\d{1,6}(?:[:.,]| -)?\s+")
_FIXES = r"(?:(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|refs?|see|part of|related to|re|issue|pr)[:\s]+)?(?:#|gh-)\d+"
_FRONT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\s\-*>•·~|:;,.–—/!+)\]]+",
        r"#{1,6}(?=\s|$)\s*",
        r":[a-z0-9_+-]{2,40}:\s*",
        r"(?:build|chore|ci|docs?|feat(?:ure)?|fix|hot-?fix|bug-?fix|perf|refactor|style|tests?|add(?:ed)?"
        r"|update[ds]?"
        r"|misc|study|learn(?:ing)?|notes?|exercises?|solution|homework|project|course|til|new|init|initial commit"
        r"|first commit|progress|log|done|draft|wip|work in progress)"
        r"(?:\([^()]{0,60}\))?!?:(?:\s+|$)",
        # Any other short word in small letters before a colon is the part of the tree that changed; “Chapter 3:” and
        # “Vocabulary:” belong to what is told.
        r"(?!https?:)(?-i:(?![A-Z]))(?!(?:todo|fixme|note|wip|hack|tbd|plan|next|idea|bug|warning|question|error)\b)"
        r"[a-z0-9][\w.+/-]{0,39}(?:\([^()]{0,60}\))?!?:\s+(?=\S+\s+\S)",
        r"\[[^\][]{0,40}\]\s*[:\-–]?\s*",
        rf"{_FIXES}(?:[:,.]|\s+-)?(?:\s+|$)",
        r"\(#?\d+\)\s*",
        rf"\(?\#?{_COUNT}\)?{_END}(?:\s*(?:log|update|progress|challenge|done|complete[d]?))?{_END}",
        rf"(?:complete[sd]?|finish(?:ed|es)?|add(?:ed|s)?|update[sd]?|log|start(?:ed|s)?|done|notes?|solution"
        rf"|code|work) (?:with |for |on |of )?"
        rf"{_COUNT}{_END}",
        rf"{_DATE}{_END}",
        r"\d{1,4}[.)](?!\d)\s*",
        r"\d{3,4}[-_](?=[a-z])",
        r"\#\w{1,40}\s+",
        r"(?:wip|work in progress|in progress)\b[\s:;,.–—-]*",
    )
)
_BACK = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\s.!…,;:–—|*_~-]+$",
        rf"[\s(<:–—-]*{_LINK}[)>.]*$",
        rf"[\s(,;:-]+\(?{_FIXES}\)?$",
        r"[\s]*\[[^\][]{0,40}\]$",
        rf"[\s,;:–—(|-]+\#?(?:for |on |of )?{_COUNT}\)?$",
        rf"[\s,;:–—(|-]+(?:for |on |of )?{_DATE}\)?$",
        r"\s+\#\w{1,40}$",
        r"\s*:[a-z0-9_+-]{2,40}:$",
        r"\s*[(\[]?(?:wip|work in progress|in progress|unfinished|incomplete)[)\]]?$",
        r"\s+(?:signed-off-by|co-authored-by|change-id|reviewed-by|acked-by|cc)\s*:.*$",
    )
)
_QUOTES = (("“", "”"), ('"', '"'), ("'", "'"), ("`", "`"), ("«", "»"), ("‘", "’"))
_MARKS = re.compile(r"\*\*|__(?=\w[^_]*__)|(?<=\w)__(?!\w)|~~|(?<![\w)])_(?=\w)|(?<=\w)_(?!\w)")
_ASIDE = re.compile(
    r"\s\((?:[^()]{0,40} )?(?:slow|slowly|late|half|rough|roughly|except|without)\b[^()]{0,40}\)", re.IGNORECASE
)
_MOST_LAYERS = 12


def peeled(line: str) -> tuple[str, bool]:
    """Return the telling part of a subject, and whether what came off, or stayed, says that it is unfinished."""
    unfinished = UNFINISHED.search(line) is not None or _ASIDE.search(line) is not None
    line = _without_pictures(_MARKS.sub("", line))
    for _ in range(_MOST_LAYERS):
        before = line
        line = _unquoted(_back(_front(line)))
        if line == before:
            break
    return line, unfinished


def _front(line: str) -> str:
    line = line.lstrip()
    for pattern in _FRONT:
        found = pattern.match(line)
        line = line[found.end() :] if found else line
    ticket = _TICKET.match(line)
    return line[ticket.end() :] if ticket and ticket["project"].lower() not in _NAMED else line


def _back(line: str) -> str:
    for pattern in _BACK:
        line = pattern.sub("", line)
    return line


def _unquoted(line: str) -> str:
    """Return a line without the quotes around all of it; quotes around a part of it stay."""
    for opening, closing in _QUOTES:
        inner = line[1:-1]
        if len(inner) > 1 and line[0] == opening and line[-1] == closing and not {opening, closing} & set(inner):
            return inner.strip()
    return line


def _without_pictures(line: str) -> str:
    """Return a line without emoji and other signs; letters, digits, spaces and marks of writing stay."""
    kept = (char if not _is_picture(char) else " " for char in line)
    return " ".join("".join(kept).split())


def _is_picture(char: str) -> bool:
    return not char.isascii() and (unicodedata.category(char) in {"So", "Sk", "Cf", "Mn"} or char in "\u20e3\ufe0f")
