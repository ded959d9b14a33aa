"""What a commit added to a notebook: headings, imported libraries, and the numbers its cells printed.

Odd about it: a notebook is a file a program writes and people break. Whatever is missing, of the wrong type, in the old
format or no JSON at all is read as far as it goes, and never raises. Pictures are never looked at.
"""

import ast
import json
import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.activity import safe
from bot.activity.notebook.printing import labelled, telling
from bot.activity.paragraphs import Form, blocks

_MOST = 30  # of each kind in one notebook: past that nobody would name them
_LONGEST_HEADING = 80
_LONGEST_SOURCE = 200_000  # characters of one cell
_LONGEST_OUTPUT = 10_000  # characters at each end of what a cell printed
_MOST_PRINTED = 1_500_000  # characters of all that a notebook printed
_OTHER_KERNELS = re.compile(
    r"ir\b|r\b|julia|xcpp|javascript|typescript|scala|rust|bash|sql|matlab|octave", re.IGNORECASE
)
_OWN_CELL = re.compile(r"%%(?!time|capture|prun|python|py\b|pypy)\w+")  # the rest of the cell is another language
_MAGIC = re.compile(r"\s*(?:[%!]|[\w.]+\?{1,2}\s*$|\?)")
_IMPORT = re.compile(r"\s*(?:import\s+(?P<names>[\w.,\s]+?)|from\s+(?P<module>\w[\w.]*)\s+import\b.*)(?:[#;].*)?$")
_PICTURES = re.compile(r"[\u2190-\u2bff\u3030\u303d\ufe0e\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]+")
_NUMBERING = re.compile(
    r"(?:(?:step|part|parte|section|chapter|lesson|module|unit|task|phase|exercise|question|problem|day|week|q|ex"
    r"|teil|aufgabe|schritt|kapitel|übung|partie|étape|exercice|chapitre|paso|ejercicio|capítulo|etapa|exercício)"
    r"[ .#-]*(?:\d+(?:\.\d+)*[a-z]?|[A-Z]\b)\s*(?:[:.)\]–—-]+\s*|$)"
    r"|[(\[]?(?:[A-Z]\.)?\d+(?:[.-]\d+)*[a-z]?\s*[.:)\]–—-]+\s+|(?:[A-Z]|\d+)(?:\.\d+)+\s+"
    r"|[(\[]?(?:[ivx]{1,5}|[a-h])[.)\]:]\s+)+",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(
    """table of contents|contents|toc|index|outline|agenda|overview|introduction|intro|conclusion|conclusions|summary
    |references|reference|resources|bibliography|credits|author|authors|about|acknowledgements|acknowledgments|license
    |untitled|notebook|imports|import|import libraries|importing libraries|import the libraries|importing the libraries
    |import modules|importing modules|import packages|importing packages|import dependencies|importing dependencies
    |import necessary libraries|import required libraries|importing necessary libraries|importing required libraries
    |importing the necessary libraries|importing the required libraries|import the necessary libraries
    |import the required libraries|libraries|dependencies|packages|requirements|setup|set up|installation|install
    |config|configuration|settings|initialization|getting started|exercise|exercises|example|examples|question|questions
    |solution|solutions|answer|answers|homework|assignment|task|tasks|problem|problems|step|part|section|notes|note
    |output|outputs|result|results|test|tests|testing|code|data|dataset|the end|end|thanks|thank you|next steps|next
    |todo|to do|further reading|appendix|prerequisites|objective|objectives|goal|goals|learning objectives|background
    |welcome|hint|hints|tip|tips|helper functions|functions|main|misc|key takeaways|takeaways|learning outcomes
    |done|load libraries|loading libraries|required libraries|necessary imports|import statements|importing
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number a cell printed, with the words beside it, and which cell."""

    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Added:
    """What a notebook has that it had not."""

    headings: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    name: str
    kind: str
    source: str
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Notebook:
    cells: tuple[_Cell, ...] = ()
    is_python: bool = True


def is_notebook(path: str) -> bool:
    """Tell whether a path is a notebook's; a checkpoint is a copy its editor made."""
    parts = path.replace("\\", "/").split("/")
    return parts[-1].lower().endswith(".ipynb") and ".ipynb_checkpoints" not in parts


def added(before: str, after: str) -> Added:
    """Return the headings, imports and printed numbers `after` has and `before` had not."""
    new, old = _read(after), _read(before)
    if not new.cells:
        return Added()
    return Added(
        tuple(_fresh(_headings(new), _headings(old))),
        tuple(_fresh(_imports(new), _imports(old))),
        tuple(_numbers(new, old)),
    )


def _fresh(new: Iterable[str], old: Iterable[str]) -> list[str]:
    known = {each.casefold() for each in old}
    every = {each.casefold(): each for each in reversed(list(new)) if each.casefold() not in known}
    return list(reversed(every.values()))[:_MOST]


# --- the file -------------------------------------------------------------------------------------------------------


def _read(text: str) -> _Notebook:
    try:
        notebook = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError, MemoryError):
        return _Notebook()
    if not isinstance(notebook, dict):
        return _Notebook()
    sheets = [notebook, *_dicts(notebook.get("worksheets"))]  # nbformat 3 had sheets of cells
    cells = [cell for sheet in sheets for cell in _dicts(sheet.get("cells"))]
    return _Notebook(
        tuple(_cell(cell, number) for number, cell in enumerate(cells, 1)), _is_python(notebook.get("metadata"))
    )


def _is_python(metadata: object) -> bool:
    """Tell a Python notebook from one for R or Julia; one that does not say is Python."""
    kernel, language = _dict(metadata, "kernelspec"), _dict(metadata, "language_info")
    for named in (kernel.get("language"), language.get("name")):
        if isinstance(named, str) and named:
            return "python" in named.lower()
    return not _OTHER_KERNELS.match(str(kernel.get("name", "")))


def _cell(cell: dict[str, object], number: int) -> _Cell:
    kind, name = str(cell.get("cell_type", "")), cell.get("id")
    source = _text(cell.get("source", cell.get("input")))
    if kind == "heading":  # nbformat 3
        kind, source = "markdown", f"# {source}"
    outputs = tuple(filter(None, map(_output, _dicts(cell.get("outputs"))))) if kind == "code" else ()
    is_named = isinstance(name, str) and re.fullmatch(r"[\w-]{1,64}", name)
    return _Cell(str(name) if is_named else f"cell {number}", kind, source[:_LONGEST_SOURCE], outputs)


def _output(output: dict[str, object]) -> str:
    """Return what an output says to a reader: not its errors, not its pictures."""
    kind = output.get("output_type")
    if kind == "stream" and output.get("name", output.get("stream", "stdout")) == "stdout":
        return _ends(_text(output.get("text")))
    if kind in ("execute_result", "display_data", "pyout"):  # no set: a list may be looked for
        return _ends(_text(_dict(output, "data").get("text/plain", output.get("text"))))
    return ""


def _ends(text: str) -> str:
    """Return both ends of a long output: a log of training tells what it came to in its last lines."""
    return text if len(text) <= 2 * _LONGEST_OUTPUT else f"{text[:_LONGEST_OUTPUT]}\n\n{text[-_LONGEST_OUTPUT:]}"


def _dicts(value: object) -> list[dict[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _dict(value: object, key: str) -> dict[str, object]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""


# --- headings -------------------------------------------------------------------------------------------------------


def _headings(notebook: _Notebook) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.kind == "markdown" and ("#" in cell.source or "<h" in cell.source.lower() or "==" in cell.source):
            every = (_heading(block.raw) for block in blocks(cell.source) if block.form is Form.HEADING)
            yield from filter(None, every)


def _heading(raw: str) -> str:
    """Return the words of a heading, or nothing where it says nothing."""
    from bot.roadmaps.markdown.inline import inline

    words = _PICTURES.sub(" ", inline(raw[:500])[0])
    words = safe(_unnumbered(" ".join(words.split()))).strip(" :.–—-*_#=|(")
    if len(words) > _LONGEST_HEADING:
        words = words[:_LONGEST_HEADING].rpartition(" ")[0]
    letters = re.sub(r"[\W\d_]+", " ", words).casefold().strip()
    return "" if len(letters) < 2 or letters in _SAYS_NOTHING or letters.startswith("copyright ") else words  # noqa: PLR2004


def _unnumbered(words: str) -> str:
    found = _NUMBERING.match(words)
    return words[found.end() :] if found else words


# --- imports --------------------------------------------------------------------------------------------------------


def _imports(notebook: _Notebook) -> Iterator[str]:
    """Yield the libraries of a Python notebook's cells; the standard library tells nothing about a day."""
    for cell in notebook.cells if notebook.is_python else ():
        if cell.kind == "code" and "import" in cell.source and not _OWN_CELL.match(cell.source.lstrip()):
            for module in _imported(cell.source):
                name = module.partition(".")[0]
                if (
                    name not in sys.stdlib_module_names
                    and not module.startswith("google.colab")
                    and name.isidentifier()
                ):
                    yield safe(name)


def _imported(source: str) -> list[str]:
    lines = ["" if _MAGIC.match(line) and "=" not in line.partition("?")[0] else line for line in source.split("\n")]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a learner's "\d" is not our warning
            tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [name for line in lines for name in _in_line(line[:500])]
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module))
    return [name for _, name in sorted(found, key=lambda each: each[0])]


def _in_line(line: str) -> list[str]:
    found = _IMPORT.match(line)
    if not found:
        return []
    return (
        [found["module"]]
        if found["module"]
        else [each.split()[0] for each in found["names"].split(",") if each.split()]
    )


# --- numbers --------------------------------------------------------------------------------------------------------


def _numbers(new: _Notebook, old: _Notebook) -> Iterator[Printed]:
    known = {line for _, lines in _lines(old) for line in lines}
    told: set[str] = set()
    for cell, lines in _lines(new):
        for line in telling(lines):
            if line not in known and line not in told and len(told) < _MOST and (text := safe(line)):
                told.add(line)
                yield Printed(cell, text)


def _lines(notebook: _Notebook) -> Iterator[tuple[str, list[str]]]:
    """Yield each cell's name and the numbers it printed, as long as a person would read on."""
    read = 0
    for cell in notebook.cells:
        read += sum(map(len, cell.outputs))
        if read > _MOST_PRINTED:
            return
        if cell.outputs:
            yield cell.name, [line for output in cell.outputs for line in labelled(output)]
