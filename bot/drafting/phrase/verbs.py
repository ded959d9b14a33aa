"""The verbs commit messages begin with, in all the forms people write them, and the nouns they are mistaken for.

Odd about it: English makes verbs of nouns (“plot”, “test”, “model”), so each verb also says how it is to be taken where
nothing after it decides; a verb that is not listed is never conjugated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.activity.message.wording import word_set
from bot.drafting.phrase import nouns


class Form(StrEnum):
    """The form a word has been written in."""

    PLAIN = "add"
    THIRD = "adds"
    PAST = "added"
    GERUND = "adding"


class Taken(StrEnum):
    """How a word is taken where what follows does not decide."""

    VERB = "add"  # hardly a noun at all
    RATHER_VERB = "plot"  # “Plot ROC curve”, but “plot types”
    RATHER_NOUN = "model"  # “Model selection”, but “Model the churn”


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb in a form somebody wrote."""

    plain: str
    form: Form
    taken: Taken
    written: str = ""  # a past spelled otherwise than here: “labelled”

    @property
    def past(self) -> str:
        """Return the simple past."""
        return self.written or _PASTS[self.plain]

    @property
    def gerund(self) -> str:
        """Return the form that can follow “worked on”."""
        return gerund(self.plain)


_IRREGULAR = {
    "begin": "began", "bring": "brought", "build": "built", "choose": "chose", "cut": "cut", "draw": "drew",
    "find": "found", "get": "got", "give": "gave", "hide": "hid", "keep": "kept", "let": "let", "make": "made",
    "put": "put", "read": "read", "rebuild": "rebuilt", "redo": "redid", "rerun": "reran", "rewrite": "rewrote",
    "run": "ran", "send": "sent", "set": "set", "show": "showed", "split": "split", "teach": "taught",
    "understand": "understood", "write": "wrote", "setup": "set up", "learn": "learned", "speed": "sped",
    "overwrite": "overwrote", "cast": "cast", "feed": "fed", "forecast": "forecast", "leave": "left", "throw": "threw",
    "bind": "bound", "freeze": "froze", "shrink": "shrank", "override": "overrode", "reset": "reset",
    "troubleshoot": "troubleshot", "mimic": "mimicked", "take": "took", "sweep": "swept", "hold": "held",
    "re-run": "re-ran", "overlay": "overlaid", "rebind": "rebound", "retake": "retook", "withdraw": "withdrew",
    "input": "input",
}  # fmt: skip
# “written”, “learnt”: what somebody wrote for a past.
_ALSO_PAST = {"written": "write", "learnt": "learn", "drawn": "draw", "shown": "show", "begun": "begin"}
# A past for which the plain form is no order to a program: “Go channels”, “hard drive”, “hold music”.
_ONLY_PAST = {
    "did": "do", "grew": "grow", "drove": "drive", "spoke": "speak", "sang": "sing", "went": "go",
}  # fmt: skip
# Spelled with a second consonant by half of the world.
_BRITISH = {
    "labelled": "label",
    "relabelled": "relabel",
    "modelled": "model",
    "cancelled": "cancel",
    "travelled": "travel",
}
_DOUBLED = word_set("""
    plan bootstrap format reformat crop embed emit omit infer prefer pad stem subset refer defer input hop pop re-run
    recap grab jot knit reset overfit
    skim plot fit drop map log stop wrap swap chop trim scan strip debug tag clip plug bin cap prep ship zip flip
    skip step transfer submit commit begin run set split cut put get rerun let refit blur scrap chat grep unwrap
    unzip pin trap
    """)

_VERBS = """
    accept achieve activate adapt add adjust allow alter annotate append apply arrange assemble assign attach
    attempt augment automate avoid backtest balance begin benchmark bind bootstrap bring calculate calibrate call
    categorise categorize choose clarify classify clip collect colorize combine compare compile compute concatenate
    configure connect consolidate construct consume containerise containerize continue convert correct create crop
    cut customise customize debounce debug decode decompose decouple decrease deduplicate define delete demonstrate
    deploy derive describe deserialize detect determine develop diagnose disable discover discretise discretize dive
    divide dockerise dockerize document download draw drop eliminate embed emit enable encapsulate encode encrypt
    enforce enhance enrich ensure estimate evaluate examine execute expand experiment explain explore export expose
    extend extract factor fetch find fine-tune fit fix flatten freeze gather generalise generalize generate get give
    handle hide highlight host illustrate implement import impute improve include incorporate increase infer
    initialise initialize inject insert inspect install integrate introduce inspect investigate invert invoke keep
    learn let limit link list load localise make manipulate memoize memoise mention migrate minimise minimize mock
    modify mount move normalise normalize obtain oversample optimise optimize organise organize overwrite
    parallelize parallelise parametrize parameterize parse perform permute persist pick pivot play plug populate
    predict prepare prepend preprocess prettify prevent propagate provide prove provision prune publish put
    randomise randomize read rebuild recalculate recode reconstruct recreate redesign redo reduce refactor refine
    refit reformat register regularise regularize reimplement reload remove rename render reorder reorganise
    reorganize repeat replace replicate represent reproduce rerun resample reshape resize resolve restrict
    restructure retrain retrieve reuse revise revisit rewrite rotate satisfy scaffold scrape secure segment select
    send separate serialize serve set shift show simplify simulate skip solve sharpen specify speed standardise
    standardize stem store strip submit subtract summarise summarize swap tackle teach tokenise tokenize toggle
    transcribe transform translate traverse trim truncate try tune tweak undersample understand unify unwrap unzip
    upgrade upload use utilise utilize validate vectorise vectorize verify visualise visualize wrap write zip
    analyse analyze answer approximate authenticate authorize compose crawl declare differentiate dedupe discuss
    enumerate factorise factorize finalise finalize finish complete fine-tune follow hash hook identify interpolate
    interpret iterate isolate maintain memorise memorize merge partition prefer reflect relate review revise rank
    rescale reset save shuffle smooth sketch study subset supply throttle track unroll update watch work setup
    launch grant manage troubleshoot associate restore protect redirect archive terminate notify audit recognize
    recognise recommend sanitize sanitise seed spawn unpack animate compress constrain deprecate deduce delegate
    duplicate emulate establish exclude fill freeze ignore indicate inherit initiate intercept lint lower maximise
    maximize mimic minify multiply narrate navigate observe omit orchestrate overhaul override paginate polish
    quantify quantize rearrange reconfigure redeploy regenerate relabel repair respond rework serialise shorten
    shrink simplify slice stabilize substitute tabulate tackle treat trigger unlock wrangle conduct match mark cover
    cache capture recompile skim knit widen hoist raise edit help release share patch style support wire open close
    lock enter fork bump align ask clear convolve cross-validate decide decorate discard display inform leave localize
    localise paste take cancel listen conjugate solder pretrain pre-train re-run recap jot
    downsample upsample quantise binarise binarize attend
    precompute preserve produce recompute recover rectify refresh require retry scan stratify
    streamline suppress sync throw tidy transpose unit-test walk warn weigh
    """
_RATHER_VERBS = """
    benchmark build change check clean count cut draw drop factor find fit flip host keep link load measure merge
    move mount
    play plot practice practise print process profile prune rank read reset return review rotate run scale schedule
    set shift show shuffle skip sketch speed split start stem step stop store stack subset swap switch tag throttle
    track trace train try use watch wrap work zip debug document clip crop experiment export extract pivot answer
    call hash hook limit copy monitor publish upgrade reverse setup launch grant restore trigger audit share release
    patch mark match cover cache capture slice polish raise seed support style open close lock fork edit wire
    exercise display scan sync retry clear refresh walk
    """
_RATHER_NOUNS = """
    cluster code design draft feature filter format graph group guess index join label list log map mask
    model mock name note order outline plan query question record report research sample score search sort table
    target template test transfer value view study weight access average batch block boost bundle cast center centre
    chart clone color colour comment dump feed forecast forward grade guard instrument loop mix pad pin place
    port post project prompt prototype pull push queue quote request round route scroll shape ship stream structure
    time turn type sweep travel blink inline pass pad subset input
    """


def regular_past(verb: str) -> str:
    """Return the past of a verb that is not irregular."""
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLED else f"{verb}ed"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "do", "go")) else f"{verb}s"


def gerund(verb: str) -> str:
    """Return the form of a plain verb that can follow “worked on”."""
    if verb == "setup":
        return "setting up"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    if verb == "mimic":
        return "mimicking"
    return f"{verb}{verb[-1]}ing" if verb in _DOUBLED else f"{verb}ing"


def _taken(verb: str) -> Taken:
    if verb in _RATHER_NOUNS.split():
        return Taken.RATHER_NOUN
    return Taken.RATHER_VERB if verb in _RATHER_VERBS.split() else Taken.VERB


def _forms() -> dict[str, Verb]:
    """Return every form of every verb; where two verbs share one, the plain form wins."""
    forms: dict[str, Verb] = {}
    for verb, past in _PASTS.items():
        taken = _taken(verb)
        for word, form in ((_third(verb), Form.THIRD), (gerund(verb), Form.GERUND), (past, Form.PAST)):
            forms.setdefault(word, Verb(verb, form, taken))
    forms |= {word: Verb(verb, Form.PAST, _taken(verb)) for word, verb in _ALSO_PAST.items()}
    forms |= {word: Verb(verb, Form.PAST, _taken(verb), word) for word, verb in (_BRITISH | _ONLY_PAST).items()}
    return forms | {verb: Verb(verb, Form.PLAIN, _taken(verb)) for verb in _PASTS}


_PASTS = {
    verb: _IRREGULAR.get(verb) or regular_past(verb)
    for verb in sorted({*f"{_VERBS} {_RATHER_VERBS} {_RATHER_NOUNS}".split(), *_IRREGULAR})
}
FORMS = _forms()
PASTS = frozenset({*_PASTS.values(), *_BRITISH, *_ONLY_PAST})


def verb_of(word: str) -> Verb | None:
    """Return the verb a word may be: none for a word all in capitals, which is a name (“PUT”, “LEFT JOIN”)."""
    word = word.strip(",")
    return None if len(word) > 1 and word.isupper() else FORMS.get(word.lower())


# “Graph traversal”, “query optimisation”: what ends so makes one thing with the word before it.
_ABSTRACT = ("tion", "sion", "ing", "ment", "ity", "ness", "ysis", "ersal", "ance", "ence")
# A plural and not a third person: “Tests now run in parallel”.
_AFTER_A_PLURAL = word_set("now run work still also are is were that which don't do have only")


def leading_verb(words: Sequence[str]) -> Verb | None:
    """Return the verb that words begin with, unless it is a noun or an adjective there."""
    verb = verb_of(words[0]) if words and not words[0].endswith(",") else None
    if verb is None or (verb.form is Form.GERUND and nouns.DOING.match(" ".join(words[:2]))):
        return None
    following = words[1].lower().strip(",.:") if len(words) > 1 else ""
    if verb.form is Form.PAST:
        return verb if _is_past(verb, words, following) else None
    if verb.form is not Form.GERUND and _pairs(verb, following):
        return None
    ordered = (verb.plain, following) in _ORDERED_BY and verb.form is Form.PLAIN
    if ordered or verb.form is Form.GERUND or verb.taken is Taken.VERB or following in nouns.DETERMINERS:
        return verb
    return None if verb.taken is Taken.RATHER_NOUN or reads_as_noun(verb, following) else verb


def _is_past(verb: Verb, words: Sequence[str], following: str) -> bool:
    """Tell whether a past at the beginning is one, and no adjective: “fixed effects”, “left join”."""
    first = words[0].lower()
    if verb.plain == "fine-tune" and words[1:] and words[1][:1].isupper():
        return True
    adjective = first in nouns.ADJECTIVES and following not in nouns.DETERMINERS | _TO
    odd = ODD_PASTS.get(first)
    named = adjective or (first, following) in nouns.NAMED_PAIRS or following in _NEVER_AFTER
    return not named and (odd is None or following in odd)


# “Left join”, “went wrong”: pasts only before these.
ODD_PASTS = {"left": nouns.DETERMINERS, "went": frozenset({"through", "over"}), "held": nouns.DETERMINERS}
_NEVER_AFTER = frozenset({"=", "vs"})
# Rather nouns that are orders before a thing all the same: “Design database”, “Sort array”.
_ORDERS = word_set("""
    access bump clone comment design draft dump feed filter format forward group guard index label list log map mask
    mock model name order outline pad pin place plan prototype pull quote record report research search sample score
    ship sort subset test guess cluster cast instrument type round study view loop turn time route
    """)


_TO = frozenset({"to", "from"})
_ORDERED_BY = frozenset({
    ("sample", "from"), ("sort", "by"), ("post", "to"), ("log", "to"), ("loop", "over"), ("pull", "from"),
    ("cluster", "by"), ("map", "to"), ("score", "on"), ("study", "for"),
})  # fmt: skip


def _pairs(verb: Verb, following: str) -> bool:
    """Tell whether the next word makes one thing with a noun that also is a verb: “split function”, “exercise 3.4”."""
    numbered = verb.plain == "exercise" and following[:1].isdigit()
    return numbered or following in nouns.COMPOUND_OF.get(verb.plain, ())


def reads_as_noun(verb: Verb, following: str) -> bool:
    """Tell whether the next word makes a noun of a verb: “plot of”, “test set”, “load balancer”."""
    if (verb.plain, following) in _ORDERED_BY:
        return False
    if _pairs(verb, following) or following == "of":
        return True
    if verb.taken is Taken.RATHER_NOUN:
        thing = following in nouns.COUNTABLE and verb.plain not in _ORDERS
        known = thing or following in nouns.COMPOUNDS | nouns.OF_A_NOUN
        return not following or known or following.endswith(_ABSTRACT)
    return verb.form is Form.THIRD and (following in nouns.OF_A_NOUN or following in _AFTER_A_PLURAL)
