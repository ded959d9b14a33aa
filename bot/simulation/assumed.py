"""What a learner might write of a study day, for showing a plan before it is lived: assumed, and called so.

Frames are plain sentences of the kind real diaries hold; they take turns, so that a year does not repeat itself.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.drafting.phrase import lowered
from bot.drafting.spoken import MADE, did, doing, is_project, thing
from bot.plan import PlannedDay
from bot.plan.cutting import goes_on, whole
from bot.roadmaps.roadmap import Kind as ItemKind

_EVENING = timedelta(hours=21)
_LATER = timedelta(minutes=20)
_HANDS_ON = frozenset({ItemKind.TASK, ItemKind.STRETCH})
_STUDIED = frozenset({ItemKind.TOPIC})
_LONGEST = 60  # characters of a subject that still fits a sentence
# `{}` is a thing to study, in small letters: “linear regression”.
_THINGS = (
    (Flavour.LEARNED, "It took a drawing on paper before I could follow the example on {}."),
    (Flavour.MISTAKE, "I mixed up two steps in the exercise on {} and only noticed at the end."),
    (Flavour.NONE, "Slow evening with {}. Half of it was reading the same page twice."),
    (Flavour.WIN, "My small example for {} ran on the second try."),
    (Flavour.LEARNED, "The section on {} that I kept skipping turned out to be the short one."),
    (Flavour.QUESTION, "Where would one use {} first, on a small dataset?"),
    (Flavour.NONE, "Went back to the start of {} because my notes from before were too thin."),
    (Flavour.MISTAKE, "I left every default as it was in the exercise on {}. Two of them mattered."),
    (Flavour.LEARNED, "I tried to explain {} aloud and got stuck at the definition. Read that again first."),
    (Flavour.WIN, "Got through {} without looking anything up, apart from the names."),
    (Flavour.NONE, "Two sources on {}, two notations. I stayed with the book."),
    (
        Flavour.MISTAKE,
        "My first try at the exercise on {} used the wrong axis. It looked fine until I printed the shapes.",
    ),
    (Flavour.QUESTION, "When do people who work with {} decide that a simpler way will do?"),
    (Flavour.LEARNED, "A toy example with five rows helped me more with {} than the long one in the chapter."),
    (Flavour.NONE, "An hour on {}, mostly on the examples at the end of the chapter."),
    (Flavour.WIN, "The exercise on {} finally gave the same numbers as the book."),
    (Flavour.NONE, "My notes on {} are two pages now and still out of order."),
    (Flavour.MISTAKE, "Forgot to reset the index in the notebook on {} and looked for the fault everywhere else."),
    (Flavour.QUESTION, "How small may a dataset be for {}?"),
    (Flavour.LEARNED, "The names in the chapter on {} scared me more than the ideas did."),
    (Flavour.NONE, "Copied the first example on {} by hand, then changed one number at a time."),
    (Flavour.MISTAKE, "Read the formula in the chapter on {} from left to right. It starts in the middle."),
    (Flavour.NONE, "Two short sessions on {} instead of a long one. The second was better."),
    (Flavour.LEARNED, "Half of the chapter on {} was old stuff under another name."),
    (Flavour.NONE, "Drew {} as boxes and arrows. Two arrows point nowhere so far."),
    (Flavour.MISTAKE, "I skipped the assumptions behind {} and paid for it in the exercise."),
    (Flavour.WIN, "Finally a plot for {} that I would show to somebody."),
    (Flavour.LEARNED, "While working on {}, the units told me where the bug was."),
    (Flavour.QUESTION, "Which part of {} do people get wrong even after years?"),
    (Flavour.NONE, "Went through {} with a pencil. Slow, but it stays."),
    (Flavour.LEARNED, "I had expected more math in the chapter on {} than there was."),
    (Flavour.WIN, "The error in my code for {} was gone after I deleted three lines."),
    (Flavour.NONE, "Made flash cards for {}. Eleven of them, four are bad."),
    (Flavour.LEARNED, "Breaking the example on {} on purpose helped more than seeing it work."),
    (Flavour.NONE, "Only got through the first half of {}. The second looks longer."),
    (Flavour.WIN, "Wrote a page on {} without the book open."),
    (Flavour.MISTAKE, "I compared two settings on different splits in the notebook on {}. Useless, so once more."),
    (Flavour.NONE, "Cleaned up my old notebook on {}. Kept about a third."),
    (Flavour.WIN, "A friend asked about {} and my answer fit on a napkin."),
    (Flavour.NONE, "Did the odd-numbered exercises on {}. The even ones look harder."),
    (Flavour.LEARNED, "Most of the work on {} was deciding what to leave out."),
    (Flavour.NONE, "Tried {} on data I know by heart, and got what I expected."),
    (Flavour.WIN, "Found the line in my notes on {} where the sign flips. It was the first."),
    (Flavour.MISTAKE, "Rounded too early in the exercise on {}. The last digits were off."),
    (Flavour.LEARNED, "A quick and bad first try at {} showed me what to read again."),
    (Flavour.NONE, "An evening on {} and one decent paragraph of notes."),
    (Flavour.QUESTION, "How would you explain {} to somebody who only knows averages?"),
    (Flavour.WIN, "My guess before running the example on {} was right for once."),
)
# `{}` is something that was done: “plotted the ROC curve”.
_DEEDS = (
    (Flavour.WIN, "I {}, and it held up when I ran it again from the top."),
    (Flavour.MISTAKE, "I {}. The first version had a silly bug in the loading code."),
    (Flavour.NONE, "I {}. It took longer than the plan thought."),
    (Flavour.LEARNED, "I {}. Writing down each step first made it quicker."),
    (Flavour.NONE, "I {}. Not pretty yet, but it runs."),
    (Flavour.WIN, "I {}, and deleted more lines than I wrote."),
    (Flavour.QUESTION, "I {}. How would one test that properly?"),
    (Flavour.MISTAKE, "I {}, then found out that half of the rows were duplicates."),
    (Flavour.LEARNED, "I {}. One commit per step made it easy to go back."),
    (Flavour.NONE, "I {}. Stopped while it still worked."),
    (Flavour.WIN, "I {}. It ran from a fresh clone on the first try."),
    (Flavour.MISTAKE, "I {}, on the test rows by accident. Did it again on the right ones."),
    (Flavour.NONE, "I {}. Most of the evening went into reading the data in."),
    (Flavour.LEARNED, "I {}. Printing the shapes after each step saved me twice."),
    (Flavour.QUESTION, "I {}. Is there a simpler way to check it than by eye?"),
    (Flavour.NONE, "I {}. The plot is plain, but it says what I wanted to see."),
    (Flavour.WIN, "I {}. The second version is half as long as the first."),
    (Flavour.MISTAKE, "I {}. It took me a while to see that the labels were shifted by one."),
    (Flavour.LEARNED, "I {}. A baseline first would have told me sooner that it works."),
    (Flavour.NONE, "I {}. The last part had to wait for the next evening."),
    (Flavour.WIN, "I {}. It took fewer lines than the example in the book."),
    (Flavour.NONE, "I {}. The comments are longer than the code, which is fine for now."),
    (Flavour.MISTAKE, "I {}. An old variable from another cell made it look right."),
    (Flavour.LEARNED, "I {}. Doing it for one row by hand first was worth it."),
    (Flavour.NONE, "I {}. Two things are hard-coded and I know which."),
    (Flavour.QUESTION, "I {}. What would you look at first to see whether it is wrong?"),
    (Flavour.WIN, "I {}. The test I wrote before passed without changes."),
    (Flavour.MISTAKE, "I {}, with a path that only exists in one folder. Fixed."),
    (Flavour.LEARNED, "I {}. Writing the steps down first showed that one of them was not needed."),
    (Flavour.NONE, "I {}. It is slow, and I left it slow."),
)


def assume(app: App, clock: FixedClock, when: date) -> None:
    """Take a study day as done: its items ticked, and a note on it in the evening."""
    planned = app.plan.day_on(when)
    if planned is None:
        return
    at = datetime.combine(when, datetime.min.time(), app.settings.timezone) + _EVENING
    clock.set(at)
    ends = {item.id for item in planned.day.items if not goes_on(item.text)}
    own = [item for item in app.roadmap.items if item.id in ends and not item.done]
    if own:
        app.items.tick([Evidence(Kind.TICK, item.id, item.text, at, when) for item in own], at, done=True)
    flavour, text = _note(app, planned)
    app.notes.add(text, flavour, at + _LATER, when)


def _note(app: App, planned: PlannedDay) -> tuple[Flavour, str]:
    """Return a sentence about the day: on something that was made, or on what was studied."""
    turn = app.plan.index_on(planned.date)
    tasks = [(item.kind, whole(item.text)) for item in planned.day.items if item.kind in _HANDS_ON]
    deeds = [phrase for kind, text in tasks if (phrase := did(kind, text)) and phrase.startswith(MADE)]
    things = list(_things(planned))
    ends = any(not goes_on(item.text) for item in planned.day.items if item.kind in _HANDS_ON)
    if deeds and ends and (turn % 2 or not things):
        flavour, frame = _DEEDS[turn // 2 % len(_DEEDS)]
        return flavour, frame.format(deeds[turn // 2 % len(deeds)])
    flavour, frame = _THINGS[turn % len(_THINGS)]
    return flavour, frame.format(things[0] if things else lowered(planned.section.title))


def _things(planned: PlannedDay) -> Iterator[str]:
    """Yield what a study day is about as things to study: a topic, or a project by its name."""
    if is_project(planned.subject):
        yield thing(None, planned.subject)
    for item in planned.day.items:
        head = whole(item.text).partition(":")[0]
        if item.kind in _STUDIED and len(head) <= _LONGEST and " or " not in head:
            yield thing(item.kind, head)
    told = {whole(item.text) for item in planned.day.items}
    if planned.subject not in told and not any(mark in planned.subject for mark in "…("):
        yield lowered(planned.subject.partition(":")[0])
    for item in planned.day.items:
        deed = doing(item.kind, whole(item.text)) if item.kind in _HANDS_ON else None
        if deed and len(deed) <= _LONGEST:
            yield deed
