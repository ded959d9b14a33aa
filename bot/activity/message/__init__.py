"""A commit's message as a person would read it: the part that tells what was done, or why there is none.

Odd about it: it decides only what may be told at all; how it is said is bot.drafting.phrase. A message is data from
outside, of any length and any script, written for oneself at midnight: what one would not read aloud is not told.
"""

import re
from dataclasses import dataclass

from bot.activity.message import wording
from bot.activity.message.clutter import peeled
from bot.activity.message.foreign import is_foreign
from bot.activity.message.marks import (
    AT_FIRST,
    COURSE_WEEK,
    DECIMAL,
    DOTTED,
    LONG_CAPITALS,
    MASHED,
    OUT_OF,
    OUT_OF_ALL,
    SETTING,
    SHOUTED,
    WORD,
)
from bot.activity.message.reasons import (
    CODE,
    FOREIGN,
    HIDDEN,
    LONG,
    MERGE,
    NOTHING,
    NUMBER,
    ORDER,
    PEOPLE,
    PLAN,
    PRIVATE,
    PROGRAM,
    REVERT,
    SECRET,
    SHOUT,
    SPAM,
    TIDYING,
    TROUBLE,
)
from bot.redact import MASK, find_hidden

_MOST_READ = 4_000  # of a message: what is pasted into one is longer, and tells nothing more
_LONGEST = 200
_LONGEST_WORD = 28
_LOUD = 3  # words: fewer may all be names


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message tells: its telling words, or the reason why there are none."""

    subject: str
    reason: str = ""
    unfinished: bool = False  # it says itself that the thing is not done
    mends: bool = False  # it calls itself a fix, so a fault in it is the one that went away


def read(message: str) -> Reading:
    """Return what a message tells: its subject's telling part, or its body's first line where the subject is empty."""
    r""
    r""
    r""
    r""
    r""
    lines = message.lstrip("\ufeff \t\r\n")[:_MOST_READ].split("\n")
    reading = _read_line(lines[0])
    if reading.reason == NOTHING and (line := _first_of_body(lines[1:])):
        below = _read_line(line)
        return reading if below.reason else below
    return reading


def _read_line(line: str) -> Reading:
    if len(line) > _LONGEST:
        return Reading("", LONG)
    line = _ROLLING.sub(lambda found: f"{_IN_WORDS[found[1]]}-day ", _HTTP.sub("HTTP", _DOT_NET.sub("dotnet", line)))
    whole = _IDENTIFIER.sub(r"\g<name>", _FINALLY.sub("", " ".join(line.replace("’", "'").split())))
    if reason := _whole_reason(whole):
        return Reading("", reason)
    subject, unfinished = peeled(whole)
    if reason := _reason(subject, whole):
        return Reading("", reason)
    return Reading(subject, "", unfinished, _MENDS.match(whole) is not None)


_DOT_NET = re.compile(r"(?<![\w.])\.NET\b")
_HTTP = re.compile(r"\bhttp(?= (?:servers?|clients?|requests?|api|handlers?|methods?|headers?|status|routes?)\b)")
# A count that belongs to the thing, and counts no days of one's own: “7 day rolling average”.
_ROLLING = re.compile(r"\b(3|5|7|10|14|28|30|50|90)[ -]day (?=(?:rolling|moving)\b)")
_IN_WORDS = {
    "3": "three", "5": "five", "7": "seven", "10": "ten", "14": "fourteen", "28": "twenty-eight", "30": "thirty",
    "50": "fifty", "90": "ninety",
}  # fmt: skip
# Backticks around one plain word are a way of writing it: “Handle `None` in the parser”.
_IDENTIFIER = re.compile(r"(?<!\S)`(?P<name>[A-Za-z]{2,20})`(?=$|[\s,.;:])")
_FINALLY = re.compile(
    r"\s*\(finally\W{0,3}\)|\bfinally\b[,:]?\s?(?!(?:clauses?|blocks?|statements?|keyword)\b)", re.IGNORECASE
)

# --- a whole message that is no record of work ----------------------------------------------------------------------

_MENDING = ("fix", "bugfix", "hotfix", "debug", "repair", "solve", "resolve", "handle", "avoid", "prevent", "correct")
_MENDS = re.compile(
    r"(?:bug-?|hot-?)?fix(?:\([^()]{0,60}\))?!?: |fix(?:es|ed)?:? (?:#|gh-)\d+(?::|,| -|\.)? ", re.IGNORECASE
)
_MERGE = re.compile(
    r"merg(?:e|ed|ing)(?:$|\W*(?:branch|branches|pull|pr|remote(?:-tracking)?|tag|commit|conflicts?|from|with"
    r"|main|master"
    r"|dev|develop|upstream|origin)\b|\s+['#]|\s+\S+/\S+|\s+.{1,40}\s+(?:into|to|with)\s+(?:main|master|dev\w*"
    r"|\S+/\S+))"
    r"|(?:resolv(?:e[sd]?|ing) |fix(?:ed|es)? |handled? )?(?:all |the |some )?(?:merge )?conflicts?(?:$| (?:in"
    r"|with|from|after)\b)"
    r"|(?:resolved? |fix(?:ed)? )?merge conflicts?\b|automatic merge|auto-?merge|pull request #",
    re.IGNORECASE,
)
_REVERT = re.compile(
    r"revert(?:s|ed|ing)?\b|undo\b|undid\b|roll(?:ed)? ?back\b|(?:fixup|squash|amend)!|back out\b", re.IGNORECASE
)
_PROGRAM = re.compile(
    r"(?:chore|build|fix|ci)\((?:deps(?:-dev)?|release)\)|(?:chore|build|ci|style|deps|release)!?: ?(?:release"
    r"|bump|update dep)"
    r"|(?:re)?lock file maint|release v?\d|v?\d+\.\d+(?:\.\d+)?-\w|update dependency\b|pin dependenc"
    r"|bump .{1,80} from "
    r"|\[sync\]|.*\bleet ?hub\b|time: .{1,40}space: |.*\bleetcode submission\b|(?:created|creado|créé|criado"
    r"|erstellt)"
    r" .{1,20}\bcolab|kaggle notebook \||(?:vault|obsidian|auto(?:matic)?)[ -]?(?:backup|commit|sync|save|update)"
    r"|(?:site|blog) updated|deploy(?:ed|ing)? (?:[0-9a-f]{7,40}|to (?:gh|github)|.{1,40} with mkdocs|website)"
    r"|gitbook"
    r"|initiali[sz]ed? (?:from|with|project|repo\w*|using)|initial commit (?:from|by|with) "
    r"|(?:re)?generated? by\b|.*\[skip ci\]"
    r"|setting up github classroom|add (?:online ide|deadline)|github classroom|.*\bautogenerated\b"
    r"|auto-generated|snapshot\b"
    r"|backup(?:$| \d| at \d|:)|apply suggestions? from|co-authored-by|signed-off-by|change-id|commit message"
    r"|prepare (?:for )?release|publish(?:ed)? "
    r"|\[bot\]|(?:re-?)?trigger (?:\S+ ){0,3}(?:re)?(?:build|deploy\w*|ci|pages)|imported from "
    r"|migrat\w+ from svn|export(?:ed)? from |created with |saved? (?:version|progress|from)|replit\b|codesandbox",
    re.IGNORECASE,
)
_PASTED = re.compile(
    r"traceback \(most|copyright|permission is hereby|the mit license\b.{40}|<!doctype"
    r"|<\?xml|#!/|import \w+(?: as \w+)?$"
    r"|from \w+ import|def \w+\(|class \w+[(:]|select \W|public static|#include|error:|exception in|at [\w.$]+\("
    r"|diff --git|\+\+\+ ",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:version |ver )?v?\d+(?:\.\d+)+", re.IGNORECASE)
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def _whole_reason(line: str) -> str:
    """Return why a line tells nothing, judged before anything is taken off it."""
    if not line.isprintable() or _BIDI & set(line) or (not line.isascii() and find_hidden(line)):
        return HIDDEN
    line = line.lstrip(" :;-–*#>\"'.,")
    if _VERSION.fullmatch(line):
        return NOTHING
    for pattern, reason in ((_MERGE, MERGE), (_REVERT, REVERT), (_PROGRAM, PROGRAM), (_PASTED, CODE)):
        if pattern.match(line):
            return reason
    if MASK in line or "•" * 3 in line:
        return SECRET
    searched = (wording.ORDER, ORDER), (wording.SPAM, SPAM), (wording.PRIVATE, PRIVATE), (wording.WORK, PRIVATE)
    return next((reason for pattern, reason in searched if pattern.search(line)), "")


# --- the telling part -----------------------------------------------------------------------------------------------


def _reason(subject: str, whole: str) -> str:
    """Return why the telling part may not be told, or nothing."""
    plain = COURSE_WEEK.sub(lambda found: found[1] or found[2], DOTTED.sub("Tool", subject))
    if OUT_OF_ALL.fullmatch(whole) or not WORD.search(plain):
        return NUMBER if OUT_OF.search(whole) else NOTHING
    if SHOUTED.search(whole) and whole.isupper() and len(whole.split()) >= _LOUD:
        return SHOUT
    if is_foreign(plain):
        return FOREIGN
    if _is_tidying(plain) or whole.lower().startswith(("style:", "style(", "ci:", "ci(", "deps:", "lint:")):
        return TIDYING
    if says_nothing(plain) or MASHED.search(plain.lower()):
        return NOTHING
    found = next((reason for pattern, reason in AT_FIRST if pattern.search(plain)), "")
    return found or _manner(plain, whole)


def _manner(subject: str, whole: str) -> str:
    """Return what is wrong with how it is said."""
    if "?" in whole:
        return PLAN
    if DECIMAL.search(wording.NUMBERED.sub("", subject)) and not SETTING.match(subject):
        return NUMBER
    if wording.FAULT.search(subject) and not whole.lower().startswith(_MENDING):
        return TROUBLE
    if wording.PEOPLE.search(re.sub(r"^(?:US|MS)\b|\bUS\b", "", subject)):
        return PEOPLE
    if any(len(word) > _LONGEST_WORD for word in subject.split()):
        return CODE
    loud = subject.isupper() and len(subject.split()) >= _LOUD and LONG_CAPITALS.search(subject)
    return SHOUT if loud or SHOUTED.search(subject) or subject.count("!") > 1 else ""


_NUMBER_AT_END = re.compile(r"\d+[a-z]?$")


def says_nothing(text: str) -> bool:
    """Tell whether every word could stand in any message: “update notes”, “final fix”, “day 3 stuff”."""
    if wording.NUMBERED.search(text):
        return False
    words = {word.lower().strip(".'") for word in WORD.findall(text)}
    return all(
        word in wording.VAGUE or _NUMBER_AT_END.sub("", word) in wording.VAGUE or len(word) == 1 for word in words
    )


def _is_tidying(subject: str) -> bool:
    words = {word.lower() for word in WORD.findall(subject)}
    if words & wording.TIDYING or wording.TIDY_FROM_THE_START.match(subject):
        return True
    left = wording.TIDY.sub(" ", subject)
    return left != subject and says_nothing(left)


def _first_of_body(lines: list[str]) -> str:
    """Return a body's first line if it is a line of its own: no list, no trailer, no paragraph's beginning."""
    rest = [line.strip() for line in lines]
    while rest and not rest[0]:
        rest.pop(0)
    if not rest or _LISTED.match(rest[0]) or (len(rest) > 1 and rest[1] and not _LISTED.match(rest[1])):
        return ""
    return rest[0]


_LISTED = re.compile(r"[-*+#>|•]|\d+[.)]|[\w-]+-by:|(?:change-id|cc|refs?|see|closes|fixes)\b", re.IGNORECASE)
