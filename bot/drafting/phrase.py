"""A commit's subject becomes words that fit a sentence, and never says more than the subject did.

An imperative (“Plot the ROC curve”) becomes a past (“plotted the ROC curve”). Anything else that reads as a thing
(“ROC curve for the fraud data”) becomes “worked on …”: a noun does not say that it is finished. Where it may not
read as a thing in English there is no phrase, nor for what carries nothing (“update”, “day15”) or would look odd in
public (a hash, a path, a ticket).
"""

import re

_PAST = {
    "add": "added", "build": "built", "change": "changed", "check": "checked", "clean": "cleaned",
    "compare": "compared", "compute": "computed", "create": "created", "draw": "drew", "drop": "dropped",
    "evaluate": "evaluated", "explain": "explained", "extract": "extracted", "find": "found", "fit": "fitted",
    "fix": "fixed", "group": "grouped", "implement": "implemented", "improve": "improved", "join": "joined",
    "keep": "kept", "load": "loaded", "make": "made", "measure": "measured", "move": "moved",
    "normalise": "normalised", "normalize": "normalized", "plot": "plotted", "predict": "predicted",
    "print": "printed", "read": "read", "remove": "removed", "rename": "renamed", "replace": "replaced",
    "return": "returned", "run": "ran", "save": "saved", "scale": "scaled", "score": "scored", "show": "showed",
    "simplify": "simplified", "solve": "solved", "sort": "sorted", "split": "split", "start": "started",
    "stop": "stopped", "test": "tested", "train": "trained", "try": "tried", "tune": "tuned", "use": "used",
    "verify": "verified", "visualise": "visualised", "visualize": "visualized", "write": "wrote",
}  # fmt: skip
_KNOWN_PAST = frozenset(_PAST.values())
_PREFIX = re.compile(r"^(?:\w+(?:\([^)]*\))?!?:\s+|\[[^\]]*\]\s*|#?[A-Z]{2,}-\d+:?\s+)")
_EMPTY = re.compile(
    r"\W*(?:updates?|wip|fix(?:es|ed)?|final|changes?|(?:initial )?commit|save|progress|misc|stuff|test|day"
    r"|r\d+d|asdf\w*)?[\W\d]*",
    re.IGNORECASE,
)
_ODD = re.compile(r"[`@{}<>\\#$_]|https?:|/\w+/|\b[0-9a-f]{7,40}\b|\b\w+\.\w{2,5}\b|\bday\s*\d+", re.IGNORECASE)
# Names that look like ordinary capitalised words.
NAMES = frozenset({
    "adam", "airflow", "bayes", "bernoulli", "docker", "english", "flask", "fourier", "french", "gaussian",
    "german", "git", "go", "iris", "japanese", "java", "jax", "jupyter", "kaggle", "keras", "khan", "kubernetes",
    "markov", "monty", "optuna", "pandas", "poisson", "python", "rust", "seaborn", "spanish", "spark", "streamlit",
    "terraform", "titanic",
})  # fmt: skip
# A first word after which “worked on …” would be wrong: not a thing, or nothing of the learner's own.
_NO_THING = frozenset({
    "bump", "can", "cannot", "close", "closes", "delete", "deleted", "do", "done", "finally", "finish", "finished",
    "get", "got", "had", "have", "i", "is", "it", "let", "maybe", "merge", "merged", "more", "my", "need", "no",
    "not", "now", "oops", "refactor", "resolve", "resolves", "revert", "reverts", "set", "should", "some", "still",
    "temp", "tmp", "todo", "was", "we", "why",
})  # fmt: skip
_FEWEST_WORDS, _MOST_CHARACTERS = 3, 110


def past(subject: str) -> str | None:
    """Return what was done, ready to follow “I”: “plotted the ROC curve”; None if the subject does not carry it."""
    subject = _PREFIX.sub("", subject.strip()).rstrip(" .!…")
    if _EMPTY.fullmatch(subject) or _ODD.search(subject):
        return None
    words = subject.split()
    if len(words) < _FEWEST_WORDS or len(subject) > _MOST_CHARACTERS:
        return None
    first, rest = words[0].lower(), " ".join(words[1:])
    if first in _KNOWN_PAST:
        return f"{first} {rest}"
    if first in _PAST:
        return f"{_PAST[first]} {rest}"
    if first in _NO_THING or first.endswith(("ing", "ed")) or not subject.isascii():
        return None
    return f"worked on {lowered(subject)}"


def lowered(text: str) -> str:
    """Return a title ready for the middle of a sentence: only an ordinary capitalised word loses its capital."""
    first, blank, rest = text.partition(" ")
    ordinary = first[:1].isupper() and first[1:].islower() and first.lower() not in NAMES
    return (first.lower() if ordinary else first) + blank + rest
