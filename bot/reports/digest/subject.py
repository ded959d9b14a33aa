"""The two lines of a mail that show before it is opened, on a locked phone too: its subject and its preview.

So neither ever holds a private note, nor anything the guard would keep out of a post. The subject says one thing of
this week alone: a win in the learner's own words, else the title of something done, else counts. The dates are in it,
so that mail programs do not lay a year of digests on one heap.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from bot import guard
from bot.activity import Kind
from bot.drafting.phrase import past
from bot.lifecycle import Status
from bot.reports.digest import Digest
from bot.reports.digest.showing import title, totals
from bot.reports.digest.wording import by_kind, clean, counted, cut, first_sentence, span
from bot.reports.troubles import Trouble

_ROOM = 78
_LEAST_WORDS = 2
_WORTH_CUTTING = 30  # letters; a title cut to less says too little, and a win is never cut: half of it may not be true
_SAID_AS = {
    Kind.RELEASE: "released “{}”",
    Kind.PULL_REQUEST: "merged “{}”",
    Kind.TICK: "ticked “{}”",
    Kind.COMMIT: "“{}”",
}  # the larger first


def subject(digest: Digest, keep_out: Sequence[str] = ()) -> str:
    """Return a subject such as “Week 5 of 16: 6 evenings, “gradient descent clicked” (15 to 21 November)”."""
    dates = f" ({span(digest.first, digest.last)})"
    room = _ROOM - len(f"{title(digest)}: {dates}")
    told = next((words for words in _told(digest, room, keep_out) if len(words) <= room), "")
    return f"{title(digest)}: {told}{dates}" if told else f"{title(digest)}{dates}"


def preview(digest: Digest) -> str:
    """Return the line below the subject: counts only."""
    out = sum(each.status == Status.PUBLISHED for each in digest.told)
    parts = (
        f"{by_kind(totals(digest))}." if digest.evenings else "",
        f"{counted(out, 'post')} went out." if out else "",
        f"{counted(len(digest.waiting), 'draft waits', 'drafts wait')} for your yes." if digest.waiting else "",
        f"{counted(len(digest.troubles), 'thing needs', 'things need')} you." if digest.troubles else "",
        f"{counted(len(digest.coming), 'study day')} next week." if digest.coming else "",
    )
    return " ".join(filter(None, parts)) or "Nothing was recorded."


def subject_of_notices(troubles: Sequence[Trouble], on: date, keep_out: Sequence[str] = ()) -> str:
    """Return what is wrong if it is one short thing, else how many things are."""
    dated = f" ({on.day} {on:%B})"
    if len(troubles) == 1:
        said = first_sentence(troubles[0].message)
        if len(said) + len(dated) <= _ROOM and _may_be_seen(said, keep_out):
            return f"{said}{dated}"
    return f"{counted(len(troubles), 'thing needs', 'things need')} you{dated}"


def preview_of_notices(troubles: Sequence[Trouble], keep_out: Sequence[str] = ()) -> str:
    """Return what to type about the first of them."""
    hint = " ".join(clean(troubles[0].hint).split()) if troubles else ""
    return f"Try: {cut(hint, _ROOM)}" if hint and _may_be_seen(hint, keep_out) else "bot check tells more."


def _told(digest: Digest, room: int, keep_out: Sequence[str]) -> Iterator[str]:
    """Yield what the subject could say, best first."""
    if not digest.evenings:
        yield "the plan rested" if digest.rests else "a quiet week"
        return
    evenings = counted(digest.evenings, "evening")
    for frame, words in _words(digest):
        whole = frame.format(words)
        if len(whole) <= room and _may_be_seen(words, keep_out):
            yield f"{evenings}, {whole}"
            yield whole
    for frame, words in _titles(digest):
        if room >= _WORTH_CUTTING and _may_be_seen(words, keep_out):
            yield frame.format(cut(words, room - len(frame.format(""))))
    yield f"{evenings}, {by_kind(totals(digest))}"
    yield evenings


def _words(digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield what is worth a subject and how to put it: wins before titles."""
    for note in digest.said:
        said = first_sentence(note.text)
        if note.flavour == "win" and not note.private and len(said.split()) >= _LEAST_WORDS:
            yield "“{}”", said
    yield from _titles(digest)


def _titles(digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield the titles that say something and how to put each, the largest kind first."""
    for kind, frame in _SAID_AS.items():
        for piece in digest.done:
            words = " ".join(clean(piece.title).split())
            if piece.kind is kind and len(words.split()) >= _LEAST_WORDS and (kind is not Kind.COMMIT or past(words)):
                yield frame, words


def _may_be_seen(words: str, keep_out: Sequence[str]) -> bool:
    return guard.check(words, keep_out=keep_out).verdict is guard.Verdict.PASS
