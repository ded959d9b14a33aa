"""What a learner might write of a study day, for showing a plan before it is lived: assumed, and called so.

Frames are plain sentences of the kind real diaries hold; they take turns, so that a year does not repeat itself.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.drafting.phrase import lowered
from bot.drafting.phrase.verbs import leading_verb
from bot.drafting.spoken import MADE, did
from bot.plan import PlannedDay
from bot.plan.cutting import whole
from bot.roadmaps.roadmap import Kind as ItemKind

_EVENING = timedelta(hours=21)
_LATER = timedelta(minutes=20)
_HANDS_ON = frozenset({ItemKind.TASK, ItemKind.STRETCH})
_STUDIED = frozenset({ItemKind.TOPIC})
_PROJECT = "Project: "
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
    (Flavour.LEARNED, "The names in {} scared me more than the idea did."),
    (Flavour.NONE, "Copied the first example on {} by hand, then changed one number at a time."),
    (Flavour.WIN, "I could answer last week's own question about {}."),
    (Flavour.MISTAKE, "Read the formula for {} from left to right. It starts in the middle."),
    (Flavour.NONE, "Two short sessions on {} instead of a long one. The second was better."),
    (Flavour.LEARNED, "Half of {} was old stuff under another name."),
    (Flavour.QUESTION, "What is the smallest dataset on which {} shows something?"),
    (Flavour.NONE, "Drew {} as boxes and arrows. Two arrows point nowhere so far."),
    (Flavour.MISTAKE, "I skipped the assumptions of {} and paid for it in the exercise."),
    (Flavour.WIN, "Finally a plot for {} I would show to somebody."),
    (Flavour.LEARNED, "With {}, the units told me where the bug was."),
    (Flavour.NONE, "Watched one talk on {} and fell asleep over the second."),
    (Flavour.MISTAKE, "Mistook a typo in my notes on {} for a deep question."),
    (Flavour.QUESTION, "Which part of {} do people get wrong even after years?"),
    (Flavour.NONE, "Went through {} with a pencil. Slow, but it stays."),
    (Flavour.LEARNED, "I used to think {} needed more math than it does."),
    (Flavour.WIN, "The error in my code for {} was gone after I deleted three lines."),
    (Flavour.NONE, "Made flash cards for {}. Eleven of them, four are bad."),
    (Flavour.MISTAKE, "Wrong column all evening. {} was not to blame."),
    (Flavour.LEARNED, "Seeing {} fail on a silly example helped more than seeing it work."),
    (Flavour.NONE, "Only got through the first half of {}. The second looks longer."),
    (Flavour.QUESTION, "Does {} still hold up when half of the values are missing?"),
    (Flavour.WIN, "Wrote a page on {} without the book open."),
    (Flavour.MISTAKE, "I compared two settings of {} on different splits. Useless, so once more."),
    (Flavour.LEARNED, "The history of {} explains the odd notation."),
    (Flavour.NONE, "Cleaned up my old notebook on {}. Kept about a third."),
    (Flavour.WIN, "A friend asked about {} and my answer fit on a napkin."),
    (Flavour.MISTAKE, "The seed was fixed, my understanding of {} was not."),
    (Flavour.NONE, "Did the odd-numbered exercises on {}. The even ones look harder."),
    (Flavour.LEARNED, "Most of {} is deciding what to leave out."),
    (Flavour.QUESTION, "Is there a picture of {} that is both simple and right?"),
    (Flavour.NONE, "Tried {} on data I know by heart, and got what I expected."),
    (Flavour.WIN, "Found the step in {} where my sign flips. It was in the first line."),
    (Flavour.MISTAKE, "Rounded too early while working on {}."),
    (Flavour.LEARNED, "What helped with {} was doing it badly once, quickly."),
    (Flavour.NONE, "An evening on {} and one decent paragraph of notes."),
    (Flavour.QUESTION, "How would you explain {} to somebody who only knows averages?"),
    (Flavour.NONE, "Back on {} after the weekend. The gap showed."),
    (Flavour.WIN, "My guess before running the example on {} was right for once."),
    (Flavour.LEARNED, "There are fewer choices in {} than the options suggest."),
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
    (Flavour.LEARNED, "I {}. Naming the steps made the third one disappear."),
    (Flavour.NONE, "I {}. It is slow, and I left it slow."),
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
    """Return a sentence about the day: on something that was made, or on what was studied."""
    turn = app.plan.index_on(planned.date)
    tasks = [(item.kind, whole(item.text)) for item in planned.day.items if item.kind in _HANDS_ON]
    deeds = [phrase for kind, text in tasks if (phrase := did(kind, text)) and phrase.startswith(MADE)]
    things = list(_things(planned))
    ends = any(not _goes_on(item.text) for item in planned.day.items if item.kind in _HANDS_ON)
    if deeds and ends and (turn % 2 or not things):
        flavour, frame = _DEEDS[turn // 2 % len(_DEEDS)]
        return flavour, frame.format(deeds[turn // 2 % len(deeds)])
    flavour, frame = _THINGS[turn % len(_THINGS)]
    return flavour, frame.format(things[0] if things else lowered(planned.section.title))


def _things(planned: PlannedDay) -> Iterator[str]:
    """Yield what a study day is about as things to study: a topic, or a project by its name."""
    if planned.subject.startswith(_PROJECT):
        yield f"the project “{planned.subject.removeprefix(_PROJECT)}”"
    for item in planned.day.items:
        head = whole(item.text).partition(":")[0]
        if item.kind in _STUDIED and len(head) <= _LONGEST and " or " not in head:
            yield lowered(head)
    told = {whole(item.text) for item in planned.day.items}
    if planned.subject not in told and not any(mark in planned.subject for mark in "…("):
        yield lowered(planned.subject.partition(":")[0])
    for item in planned.day.items:
        verb = leading_verb(item.text.split()) if item.kind in _HANDS_ON else None
        if verb and len(whole(item.text)) <= _LONGEST:
            yield " ".join([verb.gerund, *whole(item.text).split()[1:]])
