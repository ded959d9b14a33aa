"""What a learner might write of a study day, for showing a plan before it is lived: assumed, and called so.

Frames are plain sentences of the kind real diaries hold; they take turns, so that a year does not repeat itself.
"""

from datetime import date, datetime, timedelta

from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.drafting.phrase import lowered, past
from bot.plan import PlannedDay
from bot.plan.cutting import whole
from bot.roadmaps.roadmap import Kind as ItemKind

_EVENING = timedelta(hours=21)
_LATER = timedelta(minutes=20)
_LONGEST = 60  # characters of a subject that still fits a sentence
# `{}` is a thing to study, in small letters: “linear regression”.
_THINGS = (
    (Flavour.LEARNED, "It took a drawing on paper before {} made sense to me."),
    (Flavour.MISTAKE, "I mixed up the order of the steps in {} and only noticed at the end."),
    (Flavour.NONE, "Slow evening with {}. Half of it was reading the same page twice."),
    (Flavour.WIN, "My small example for {} ran on the second try."),
    (Flavour.LEARNED, "The part of {} I kept skipping turned out to be the short one."),
    (Flavour.QUESTION, "Where would one use {} first, on a small dataset?"),
    (Flavour.NONE, "Went back to the start of {} because my notes from before were too thin."),
    (Flavour.MISTAKE, "I trusted the defaults with {}. The plot said otherwise."),
    (Flavour.LEARNED, "Explaining {} aloud showed which bit I had only memorized."),
    (Flavour.WIN, "Got through {} without looking anything up, apart from the names."),
    (Flavour.NONE, "Three tabs about {}, three different notations. I stayed with one book."),
    (Flavour.MISTAKE, "My first try at {} used the wrong axis. It looked fine until I printed the shapes."),
    (Flavour.QUESTION, "Still not sure when {} is worth the extra work."),
    (Flavour.LEARNED, "A toy example with five rows taught me more about {} than the long one."),
    (Flavour.NONE, "An hour on {}, mostly on the examples at the end of the chapter."),
    (Flavour.WIN, "The exercise on {} finally gave the same numbers as the book."),
    (Flavour.LEARNED, "I had the idea behind {} backwards until today."),
    (Flavour.NONE, "Notes on {} are a mess, but they are mine now."),
    (Flavour.MISTAKE, "Forgot to reset the index and blamed {} for it."),
    (Flavour.QUESTION, "How small may the data be before {} stops making sense?"),
)
# `{}` is something that was done: “plotted the ROC curve”.
_DEEDS = (
    (Flavour.WIN, "I {}, and it held up when I ran it again from the top."),
    (Flavour.MISTAKE, "I {}. The first version had a silly bug in the loading code."),
    (Flavour.NONE, "I {}. It took longer than the plan thought."),
    (Flavour.LEARNED, "I {}. Writing down each step first made it quicker."),
    (Flavour.NONE, "I {}. Not pretty yet, but it runs."),
    (Flavour.WIN, "I {} and deleted twice as many lines as I wrote."),
    (Flavour.QUESTION, "I {}. How would one test that properly?"),
    (Flavour.MISTAKE, "I {}, then found out that half of the rows were duplicates."),
    (Flavour.LEARNED, "I {}. Small steps, one commit each, helped a lot."),
    (Flavour.NONE, "I {}. Stopped while it still worked."),
)


def assume(app: App, clock: FixedClock, when: date) -> None:
    """Take a study day as done: its items ticked, and a note on it in the evening."""
    planned = app.plan.day_on(when)
    if planned is None:
        return
    at = datetime.combine(when, datetime.min.time(), app.settings.timezone) + _EVENING
    clock.set(at)
    ends = {item.id for item in planned.day.items if not _goes_on(item.text)}
    own = [item for item in app.roadmap.items if item.id in ends and not item.done]
    if own:
        app.items.tick([Evidence(Kind.TICK, item.id, item.text, at, when) for item in own], at, done=True)
    flavour, text = _note(app, planned)
    app.notes.add(text, flavour, at + _LATER, when)


def _goes_on(text: str) -> bool:
    """Tell whether a line is a part of an item, but not its last."""
    part = text[len(whole(text)) :].strip(" ()").split()
    return len(part) == len(["part", "1", "of", "2"]) and part[1] != part[3]


def _note(app: App, planned: PlannedDay) -> tuple[Flavour, str]:
    """Return a sentence about the day: on something done where there was, else on what it is about."""
    turn = app.plan.index_on(planned.date)
    tasks = [whole(item.text) for item in planned.day.items if item.kind in {ItemKind.TASK, ItemKind.STRETCH}]
    deeds = [phrase for text in tasks if (phrase := past(text)) and not phrase.startswith("worked on ")]
    if deeds and turn % 2:
        flavour, frame = _DEEDS[turn // 2 % len(_DEEDS)]
        return flavour, frame.format(deeds[turn // 2 % len(deeds)])
    things = [planned.subject, *(item.text for item in planned.day.items if item.kind is ItemKind.TOPIC)]
    fitting = [whole(each) for each in things if ":" not in each and "…" not in each and len(each) <= _LONGEST]
    thing = lowered(fitting[0]) if fitting else lowered(planned.section.title)
    if (past(thing) or "worked on ").startswith("worked on "):
        flavour, frame = _THINGS[turn // 2 % len(_THINGS)]
        return flavour, frame.format(thing)
    flavour, frame = _DEEDS[turn // 2 % len(_DEEDS)]
    return flavour, frame.format(past(thing))
