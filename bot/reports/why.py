"""A post line by line with what each line rests on: a claim, a reviewed fact, or words that speak of nobody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.drafting.concepts import Fact
from bot.store.post import Backing, PostClaim


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of a post: its words, what kind of statement that is, and what it rests on."""

    words: str
    kind: str  # did, doing, planned; fact, question, tags; or nothing: words of the template about nobody
    backing: tuple[Backing, ...] = ()
    source: str = ""


def lines(text: str, claims: Sequence[PostClaim], facts: Iterable[Fact]) -> list[Line]:
    """Return the whole post, in its order, each stretch with what it rests on."""
    known = [(claim.text, Line(claim.text, claim.tense, claim.evidence)) for claim in claims]
    for fact in facts:
        known += [(words, Line(words, "fact", source=fact.source)) for words in (fact.long, fact.short)]
        known.append((fact.question, Line(fact.question, "question")))
    placed = sorted((place, -len(words), line) for words, line in known if words and (place := text.find(words)) >= 0)
    return list(_in_order(text, [(place, line) for place, _, line in placed]))


def _in_order(text: str, placed: Sequence[tuple[int, Line]]) -> Iterator[Line]:
    end = 0
    for place, line in placed:
        if place < end:
            continue  # a fact's short form inside its long one
        yield from _between(text[end:place])
        yield line
        end = place + len(line.words)
    yield from _between(text[end:])


def _between(text: str) -> Iterator[Line]:
    for each in filter(None, (line.strip() for line in text.splitlines())):
        yield Line(each, "tags" if all(word.startswith("#") for word in each.split()) else "")
