"""Reads a template before it is used: whatever it says of the learner stands inside a claim, or the file is refused.

Outside a claim no first person, no figure, no sentence that begins with a past verb, and no value but a fact and the
tags: everything else a template is given speaks of the learner. Inside one, the template's own words may not say more
than the evidence: a figure or a lesson has to come from the evidence's words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from bot.drafting.phrase.verbs import FORMS, Form

ABOUT_THE_WORLD = frozenset({"fact", "tags"})
_FIRST_PERSON = re.compile(
    r"\b(?:i(?:['’](?:m|ve|d|ll))?|me|my|mine|myself|we(?:['’]\w+)?|our|ours|ourselves)\b", re.IGNORECASE
)
_FIGURE = re.compile(
    r"\d[\d.,]*\s?%?|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|hundred|thousand|dozen"
    r"|half|twice|streak)\b",
    re.IGNORECASE,
)
_LESSON = re.compile(
    r"\b(?:learn(?:ed|t|ing)?(?! (?:it )?in public| along)|understand|understood|realis(?:e|ed)|realiz(?:e|ed)"
    r"|figured out|clicked|makes sense"
    r"|made sense|know now|now know|got the hang)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:^|[.!?\n\f])\s*(?:(?:finally|just|also|then|now|still|today|yesterday),? )*([A-Za-z][\w’'-]*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a template says that it may not, and where."""

    line: int
    words: str
    reason: str


def faults(tree: nodes.Template) -> Iterator[Fault]:
    """Yield what stands outside claims and speaks of the learner, and what claims add to their evidence."""
    yield from _outside(tree, frozenset(ABOUT_THE_WORLD))


def says_more(words: str) -> bool:
    """Tell whether words say something only evidence can say: a figure, a lesson, a deed, anything of the learner."""
    found = (FORMS.get(word.strip(".,:;!?").lower()) for word in words.split())
    deed = any(verb and verb.form is Form.PAST for verb in found)
    return deed or any(pattern.search(words) for pattern in (_FIGURE, _LESSON, _FIRST_PERSON))


def _outside(node: nodes.Node, allowed: frozenset[str]) -> Iterator[Fault]:
    if isinstance(node, nodes.CallBlock) and _tag(node) == "claim":
        yield from _inside(node)
        return
    if isinstance(node, nodes.For) and _names(node.iter) <= allowed:
        allowed |= _names(node.target)
    if isinstance(node, nodes.Output):
        yield from _said(node, allowed)
        return
    for child in node.iter_child_nodes():
        yield from _outside(child, allowed)


def _said(output: nodes.Output, allowed: frozenset[str]) -> Iterator[Fault]:
    for each in output.nodes:
        if isinstance(each, nodes.TemplateData):
            yield from _words(each.data, each.lineno)
        else:
            for const in [*each.find_all(nodes.Const), each]:
                if isinstance(const, nodes.Const) and isinstance(const.value, str):
                    yield from _words(const.value, each.lineno)
            if strange := _names(each) - allowed:
                yield Fault(each.lineno, f"{{{{ {min(strange)} }}}}", "it speaks of the learner")


def _words(text: str, line: int) -> Iterator[Fault]:
    for pattern, reason in ((_FIRST_PERSON, "it speaks of the learner"), (_FIGURE, "a figure needs evidence")):
        for found in pattern.finditer(text):
            yield Fault(_line(text, found.start(), line), found[0], reason)
    for found in _BEGINS.finditer(text):
        verb = FORMS.get(found[1].lower())
        if verb and verb.form is Form.PAST and (found[0].lstrip()[:1].isupper() or found.start()):
            yield Fault(_line(text, found.start(1), line), found[1], "it says what was done")


def _inside(claim: nodes.CallBlock) -> Iterator[Fault]:
    """Yield what a claim's own words add to the evidence: the figure or the lesson must be the evidence's."""
    for data in claim.find_all(nodes.TemplateData):
        for pattern, reason in ((_FIGURE, "a figure needs evidence"), (_LESSON, "a lesson is a note's to tell")):
            for found in pattern.finditer(data.data):
                yield Fault(_line(data.data, found.start(), data.lineno), found[0], reason)


def _tag(node: nodes.CallBlock) -> str:
    call = node.call.node
    return call.name if isinstance(call, nodes.ExtensionAttribute) else ""


def _names(node: nodes.Node) -> frozenset[str]:
    found = {each.name for each in node.find_all(nodes.Name)}
    return frozenset(found | ({node.name} if isinstance(node, nodes.Name) else set()))


def _line(text: str, place: int, line: int) -> int:
    return line + text.count("\n", 0, place)
