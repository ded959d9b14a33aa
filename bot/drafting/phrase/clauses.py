"""What the name of a thing cannot hold: a verb, a clause, an end that waits for more."""

from collections.abc import Sequence

from bot.activity.message.wording import word_set
from bot.drafting.phrase import nouns
from bot.drafting.phrase.verbs import FORMS, Form, Taken, verb_of

# A clause has these, a thing has not.
SENTENCE = word_set("""
    is are was were has have had does do did can works worked gets got goes went seems looks runs be am i it's its
    that's there's because but so if while although though when than them
    """)
NO_BEGINNING = word_set("""
    after before for with just also now then so and but or if when because as at in on from by this that these those
    it there here what how why who whom where which let lets please ok yes no oops not to into about than trying
    some more can cannot could is was are were do does did done have has had having getting being going doing very
    too only even still back up out off over under again other first last next old same own few many much less least
    most finish finished complete completed close resolve temp tmp via per like such both of until since during
    possible able unable through almost nearly mostly partially partly halfway quite rather instead forgot hello hi hey
    thank thanks
    """) - {"first"}
DANGLING = word_set("""
    of for with in on the a an and or to from by at & vs using about as into than is are which that because so but
    """)
_BEFORE_A_VERB = word_set("to and or how that which who not can you & vs")
LONG = 4  # letters: shorter words stay small in titles
AT_EDGES = " .,:;!-–—/&+*"


def dangles(text: str) -> bool:
    """Tell whether words end where something must follow: “add tests for”."""
    return text.rpartition(" ")[2].lower() in DANGLING


def _governs(word: str, after: str) -> bool:
    verb = FORMS.get(word)
    return verb is not None and verb.form is Form.PLAIN and after in {"a", "an", "the", "this", "my"}


# Their third person is mostly a plural: “Fourier transforms”.
_PLURALS = word_set("""
    transform update insert delete import construct estimate segment duplicate redirect extract attempt substitute
    upgrade select exclude decode tweak limit
    """)


def has_verb_inside(words: Sequence[str], forms: Sequence[Form] = (Form.PLAIN, Form.THIRD)) -> bool:
    """Tell whether a verb stands where a thing's name has none: “linear regression add plots”."""
    lower = [word.lower() for word in words]
    inside = (
        (before, verb_of(word), after)
        for before, word, after in zip(lower[:-1], words[1:], [*words[2:], ""], strict=False)
    )
    if any(
        _governs(word, after) and before not in _BEFORE_A_VERB
        for before, word, after in zip(lower, lower[1:], lower[2:], strict=False)
    ):
        return True
    return any(
        verb is not None
        and verb.taken is Taken.VERB
        and verb.form in forms
        and before not in _BEFORE_A_VERB
        and (before, verb.plain) not in nouns.NAMED_PAIRS
        and not (verb.form is Form.THIRD and verb.plain in _PLURALS)
        and after.lower() not in nouns.COMPOUND_OF.get(verb.plain, ())
        for before, verb, after in inside
    )


# What a program, a part or a number does; most of these are hardly ever said of oneself.
_DOES = word_set("""
    see send click accept agree appear backfire bark become behave blink blow bounce build collide come compile
    connect converge crash
    deadlock depend describe detect die disagree disappear display diverge eat explode fail fall feel fit flicker float
    flow freeze give go grow handle happen hang happen improve jiggle jump keep kill leak lie lose make match mean move
    need occur overfit overheat overlap parse pass persist react recover refuse remain reply require respond return
    rotate run say seem shoot show sleep sound spin start stay stop suck take talk think turn use vanish wait wake walk
    wobble work read print play respond end stall drop
    """)
_THINGS_TOO = word_set("""
    fits starts stops drops ends plays prints walks builds turns matches uses means needs shows moves jumps leaks
    crashes returns runs takes gives flows
    """)
_DO = {f"{verb}es" if verb.endswith(("s", "sh", "ch", "go")) else f"{verb}s" for verb in _DOES} | {"dies", "replies"}
_AFTER_A_VERB = word_set("""
    the a an its my all every each as like off with in on at to from into when if after again now correctly well
    that properly fine through over up down out without it them
    """)
_NO_PLURALS = ("ss", "us", "is", "'s", "ics")


def has_clause(words: Sequence[str]) -> bool:
    """Tell whether words are a sentence about something: “gradient check passes”, “numbers agree with the paper”."""
    for before, word, after in zip(words[:-1], words[1:], [*words[2:], ""], strict=False):
        low, back, then = word.lower(), before.lower(), after.lower()
        if not back[-1].isalnum() or back in nouns.DETERMINERS or back in DANGLING or word.isupper():
            continue
        plural = back.endswith("s") and not back.endswith(_NO_PLURALS)
        opens = not then or then in _AFTER_A_VERB
        if low in _DO and not plural and (low not in _THINGS_TOO or (then in _AFTER_A_VERB and then != "in")):
            return True
        verb = verb_of(word)
        if verb and verb.form is Form.THIRD and then in {"the", "a", "an", "its", "my", "all", "every", "that"}:
            return True
        if (
            plural
            and low in _DOES
            and (opens or low == "pass")
            and (low == "pass" or not (verb and verb.taken is Taken.RATHER_NOUN))
        ):
            return True
    return bool(words) and words[0].lower() in _DO - _THINGS_TOO
