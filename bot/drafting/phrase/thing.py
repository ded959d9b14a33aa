"""A thing a message names (“ROC curve for the fraud data”), made fit for the middle of a sentence: case and article.

Odd about it: whether words name a thing at all is found by what a thing's name cannot hold (a verb, a dangling “for”),
since nobody can list all things a person may learn.
"""

import re
from collections.abc import Sequence

from bot.activity.message import says_nothing
from bot.activity.message.wording import word_set
from bot.drafting.phrase import nouns
from bot.drafting.phrase.articles import ends_run, with_article
from bot.drafting.phrase.case import is_capital, lowered
from bot.drafting.phrase.clauses import DANGLING, LONG, NO_BEGINNING, SENTENCE, has_clause, has_verb_inside
from bot.drafting.phrase.spelling import MISSPELT, is_slip
from bot.drafting.phrase.verbs import FORMS, ODD_PASTS, Form, Taken, Verb, leading_verb, reads_as_noun, verb_of

_COMPARED = word_set("better faster nicer cleaner easier green first clean")  # “name variables better” is no thing
_PARTICLES = word_set("up out off down back working again now")


def named(text: str, verb: str, fewest: int = 2) -> str | None:
    """Return the verb and the thing, if that is what the words name; “PCA added” brings its own verb."""
    words = text.split()
    state = verb_of(words[-1]) if words[1:] and not leading_verb(words) else None
    if state and state.form is Form.PAST and state.taken is not Taken.RATHER_NOUN:
        verb, words, fewest = state.past, words[:-1], 1
        if state.plain == "solve" and not _is_task(words):
            verb = "worked on"
    bare = [word.strip(",:'\"“”") or word for word in _LOOPS.sub("loops", " ".join(words)).split()] or words
    if words[0].endswith(":") and _begins_no_thing(bare[0], ""):
        return None
    led = words[0].endswith(":") and words[1:]  # “Vocabulary: the kitchen”: a lead governs nothing
    skipped = 2 if led and bare[1].lower() in {"the", "a", "an"} and len(words) > _LEAST_LED else 1
    if len(words) < fewest or not _is_thing(bare[skipped:] if led else bare):
        return None
    if _INTRO.fullmatch(words[0].lower()) and sum(map(is_capital, words[1:])) > 1 and not set('"“”') & set(text):
        return f"{verb} “{' '.join(words)}”"
    article = "the" if verb in {"finished", "fixed"} else ""
    article = "a" if verb == "fixed" and is_fault(words) else article
    return f"{verb} {with_article(lowered(' '.join(words)), article, pairs=verb == 'worked on')}"


_LOOPS = re.compile(
    r"^(?:(?:for|while|do[- ]while|for[- ]each|foreach) loops?|if[/ -](?:and[/ -])?else(?: statements?)?|if statements?"
    r"|hello,? world(?= \S))",
    re.IGNORECASE,
)
_LEAST_LED = 2
_INTRO = re.compile(r"intro(?:duction)?")
_TASKS = word_set("""
    problem problems exercise exercises puzzle puzzles kata katas challenge challenges question questions quiz task
    tasks homework assignment riddle koan koans bug crash error issue
    """)


def _is_task(words: Sequence[str]) -> bool:
    """Tell whether words name something that can be solved: a kata can, a binary tree cannot."""
    return any(word.lower() in _TASKS or word[-1].isdigit() for word in words)


def is_fault(words: Sequence[str]) -> bool:
    """Tell whether words name a fault: “a crash on empty input”."""
    ends = (place for place, word in enumerate(words) if ends_run(word))
    run = words[: next(ends, len(words))]
    run = run[:-1] if run and run[-1].lower() in _PARTICLES else run
    return bool(run) and run[-1].lower() in nouns.FAULTS


def _is_thing(words: Sequence[str]) -> bool:
    lower = [word.lower() for word in words]
    first, second = lower[0], lower[1] if len(lower) > 1 else ""
    verb = verb_of(words[0])
    no_end = lower[-1] in DANGLING | _COMPARED or (lower[-1].endswith("ed") and not _may_end(lower[-1]))
    if no_end or SENTENCE.intersection(lower) or _NOT_SAID.intersection(lower) or _begins_no_thing(words[0], second):
        return False
    if (
        {second, lower[-1]} & _PARTICLES
        or _is_past(first, second)
        or says_nothing(" ".join(lower))
        or has_clause(words)
    ):
        return False
    if verb and verb.form in (Form.PLAIN, Form.THIRD):
        aimed = (
            not {"to", "by"}.isdisjoint(lower[2:]) and not second[0].isdigit()
        )  # “log metrics to a file”, “sort rows by key”
        return _is_noun(verb, second) and not has_verb_inside(words) and not aimed
    governs = second in {"the", "a", "an", "my", "this", "these", "it"} and not (verb and verb.form is Form.GERUND)
    return not governs and not has_verb_inside(words)


def _begins_no_thing(word: str, second: str) -> bool:
    first = word.lower()
    if first == "passing" and second.startswith("test"):
        return True
    adverb = first.endswith("ly") and (first in _HOW_MUCH or _is_verb(second))
    return adverb or first in NO_BEGINNING or first in _NO_THINGS or is_slip(word)


def _is_noun(verb: Verb, following: str) -> bool:
    """Tell whether a plain verb at the beginning is a noun; one that is hardly ever a noun only in a known pair."""
    if verb.taken is Taken.VERB:
        return following in nouns.COMPOUND_OF.get(verb.plain, ())
    return reads_as_noun(verb, following)


def _is_past(first: str, second: str) -> bool:
    verb = FORMS.get(first)
    past = (verb.form is Form.PAST and first not in ODD_PASTS) if verb else first.endswith("ed")
    return past and first not in nouns.ADJECTIVES and (first, second) not in nouns.NAMED_PAIRS


_HOW_MUCH = word_set("""
    really truly fully totally clearly simply surely nicely easily actually literally basically roughly fairly mostly
    nearly possibly hardly barely only finally slowly badly quickly correctly properly successfully completely partly
    """)
# Verbs nobody should conjugate here, and other words that begin no thing.
_NO_THINGS = word_set("""
    fight fought fighting wrestle wrestling wrestled battle battled kill killed hack hacked hacking crack cracked
    exploit attack rage vibe cram crammed cramming spell spelled tick ticked impl know knew known told tell thought
    think spoke speak figure figured lift lifted bypass working passed closer crashed cried lost wasted peeked
    looked looking looks forgot beat beating won winning won bought buy slept came come coming begged asked asking
    til cook bake brew sew water juggle jog attempted tried wanted grasp grasping touched poke poked poking dig
    digging dug whip whipped hopped
    naively bikeshed yak yolo passes swear swore sweared
    gives shove shoved squash squashed nuke nuked bring bringing revamp revamped grew held let's tell makes
    """)
_NOT_SAID = MISSPELT | word_set("lots tons loads bunch forever somehow everything solved")


def _is_verb(word: str) -> bool:
    verb = verb_of(word)
    noun = (
        verb is not None and (verb.taken is not Taken.VERB or verb.form is Form.GERUND) and verb.form is not Form.PAST
    )
    return (verb is not None and not noun) or (word.endswith("ed") and word not in nouns.ADJECTIVES)


def _may_end(word: str) -> bool:
    """Tell whether a thing may end with a word in -ed: “RSS feed”, not “CKA exam passed”."""
    verb = verb_of(word)
    plain = verb is not None and verb.form is not Form.PAST
    return plain or word in nouns.ADJECTIVES or word.endswith(("eed", "led", "shed", "bed")) or len(word) <= LONG
