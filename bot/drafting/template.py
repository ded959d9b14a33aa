"""A template file: front matter between lines of +++, then Jinja in a sandbox with three tags of our own.

    {% claim note %}…{% endclaim %}              a statement about the learner, resting on `note`
    {% claim following, "planned" %}…            the same, for what the plan intends
    {% maybe 2 %}…{% endmaybe %}                 left out when the text is too long; 1 goes first
    {% either %}…{% or %}…{% endeither %}        one of several wordings, in turns
    ---                                          on a line of its own between blank ones: another part of a thread

What `claim` takes is a Grounded value: words with the evidence they came from, which a template can neither read nor
make. Text from outside is only ever a value, so braces in a commit stay braces. No other object of ours gets there.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Template as JinjaTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateRuntimeError
from jinja2.ext import Extension

from bot.activity import Evidence, Kind
from bot.drafting import Claim, Tense
from bot.drafting.honesty import faults
from bot.drafting.phrase import begun, joined, own_part
from bot.drafting.sandbox import Sandbox
from bot.errors import TemplateError
from bot.redact import plain

if TYPE_CHECKING:
    from jinja2.parser import Parser

_KEYS = {"needs", "weight", "least", "most", "every", "grace"}
_MOST_CHARACTERS = 20_000
_MOST_OF_A_FILE = 8_000
_GRACE = 72  # hours
_HINT = "put it between {% claim … %} and {% endclaim %}, in the evidence's own words"
# Stands for a blank line of the file, so that the line ends around tags part nothing; outside text never holds one.
PARAGRAPH = "\f"
_BLANK_LINE = re.compile(r"^[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of post, as its file describes it."""

    angle: str
    needs: frozenset[str]
    weight: int
    least: int
    most: int
    every: int  # days between two posts of this angle, at least
    grace: timedelta  # how long after its hour such a text is still true
    path: Path
    body: str
    lines_before: int


class Grounded(dict[str, Any]):
    """Words for a template, with the evidence they rest on; the sandbox shows no name that begins with a line."""

    def __init__(self, evidence: Sequence[Evidence], **words: object) -> None:
        super().__init__(words)
        self._evidence = tuple(evidence)

    def behind(self, text: str) -> tuple[Evidence, ...]:
        """Return the evidence a text uses: of phrases that each rest on a piece of their own, those that are in it."""
        phrases = self.get("past")
        if not isinstance(phrases, list) or len(phrases) != len(self._evidence):
            return self._evidence
        told = ((own_part(phrase), each) for phrase, each in zip(phrases, self._evidence, strict=True))
        return tuple(each for part, each in told if part in text or begun(part) in text)


@dataclass(slots=True)
class _Rendering:
    dropped: int
    turn: int
    claims: list[Claim]


class Tags(Extension):
    """The tags claim, maybe and either."""

    tags = {"claim", "maybe", "either"}  # noqa: RUF012 (Jinja's own declaration)
    rendering: _Rendering

    def parse(self, parser: "Parser") -> nodes.Node:
        """Turn a tag and its body into a call of the method with the tag's name."""
        token = next(parser.stream)
        if token.value == "either":
            return self._either(parser, token.lineno)
        arguments = [parser.parse_expression()]
        if parser.stream.skip_if("comma"):
            arguments.append(parser.parse_expression())
        body = parser.parse_statements((f"name:end{token.value}",), drop_needle=True)
        return nodes.CallBlock(self.call_method(token.value, arguments), [], [], body).set_lineno(token.lineno)

    def _either(self, parser: "Parser", line: int) -> nodes.Node:
        """Turn wordings into a chain of conditions, of which one holds."""
        wordings = [parser.parse_statements(("name:or", "name:endeither"))]
        while next(parser.stream).value == "or":
            wordings.append(parser.parse_statements(("name:or", "name:endeither")))
        stride = getattr(parser, "wordings", 1)  # each choice turns once the one before has gone round
        parser.wordings = stride * len(wordings)  # type: ignore[attr-defined]
        chain: list[nodes.Node] = []
        for place, wording in reversed(list(enumerate(wordings))):
            arguments: list[nodes.Expr] = [nodes.Const(each) for each in (place, len(wordings), stride)]
            test = self.call_method("chosen", arguments)
            chain = [nodes.If(test, wording, [], chain).set_lineno(line)]
        return chain[0]

    def chosen(self, place: int, wordings: int, stride: int) -> bool:
        """Tell whether it is a wording's turn."""
        return self.rendering.turn // stride % wordings == place

    def claim(self, about: object, tense: str = "did", *, caller: Callable[[], str]) -> str:
        """Record what is said, and on what it rests."""
        text = tidy(caller())
        evidence = about.behind(text) if isinstance(about, Grounded) else ()
        if not evidence:
            raise TemplateRuntimeError(f"the claim “{text}” rests on no evidence")
        if tense != Tense.PLANNED and all(each.kind is Kind.PLAN for each in evidence):
            raise TemplateRuntimeError(f"the claim “{text}” says “{tense}”, but a plan supports only “planned”")
        self.rendering.claims.append(Claim(text, Tense(tense), evidence))
        return text

    def maybe(self, rank: int, *, caller: Callable[[], str]) -> str:
        """Leave the body out, claims and all, once `rank` has been given up."""
        return "" if rank <= self.rendering.dropped else caller()


def render(
    template: Template, context: Mapping[str, Any], dropped: int = 0, turn: int = 0
) -> tuple[str, tuple[Claim, ...]]:
    """Return the text and its claims, with the optional parts up to `dropped` left out, in the wording of a turn."""
    environment = _environment()
    tags = environment.extensions[Tags.identifier]
    assert isinstance(tags, Tags)  # noqa: S101 (we put it there)
    tags.rendering = _Rendering(dropped, turn, [])
    with _told(template):
        text = tidy(_compiled(template.body).render(context))
    if len(text) > _MOST_CHARACTERS:
        raise TemplateError(f"{template.path} makes {len(text)} characters.", f"edit {template.path}")
    return text, tuple(tags.rendering.claims)


def _told(template: Template) -> AbstractContextManager[None]:
    return _environment().told(str(template.path), lines_before=template.lines_before)


def tidy(text: str) -> str:
    """Return paragraphs: a blank line of the file parts two, any other white space is one blank."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split(PARAGRAPH))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


@cache
def read(path: Path) -> Template:
    """Read a template file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise TemplateError(f"{path} is not UTF-8 text.", f"edit {path}") from None
    if len(text) > _MOST_OF_A_FILE:
        raise TemplateError(f"{path} has more than {_MOST_OF_A_FILE:,} characters.", "make two of it")
    pieces = text.split("+++\n", 2)
    if len(pieces) != 3 or pieces[0].strip():  # noqa: PLR2004 (nothing, front matter, body)
        raise TemplateError(f"{path} does not begin with front matter between lines of +++.", f"edit {path}")
    try:
        front = tomllib.loads(pieces[1])
    except ValueError as error:
        raise TemplateError(f"The front matter of {path} is not TOML: {error}.", f"edit {path}") from None
    if strange := front.keys() - _KEYS:
        raise TemplateError(
            f"{path} has no use for {plain(', '.join(sorted(strange)))}.", f"use {', '.join(sorted(_KEYS))}"
        )
    try:
        made = _made(path, front, pieces)
    except (TypeError, ValueError, OverflowError) as error:
        raise TemplateError(f"The front matter of {path}: {plain(str(error))}.", f"edit {path}") from None
    _refuse_what_is_not_honest(made)
    return made


def _made(path: Path, front: Mapping[str, Any], pieces: Sequence[str]) -> Template:
    return Template(
        angle=path.name.partition(".")[0],
        needs=frozenset(front.get("needs", ())),
        weight=int(front.get("weight", 1)),
        least=int(front.get("least", 0)),
        most=int(front.get("most", _MOST_CHARACTERS)),
        every=int(front.get("every", 0)),
        grace=timedelta(hours=float(front.get("grace", _GRACE))),
        path=path,
        body=_BLANK_LINE.sub(PARAGRAPH, pieces[2]),
        lines_before=pieces[1].count("\n") + 2,
    )


def _refuse_what_is_not_honest(template: Template) -> None:
    with _told(template):
        found = list(faults(_environment().parse(template.body)))
    if found:
        listed = "; ".join(
            f"line {each.line + template.lines_before}, “{plain(each.words)}”: {each.reason}" for each in found
        )
        raise TemplateError(f"{template.path} says what nothing may rest on: {listed}.", _HINT)


@lru_cache(maxsize=128)
def _compiled(body: str) -> JinjaTemplate:
    return _environment().from_string(body)


@cache
def _environment() -> Sandbox:
    return Sandbox({"in_words": joined, "begun": begun}, keep=["join"], extensions=[Tags], autoescape=False)
