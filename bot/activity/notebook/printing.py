"""Numbers that a program printed for its reader: lines with a number and, beside it, the words that say what it is.

Odd about it: a line is quoted as it was printed, at most cut at an end. Most of what programs print is no result: bars,
timings, versions, paths, dates, tables, warnings; where it is in doubt, it is left out.
"""

import re
from collections.abc import Iterator

LONGEST = 120
_LONGEST_RAW = 600  # a longer line is a dump
_MOST_A_CELL = 8
_MOST_ALIKE = 5  # more lines of one shape are a loop's, and its last says what it came to
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])?")
_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d)\.?)(?:[eE][-+]?\d+)?(?![\w:/])\s?%?"
_METRIC = (
    r"(?:acc(?:uracy)?|loss|[rm]+sl?e|mae|mape|r2|r²|r\^2|r-?squared|auc|roc(?:[ _-]auc)?|f1|f-?(?:1|beta|measure)"
    r"|precision|recall|score|error|perplexity|bleu|rouge(?:-?[l12])?|iou|dice|silhouette|likelihood|reward|correlation|p-?value|mean"
    r"|average|median|std|variance|inertia|map|wer|cer|kappa|mcc|sensitivity|specificity|gini|logloss)"
)
_LABELLED = re.compile(rf"(?<!\w)[^\W\d_][^:=\n]{{0,60}}?\w[^\w:=]{{0,4}}\s*(?:[:=]|=>|->|→)\s*(?P<number>{_NUMBER})")
_MEASURED = re.compile(
    rf"(?<![A-Za-z]){_METRIC}(?![A-Za-z])[^:=\d\n]{{0,50}}?\s(?:is|was|of|at|=)?\s?(?P<number>{_NUMBER})"
    rf"|(?P<share>{_NUMBER})\s+(?:test |train(?:ing)? |validation )?accuracy\b",
    re.IGNORECASE,
)
_BAR = re.compile(
    r"^.*?\d+\s?(?:ns|us|µs|ms|s)/(?:step|epoch|sample|batch)\s*[-—]?\s*"
)  # Keras: bar, time, then metrics
_TIME_AFTER = re.compile(
    r"[\s,;|(\[–-]*\b(?:(?:training|elapsed|total|run|fit|wall|cpu) ?times?|time(?: taken| elapsed)?|elapsed|took"
    r"|duration|runtime|eta)\b.*$",
    re.IGNORECASE,
)
_NO_RESULT = re.compile(
    r"warning|warn\(|traceback|^error:|(?-i:[A-Z]\w*Error\b)|exception|deprecat|\bfile \"|errno"  # complaints
    r"|\bdebug\b|\binfo\b\s*[:\]]"
    r"|0x[0-9a-f]{4,}|<[a-z_][\w.]* |\bat 0x|object at"  # addresses
    r"|\b\d+(?:\.\d+)?\s?(?:ns|µs|us|ms|s|secs?|seconds?|minutes?|mins?|hours?|[kmgt]i?b(?:/s)?|bytes?|it/s|s/it|fps)\b"
    r"|it/s|s/it|%\|"  # timings, sizes, bars
    r"|\bversion|\bv\d|\d\.\d+\.\d|==\s?\d|\bpython \d|cuda|\bbuild\b"  # versions
    r"|\b(?:torch|tensorflow|tf|numpy|pandas|scikit-learn|sklearn|keras|matplotlib|seaborn|xgboost|scipy|opencv)\s*[:=]?\s*\d"
    r"|\d{4}-\d{2}-\d{2}|\b\d{1,2}/\d{1,2}/\d{2,4}|\b\d{1,2}:\d{2}\b"  # dates and hours
    r"|https?:|www\.|[a-z]:\\|(?:^|[\s\"'=(])[.~]?/\w|\w/\w+/\w|\.(?:csv|py|png|jpe?g|h5|pkl|json|txt|pth?|zip|gz|ipynb)\b"
    r"|\w\([^()]*[=:{]|=(?:none|true|false|['\"])|[<>]=?\s*-?\.?\d|`|\(default|\bentries\b"  # code, objects
    r"|\bdtypes?\b|rangeindex|\w+index:|non-null|data columns|\brows\b.*\bcolumns\b|memory usage"  # frames
    r"|array\(|tensor\(|\[\[|\]\]|\bshape\b|\bsize\(|torch\.size|namespace\(|series\(|dataframe"
    r"|requirement already|collecting |downloading|installing|successfully installed|cached |building wheel"
    r"|found existing|uninstall|\bpid\b|\bseed\b|random_state|\bport\b|localhost",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(
    r"(?:\b(?:id|index|idx|phone|zip|line|row|column|col|page|year|date|time|length|level|verbose|batch[ _]size|n_jobs"
    r"|gpu|device|name|key|none|true|false|status(?: ?code)?|epochs?|step|iter(?:ation)?s?|fold)|^.)\s*$",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    r"\b(?:epochs?|iter(?:ation)?|steps?|batch|episode|round|generation)\b|\bval_|\bloss\b", re.IGNORECASE
)
_EPOCH = re.compile(r"\b(?:epoch|iter(?:ation)?|step|episode|round|generation)s?\b\W{0,3}\[?\d", re.IGNORECASE)
_TABLE = re.compile(r"\S {2,}\S.* {2,}\S")
_ROW = re.compile(r"\s*\|\s|\s*\|---|\s*(?:count|mean|std|min|max|\d+%)\s{2,}|\s*[{]?\s*(?:'[^']*'|\"[^\"]*\")\s*:")
_MAY_TELL = re.compile(rf"[:=>→]|{_METRIC}", re.IGNORECASE)
_FRAME = "=*#~_>- \t"
_SPLITS = re.compile(r"(?:,|;|\s[-|–])\s")


def labelled(output: str) -> Iterator[str]:
    """Yield the lines of an output that hold a number and its label, in order."""
    lines = _ESCAPE.sub("", output).replace("\x08", "").replace("\r\n", "\n").split("\n")
    for line in lines:
        shown = line.rstrip("\r").rpartition("\r")[2]  # what a bar last drew over itself
        if len(shown) <= _LONGEST_RAW and any(map(str.isdigit, shown)) and (text := _told(shown)):
            yield text


def telling(lines: list[str]) -> list[str]:
    """Return the lines of one cell that tell what it came to: the last epoch, the last of a long loop."""
    last: dict[str, list[str]] = {}
    for line in lines:
        last.setdefault(_shape(line), []).append(line)
    kept = set()
    for alike in last.values():
        loops = len(alike) > _MOST_ALIKE or _TRAINING.search(alike[-1])
        kept |= set(alike[-1:] if loops else alike)
    chosen = [line for line in dict.fromkeys(reversed(lines)) if line in kept]
    return chosen[:_MOST_A_CELL][::-1]


def _shape(line: str) -> str:
    """Return a line without its numbers; every epoch of a training has one shape, whatever else it prints."""
    if _EPOCH.search(line):
        return "epoch"
    return re.sub(r"[-+]?[\d.,]+(?:e[-+]?\d+)?", "#", line)


def _told(raw: str) -> str:
    """Return a line as it will be quoted, or nothing where it is no result."""
    if not _MAY_TELL.search(raw):
        return ""
    text = _BAR.sub("", raw) if "/" in raw else raw
    if _ROW.match(text) or (_TABLE.search(text.strip()) and not re.search(r"[:=]", text)):
        return ""
    text = " ".join(text.split()).strip(_FRAME)
    text = _TIME_AFTER.sub("", re.sub(r"^[^\w({\[\"'$]+", "", text)).strip(" ,;|-–")
    if text.count("(") > text.count(")"):
        text = text.rpartition("(")[0].strip(" ,;|-–") if not text.rpartition("(")[2] else text
    text = _cut(text)
    if not text or text[0] in "[(<{" or _NO_RESULT.search(text):
        return ""
    return text if _is_labelled(text) else ""


def _cut(text: str) -> str:
    """Return a line within its length, cut where it pauses."""
    if len(text) <= LONGEST:
        return text
    pauses = [found.start() for found in _SPLITS.finditer(text, 0, LONGEST)]
    return text[: pauses[-1]].strip() if pauses else ""


def _is_labelled(text: str) -> bool:
    if any(any(map(str.isdigit, found["number"] or found["share"] or "")) for found in _MEASURED.finditer(text)):
        return True
    for found in _LABELLED.finditer(text):
        label = text[found.start() : found.start("number")].rstrip(" :=->→\"'")
        if any(map(str.isdigit, found["number"])) and not _NO_LABEL.search(label):
            return True
    return False
