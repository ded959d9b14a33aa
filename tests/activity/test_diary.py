"""Diaries as learners keep them in their repositories, and what in them is not an account of a day."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activity import Flavour, safe
from bot.activity.diary import LONGEST, MOST, Entry, added, is_diary

FRIDAY = date(2026, 1, 16)
THURSDAY = date(2026, 1, 15)
KEY = "ghp_" + "a1B2" * 9
# https://github.com/kallaway/100-days-of-code: what everybody starts from.
TEMPLATE = """# 100 Days Of Code - Log

### Day 0: February 30, 2016 (Example 1)
##### (delete me or comment me out)

**Today's Progress**: Fixed CSS, worked on canvas functionality for the app.

**Thoughts:** I really struggled with CSS, but, overall, I feel like I am slowly getting better at it. Canvas is still new for me, but I managed to figure out some basic functionality.

**Link to work:** [Calculator App](http://www.example.com)

### Day 1: June 27, Monday

**Today's Progress**: I've gone through many exercises on FreeCodeCamp.

**Thoughts** I've recently started coding, and it's a great feeling when I finally solve an algorithm challenge after a lot of attempts and hours spent.

**Link(s) to work**
1. [Find the Longest Word in a String](https://www.freecodecamp.com/challenges/find-the-longest-word-in-a-string)
2. [Title Case a Sentence](https://www.freecodecamp.com/challenges/title-case-a-sentence)
"""  # noqa: E501 (as they wrote it)
ROUND = """# #100DaysOfCode Log - Round 1 - [Your Name Here]

The log of my #100DaysOfCode challenge. Started on [July 17, Monday, 2017].

## Log

### R1D1
Started a Weather App. Worked on the draft layout of the app, struggled with OpenWeather API http://www.example.com

### R1D2
"""


def texts(after: str, before: str = "", path: str = "log.md") -> list[str]:
    return [entry.text for entry in added(path, before, after, FRIDAY)]


def under(heading: str, path: str = "log.md") -> Entry:
    (entry,) = added(path, "# Log\n", f"# Log\n\n{heading}\n\nFitted a ridge regression.\n", FRIDAY)
    return entry


@pytest.mark.parametrize(
    "path",
    [
        "log.md", "LOG.markdown", "journal.md", "diary.md", "r1-log.md", "R1.md", "progress.md", "TIL.md", "til.md",
        "daily-log/2026-01-15.md", "journal/2026/01/15.md", "notes/day12.md", "learning-log.txt", "devlog.md",
        "docs/100Days_Log.md", "README.md", "week3/Readme.md", "my-learning-journal.md", "lerntagebuch.md", "log-de.md",
        "diario.md", "DevLog.md", "daily\\2026-01-15.md", "notes/2026-01-15-pandas.md", "100DaysOfML.md",
    ],
)  # fmt: skip
def test_a_diary_is_known_by_its_name(path: str) -> None:
    assert is_diary(path)


@pytest.mark.parametrize(
    "path",
    [
        "CHANGELOG.md", "LICENSE", "CONTRIBUTING.md", "node_modules/x/README.md", "vendor/log.md", ".github/log.md",
        "catalog.md", "dialog.md", "blog.md", "backlog.md", "logging.md", "training_log.txt", "error.log", "log.py",
        "requirements.txt", "log-regression.md", "git-log.md", "notes/chapter1.md", "intl/de/log.md", "roadmap.md",
        "journal-template.md", "src/day12.md", "", "/", ".md", "log",
    ],
)  # fmt: skip
def test_other_files_are_no_diaries(path: str) -> None:
    assert not is_diary(path)
    assert added(path, "", "## 2026-01-15\n\nFitted a ridge regression.\n", FRIDAY) == []


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("### Day 12: January 15, Thursday", THURSDAY),
        ("### Day 12: January 15, 2026", THURSDAY),
        ("## 2026-01-15", THURSDAY),
        ("## 2026/1/15 (Thu)", THURSDAY),
        ("## 20260115", THURSDAY),
        ("## 15/01/2026", THURSDAY),
        ("## 01/15/26", THURSDAY),
        ("## 15.01.", THURSDAY),
        ("## Jan 15", THURSDAY),
        ("## Jan. 15th, 2026", THURSDAY),
        ("## Thursday, 15 January", THURSDAY),
        ("## 15. Januar 2026", THURSDAY),
        ("## Día 3: 15 de enero de 2026", THURSDAY),
        ("## 2026年1月15日", THURSDAY),
        ("## R1D12 - 15JAN2026", THURSDAY),
        ("<h3>Day 1 - Thursday, January 15th, 2026 </h3>", THURSDAY),
        ("Day 12, 15 Jan\n---", THURSDAY),
        ("**Day 12 — Jan 15**", THURSDAY),
        ("- ### Jan 15", THURSDAY),
        ("## Day 12\n\n**Date:** 15 January 2026", THURSDAY),
        ("## 2026-01-15\n### What I did", THURSDAY),
        ("## 5/1/2026", date(2026, 1, 5)),  # 1 May has not been
        ("## 11/1/2026", date(2026, 1, 11)),
        ("## 12/01/2026", date(2026, 1, 12)),  # 1 December has not been either
        ("## Dec 20", date(2025, 12, 20)),  # the last one
        ("## 2025-12-16", date(2025, 12, 16)),  # 31 days
        ("## 2025-12-15", FRIDAY),  # 32 days
        ("## 2025-01-15", FRIDAY),  # January, and last year's number
        ("## 2026-01-17", FRIDAY),  # not yet
        ("## Jan 20", FRIDAY),
        ("## Day 12", FRIDAY),
        ("## R1D12", FRIDAY),
        ("## Week 3", FRIDAY),
        ("## Day 0", FRIDAY),
        ("## Day 1/15", FRIDAY),  # the first of fifteen
        ("## Day 15 of 100", FRIDAY),
        ("## 1.15 Loops", FRIDAY),
    ],
)
def test_a_date_is_believed_within_a_month_and_a_day_number_never(heading: str, day: date) -> None:
    assert under(heading).date == day


def test_an_entry_names_its_heading() -> None:
    assert under("### Day 12: **January 15**, [Thursday](https://x.test)").heading == "Day 12: January 15, Thursday"
    assert under("## 2026-01-15\n### What I did").heading == "2026-01-15"


@pytest.mark.parametrize("path", ["daily-log/2026-01-15.md", "journal/2026/01/15.md", "log/15-01-2026.md"])
def test_the_name_of_a_file_may_be_the_date(path: str) -> None:
    (entry,) = added(path, "", "# Thursday\n\nFitted a ridge regression.\n", FRIDAY)
    assert entry.date == THURSDAY
    assert added(path, "", "Fitted a ridge regression.\n", FRIDAY + timedelta(100)) == []


@pytest.mark.parametrize(
    ("line", "text", "flavour"),
    [
        ("**Today's Progress**: Fitted a ridge regression.", "Fitted a ridge regression.", Flavour.NONE),
        ("**Today's Progress:** Fitted a ridge regression.", "Fitted a ridge regression.", Flavour.NONE),
        ("**Thoughts** Still slow, not sure why.", "Still slow, not sure why.", Flavour.NONE),
        ("<b>Thoughts:</b> Still slow, not sure why.", "Still slow, not sure why.", Flavour.NONE),
        ("Learned: closures capture by reference", "closures capture by reference", Flavour.LEARNED),
        ("**What I learned today:** a scaler leaks", "a scaler leaks", Flavour.LEARNED),
        ("TIL: git can bisect", "git can bisect", Flavour.LEARNED),
        ("TIL that git can bisect", "TIL that git can bisect", Flavour.LEARNED),
        ("- Win: it runs on the GPU", "it runs on the GPU", Flavour.WIN),
        ("*Struggles:* CUDA did not match", "CUDA did not match", Flavour.MISTAKE),
        ("Stuck on: the loss is NaN", "the loss is NaN", Flavour.MISTAKE),
        ("Stuck on the borrow checker", "Stuck on the borrow checker", Flavour.MISTAKE),
        ("Mistake: I fitted before splitting.", "I fitted before splitting.", Flavour.MISTAKE),
        ("Question: why does dropout help?", "why does dropout help?", Flavour.QUESTION),
        ("### Learned\n\nA scaler leaks between folds.", "A scaler leaks between folds.", Flavour.LEARNED),
        ("**Wins:**\n\n- it runs on the GPU", "it runs on the GPU", Flavour.WIN),
        ("Pandas: read two chapters", "Pandas: read two chapters", Flavour.NONE),
        ("Der Score fiel, trotz mehr Daten.", "Der Score fiel, trotz mehr Daten.", Flavour.NONE),
        ("決定木の勉強をしました。", "決定木の勉強をしました。", Flavour.NONE),
        ("+**Today's Progress:** read chapter one", "read chapter one", Flavour.NONE),
        ("-read chapter one again", "read chapter one again", Flavour.NONE),
        ("Read **two** _long_ chapters of `sklearn` [docs](https://x.test/a_b).",
         "Read two long chapters of sklearn docs.", Flavour.NONE),
        ("Used https://x.test/a as an example.", "Used as an example.", Flavour.NONE),
        ("I set max_depth to 2 ** 3 and tried", "I set max_depth to 2 ** 3 and tried", Flavour.NONE),
        ("🎉 The first model works", "The first model works", Flavour.NONE),
        ("It works. Will fix the rest tomorrow.", "It works. Will fix the rest tomorrow.", Flavour.NONE),
    ],
)  # fmt: skip
def test_a_line_is_quoted_without_its_label_and_its_marks(line: str, text: str, flavour: Flavour) -> None:
    (entry,) = added("log.md", "# Log\n", f"# Log\n\n## Jan 15\n\n{line}\n", FRIDAY)
    assert (entry.text, entry.flavour) == (text, flavour)


@pytest.mark.parametrize(
    "lines",
    [
        "Tomorrow: read chapter four", "**Next:** pandas groupby basics", "### Tomorrow\n\nRead chapter four again.",
        "**Next steps:**\n- read chapter four\n- solve the exercises", "Tomorrow I will read chapter four.",
        "I'm going to read chapter four.", "Some goals for tomorrow:\n\n- read chapter four\n- solve the exercises",
        "Plan: read chapter four", "Mood: tired but quite happy", "Hours: two and a half",
        "**Link to work:** my first app", "**Link of Work:** [Commit](https://x.test) of it",
        "**Links**\n1. [Find the longest word](https://x.test)\n2. <https://x.test/b>", "[Only a link here](https://x.test)",
        "![A picture of it](plot.png)", "[![Build of it](https://x.test/b.svg)](https://x.test)", "https://x.test/a/b/c",
        "> Somebody else said this.\nand went on here", "- [ ] read chapter four", "- [x] read chapter three",
        "| topic | done |\n|---|---|\n| ridge regression | yes it is |", "```\nprint the first words\n```",
        "<!-- nobody sees these words -->", "<!--\nnobody sees\nthese words\n-->", "    code by its indentation here",
        "<table><tr><td>ridge regression fitted</td></tr></table>", "<pre>\nsome words in here\n</pre>",
        "**Progress:** (brief summary)", "[your thoughts go here]", "<what you did today>", "TODO write this down",
        "What did you learn today?", "{{ summary of the day }}", "Good day", "...", "3 / 4", "12 : 30 - 14 : 15",
        "2026-01-15 10:00:01 INFO server started up", "INFO: server started up", "$ pip install pandas numpy",
        "~~~\nwords in a fence\n~~~", "Things I tried:", "[ref]: https://x.test some title",
    ],
)  # fmt: skip
def test_what_is_no_account_of_the_day_is_left_out(lines: str) -> None:
    assert texts(f"# Log\n\n## Jan 15\n\n{lines}\n", "# Log\n") == []
    kept = f"# Log\n\n## Jan 15\n\n{lines}\n\n## Jan 14\n\nFitted a ridge regression.\n"
    assert texts(kept, "# Log\n") == ["Fitted a ridge regression."]


@pytest.mark.parametrize(
    "text",
    [
        TEMPLATE,
        ROUND,
        TEMPLATE.replace("\n", "\r\n"),
        TEMPLATE.replace("Example 1", "Beispiel 1").replace("30,", "29,"),
    ],
    ids=["log", "round", "windows", "translated"],
)
def test_the_words_of_a_template_are_nobodys(text: str) -> None:
    assert texts(text) == []
    assert texts(text, "# Log\n") == []
    own = text + "\n### Day 2: January 15\n\n**Today's Progress**: Fitted a ridge regression.\n"
    assert texts(own, text) == ["Fitted a ridge regression."]
    assert texts(own) == ["Fitted a ridge regression."]


README = "# Churn\n\nThis predicts who will leave.\n\n## Usage\n\nRun the notebook from the top.\n"


def test_a_readme_is_a_diary_only_below_headings_of_days() -> None:
    assert texts(README, path="README.md") == []
    after = (
        README + "\n### Day 3: January 15\n\nFitted a ridge regression.\n\n## License\n\nIt is under the MIT license.\n"
    )
    assert texts(after, README, path="README.md") == ["Fitted a ridge regression."]
    assert texts("# Plan\n\n### Day 10-20: NLP\n\nRead about word vectors.\n", README, path="README.md") == []
    assert texts("# News\n\n## v2.1 (2026-01-15)\n\nThe parser is faster.\n", README, path="README.md") == []
    assert texts("# News\n\n## [1.4.0] - 2026-01-15\n\nThe parser is faster.\n", README, path="README.md") == []
    assert texts("# Plan\n\n## Week 3\n\nRead about word vectors.\n", README, path="README.md") == []


def test_in_a_diary_with_entries_only_entries_count() -> None:
    text = (
        "# Log\n\nMy rules are simple ones.\n\n## Jan 15\n\nFitted a ridge regression.\n\n## Links\n\nSee this book.\n"
    )
    assert texts(text, "# Log\n") == ["Fitted a ridge regression."]
    assert texts("# Log\n\n## Trees\n\nA forest scores itself.\n", "# Log\n") == ["A forest scores itself."]


def test_a_moved_or_wrapped_or_corrected_paragraph_is_not_new() -> None:
    one, two = "I fitted the encoder before splitting the data.", "The score fell after that, which was right."
    before = f"## Jan 14\n\n{one}\n\n{two}\n"
    assert texts(f"## Jan 14\n\n{two}\n\n{one}\n", before) == []
    assert texts(f"## Jan 15\n\n{one.replace('before', 'before' + chr(10))}\n\n- {two}\n", before) == []
    assert texts(f"## Jan 14\n\n{one} {two}\n", before) == []
    assert texts(f"## Jan 14\n\n{one.replace('encoder', 'encodre')}\n\n{two}\n", before) == []
    assert texts(f"## Jan 14\n\n**{one}**\n\n{two.upper()}\n", before) == []


def test_of_a_paragraph_that_grew_only_what_was_added_is_new() -> None:
    before = "## Jan 15\n\nRead chapter three.\n"
    assert texts("## Jan 15\n\nRead chapter three. Then solved two exercises.\n", before) == [
        "Then solved two exercises."
    ]


def test_the_same_words_on_another_day_are_new() -> None:
    before = "## Jan 14\n\nWorked on the lessons.\n"
    (entry,) = added("log.md", before, f"## Jan 15\n\nWorked on the lessons.\n\n{before}", FRIDAY)
    assert entry.date == THURSDAY


def test_a_pasted_log_is_not_the_work_of_the_day_it_was_committed() -> None:
    old = "".join(f"## Day {n}\n\nFinished lesson number {n} of it.\n\n" for n in range(1, 9))
    assert texts(old) == []
    assert texts(f"{old}## Day 9: January 15\n\nFitted a ridge regression.\n") == ["Fitted a ridge regression."]
    assert texts("## Day 1\n\nFitted a ridge regression.\n") == ["Fitted a ridge regression."]
    assert texts(f"# Log\n\n{old}", "# Log\n") == []
    assert len(texts("# Log\n\n## Day 1\n\nFinished lesson one.\n\n## Day 2\n\nFinished lesson two.\n", "# Log\n")) == 2


def test_a_plain_text_log_begins_its_entries_with_a_date() -> None:
    text = "2026-01-15: learned how joins work\n14.01.2026 - read about indexes\n[2026-01-13] wrote two queries\n"
    found = [(entry.date.day, entry.text) for entry in added("learning-log.txt", "", text, FRIDAY)]
    assert found == [(15, "learned how joins work"), (14, "read about indexes"), (13, "wrote two queries")]


def test_a_list_may_be_the_diary() -> None:
    text = "# Log\n- **2026-01-15**\n  - fitted a ridge regression\n- 2026-01-14: read about lasso\n"
    found = [(entry.date.day, entry.text) for entry in added("log.md", "# Log\n", text, FRIDAY)]
    assert found == [(15, "fitted a ridge regression"), (14, "read about lasso")]


def test_a_line_between_entries_is_no_heading() -> None:
    text = "---\ntitle: My log\n---\n## Jan 15\n\nFitted a ridge\nregression.\n---\nThen I stopped there.\n"
    text = "\ufeff" + text.replace("\n", "\r\n")
    assert texts(text, "# Log\n") == ["Fitted a ridge regression.", "Then I stopped there."]


def test_a_fence_or_comment_that_is_never_closed_swallows_nothing() -> None:
    for opened in ("```", "~~~~", "<!--", "<table>", "<pre>"):
        assert texts(f"## Jan 15\n\n{opened}\n\nFitted a ridge regression.\n") == ["Fitted a ridge regression."], opened


def test_a_long_text_is_cut_after_a_sentence_and_many_entries_are_cut_off() -> None:
    (long,) = texts("## Jan 15\n\n" + "This is a sentence. " * 60)
    assert len(long) <= LONGEST
    assert long.endswith("sentence.")
    many = "## Jan 15\n\n" + "".join(f"- this is item number {n}\n" for n in range(60))
    assert len(texts(many)) == MOST


def test_secrets_do_not_come_out() -> None:
    found = repr(added("log.md", "", f"## Jan 15 {KEY}\n\nThe token {KEY} works for ada@corp.example now.\n", FRIDAY))
    assert "works for" in found
    assert KEY not in found
    assert "ada@corp" not in found


@pytest.mark.parametrize(
    "text",
    [
        "#" * 200_000, "[" * 200_000, "# a\n" * 20_000, "[ [ [ [\n\n" * 20_000, "> " * 100_000, "`" * 200_000,
        "".join(" " * n + "- a b c d\n" for n in range(700)), ("*a " * 1_000 + "\n\n") * 20, "<!-- a\n" * 30_000,
        "".join(f"## Day {n}\nThis is text number {n}.\n" for n in range(5_000)), "a\n---\n" * 20_000,
        "<table>\n" * 30_000, "2026-01-15: a b c d\n" * 8_000, "| - " * 50_000, " " * 200_000, "http://" * 30_000,
        "**a " * 50_000,
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_a_hostile_file_is_read_in_seconds(text: str) -> None:
    begun = time.process_time()
    for before in ("", text[: len(text) // 2]):
        added("log.md", before, text, FRIDAY)
    assert time.process_time() - begun < 10


PIECES = [
    "## ", "### Day 3", ": ", "Jan 15", "2026-01-15", "\n", "\n\n", "- ", "  - ", "> ", "**", "Learned: ", "Tomorrow: ",
    "TIL ", "fitted a ridge", " regression. ", "The score fell", "[docs](https://x.test)", "`code`", "```\n", "<!--",
    "-->", "| a | b |\n|---|---|\n", "\t", "\r\n", "---\n", "1. ", "_", "Day 4", " - ", "[x] ", "<b>", "</b>",
    "https://x.test/a",
]  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)
PATHS = st.sampled_from(["log.md", "README.md", "daily-log/2026-01-10.md", "learning-log.txt"])


def squeezed(text: str) -> str:
    """Return the letters and digits of a text alone: what marks stood between is shown joined."""
    return re.sub(r"[\W_]", "", safe(text))


@given(PATHS, MARKDOWN, MARKDOWN, st.dates(date(2000, 1, 1)))
def test_an_entry_is_never_later_than_its_commit_and_its_words_stand_in_the_file(
    path: str, before: str, after: str, written: date
) -> None:
    shown = squeezed(re.sub(r"</?b>|<!--.*?-->|\(https://x\.test\)|https://x\.test/a", "", after, flags=re.DOTALL))
    for entry in added(path, before, after, written):
        assert written - timedelta(31) <= entry.date <= written
        assert len(entry.text) <= LONGEST
        assert all(squeezed(word) in shown for word in entry.text.split())


@given(PATHS, st.text() | MARKDOWN, st.dates())
def test_nothing_is_added_to_itself(path: str, text: str, written: date) -> None:
    assert added(path, text, text, written) == []
    assert added(path, text, f"{text}\n", written) == []


@given(st.text(), st.text(), st.text(), st.dates())
def test_no_text_raises(path: str, before: str, after: str, written: date) -> None:
    is_diary(path)
    added(path, before, after, written)
    added("log.md", before, after, written)
