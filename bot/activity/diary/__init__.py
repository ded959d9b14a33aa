"""What a commit added to a diary: paragraphs in the learner's own words, with the day they belong to.

Odd about it: which day is the hard part. A date in an entry's heading is believed within a month; the number of a day
never is. Whatever cannot be told to be a day's own (an old log pasted at once, a template, a plan for tomorrow) is left
out, because a note is the strongest evidence there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.activity import Flavour, safe
from bot.activity.diary import dated
from bot.activity.diary.entries import Passage, passages
from bot.activity.diary.novelty import Seen, cut_after

MOST = 20  # entries of one change
LONGEST = 600  # characters of one
_MOST_READ = 1_000_000  # characters of a file: a longer one is no diary
_MOST_UNDATED = 3  # entries without a date in one commit: more are a log written elsewhere
_FEWEST_WORDS = 3
_LONGEST_HEADING = 120
_KINDS = frozenset({"md", "markdown", "mdown", "mkd", "mkdn", "txt", "text", "rst", "org"})
_ELSEWHERE = frozenset(
    """node_modules vendor vendors .github .git .gitlab dist build target site-packages .venv venv env third_party
    bower_components __pycache__ .ipynb_checkpoints intl i18n locales translations template templates examples
    .vscode .idea .obsidian""".split()  # noqa: SIM905
)
_SURE = frozenset(
    """journal journals diary diaries diario diário tagebuch lerntagebuch devlog devlogs logbook worklog journey til
    bitacora bitácora dagbok dagboek reflections learnlog studylog dailylog devdiary devjournal lernjournal
    arbeitsjournal carnet pamietnik dziennik дневник 日记 日誌 日記 日志""".split()  # noqa: SIM905
)
_LOGS = frozenset("log logs progress daily dailies standup standups learnings learned progreso".split())  # noqa: SIM905
_BESIDE = frozenset(
    """my the a of in and day days dev development developer code coding learning learn learner study studying weekly
    week weeks daily note notes work project today i am round challenge public personal self student course report entry
    entries ml ai dl ds dsa rust python go golang java javascript js ts web data science machine deep daysofcode
    daysofml daysofmlcode en de fr es pt it jan feb mar apr may jun jul aug sep oct nov dec january february march april
    june july august september october november december r new current old full""".split()  # noqa: SIM905
)
_NEVER = frozenset("template templates example examples sample vorlage change changes git commit error".split())  # noqa: SIM905
_NUMBERED = re.compile(r"(?:day|tag|dia|día|jour|d|r\d+d)?[-_ ]?\d{1,3}", re.IGNORECASE)
_FOLDERS = frozenset(
    """notes note log logs journal journals diary diaries daily dailies daily-log daily-logs daily-notes days til
    devlog devlogs progress entries learning-log learning-logs dev-log study-log diario tagebuch""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph in the learner's own words, the day it is of, and the heading it stands under."""

    text: str
    date: date
    flavour: Flavour
    heading: str


def is_diary(path: str) -> bool:
    """Tell whether a path may be a diary's; a README is one only if its headings say so."""
    *folders, name = path.replace("\\", "/").split("/")
    if _ELSEWHERE & {folder.lower() for folder in folders}:
        return False
    stem, _, kind = name.rpartition(".")
    if kind.lower() not in _KINDS or not stem:
        return False
    return _is_readme(path) or _names_a_diary(stem) or _is_page(folders, stem)


def added(path: str, before: str, after: str, written: date) -> list[Entry]:
    """Return what `after` says and `before` did not, each with its day: none is after `written`."""
    if before == after or not is_diary(path):
        return []
    page = path.replace("\\", "/").rpartition(".")[0]
    now = passages(after[:_MOST_READ], _page_date(page), only_entries=_is_readme(path))
    was = passages(before[:_MOST_READ], _page_date(page), only_entries=_is_readme(path))
    new = [each for each in Seen(was).new(now) if each.passage.own]
    days = _Days(now, [each.passage for each in new], _page_date(page), written, is_first=not before.strip())
    found: list[Entry] = []
    for each in new:
        day = days.of(each.passage)
        if day and (text := _quoted(cut_after(each.passage.text, each.known))):
            found.append(Entry(text, day, each.passage.flavour, safe(each.passage.heading)[:_LONGEST_HEADING]))
        if len(found) == MOST:
            break
    return found


# --- which file -----------------------------------------------------------------------------------------------------


def _is_readme(path: str) -> bool:
    return (
        re.fullmatch(r"readme(?:[._-]\w+)?\.\w+", path.replace("\\", "/").rpartition("/")[2], re.IGNORECASE) is not None
    )


def _words(stem: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)", " ", stem)
    return [word for word in re.split(r"[\W_]+", spaced.lower()) if word]


def _names_a_diary(stem: str) -> bool:
    words = _words(stem)
    if not words or len(words) > 6 or _NEVER & set(words):  # noqa: PLR2004 (a sentence is a title)
        return False
    if _SURE & set(words) or re.fullmatch(r"r\d{1,2}", stem.lower()) or "daysof" in "".join(words):
        return True
    beside = [word for word in words if word not in _LOGS]
    return len(beside) < len(words) and all(word in _BESIDE or word.isdigit() for word in beside)


def _is_page(folders: Sequence[str], stem: str) -> bool:
    """Tell a file that is one day of a diary kept in a folder."""
    inside = {folder.lower().replace("_", "-").replace(" ", "-") for folder in folders[-3:]}
    if not inside & _FOLDERS:
        return False
    return _NUMBERED.fullmatch(stem) is not None or bool(dated.readings(_page_date("/".join([*folders, stem]))))


def _page_date(page: str) -> str:
    """Return what of a path may be a date: “journal/2026/01/15” as much as “2026-01-15”."""
    name = page.rpartition("/")[2]
    whole = re.search(r"(?:19|20)\d\d/\d\d?(?:-\w+)?/\d\d?$", page)
    text = whole[0].replace("/", "-") if whole else name.replace("_", "-")
    return text if re.search(r"\d", text) else ""


# --- which day ------------------------------------------------------------------------------------------------------


class _Days:
    """Tells which day a passage is of; nothing where that cannot be told."""

    def __init__(self, now: list[Passage], new: list[Passage], page: str, written: date, *, is_first: bool) -> None:
        self._page, self._written = page, written
        entries = {each.entry for each in now if each.own and each.entry}
        undated = {each.entry for each in new if each.entry and not self._believed(each)}
        self._pasted = (is_first and len(entries) > 1) or len(undated) > _MOST_UNDATED
        self._old_page = is_first and bool(dated.readings(page))

    def of(self, passage: Passage) -> date | None:
        if day := self._believed(passage):
            return day
        return None if self._pasted or self._old_page else self._written

    def _believed(self, passage: Passage) -> date | None:
        """Return the day the nearest heading with a date names, if it may be believed."""
        for heading in (*passage.headings, self._page):
            if dated.readings(heading):
                return dated.believed(heading, self._written)
        return None


# --- what is quoted -------------------------------------------------------------------------------------------------


def _quoted(text: str) -> str:
    text = safe(text)
    if len(text) > LONGEST:
        ends = [found.end() for found in re.finditer(r"[.!?…。！？]+[\"'”’)]*(?=\s|$)|[。！？]", text[:LONGEST])]
        text = text[: ends[-1]] if ends else text[:LONGEST].rpartition(" ")[0]
    return text.strip() if words_in(text) >= _FEWEST_WORDS else ""


def words_in(text: str) -> int:
    """Return how many words a text has; two characters of Chinese or Japanese count as one."""
    eastern = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))
    western = re.sub(r"[\u3040-\u30ff\u3400-\u9fff]", " ", text)
    return len(re.findall(r"[^\W_]*[^\W\d_][^\W_]*(?:['’.-][^\W_]+)*", western)) + eastern // 2
