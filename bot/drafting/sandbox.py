"""Jinja for templates a learner may have from a stranger: they reach nothing of ours, and they come to an end.

Jinja's own sandbox stops code and not bombs: a string times a billion, macros that call each other twice. So here a
template has no globals and few filters, calculates with small numbers only, and each turn of a loop, call and piece of
text is counted until there are too many. A template that breaks breaks as a TemplateError, whatever it was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.errors import BotError, TemplateError
from bot.redact import plain, redact

MOST_STEPS = 100_000  # a mail of a full week takes three thousand
MOST_CHARACTERS = 2_000_000
_MOST_NUMBER = 10**9
_TURNS, _LETTERS = "counted turns", "counted letters"  # the blank keeps templates from naming them
# What may be called on a text or a mapping: nothing that makes it longer.
_METHODS = frozenset({"split", "strip", "lower", "upper", "startswith", "endswith", "items", "keys", "values"})


class Sandbox(ImmutableSandboxedEnvironment):
    """Where templates are read and rendered."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, filters: Mapping[str, Callable[..., Any]], keep: Iterable[str] = (), **options: Any) -> None:
        """Make one with filters of ours and those of Jinja's to `keep`."""
        super().__init__(undefined=StrictUndefined, finalize=self._counted, **options)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in keep} | dict(filters)
        self.filters |= {_TURNS: self._turns, _LETTERS: self._letters}
        self._steps = self._characters = 0

    @contextmanager
    def told(self, where: str, lines_before: int = 0) -> Iterator[None]:
        """Begin to count, and turn whatever a template does wrong into a sentence with its file and line."""
        self._steps = self._characters = 0
        try:
            yield
        except BotError:
            raise
        except Exception as error:  # a template's code is its writer's, and so are all its errors
            line = getattr(error, "lineno", None)
            said = plain(redact(" ".join(str(error).split())))[:300].rstrip(".") or type(error).__name__
            at = f"Line {line + lines_before} of {where}" if line else where
            raise TemplateError(f"{at}: {said}.", f"edit {where}") from None

    # --- what a template may do ---------------------------------------------------------------------------------------

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, our own tags, and methods that make nothing longer."""
        owner = getattr(obj, "__self__", None)
        harmless = isinstance(owner, str | dict) and getattr(obj, "__name__", "") in _METHODS
        return harmless or isinstance(obj, Macro) or isinstance(owner, Extension)

    def call(self, context: Context, obj: Any, *args: Any, **words: Any) -> Any:
        """Call, and count it."""
        self._step()
        return super().call(context, obj, *args, **words)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with small numbers; texts are joined by ~, which is counted."""
        numbers = all(isinstance(each, int | float) and abs(each) < _MOST_NUMBER for each in (left, right))
        if operator == "**" or not numbers:
            raise SecurityError(f"{operator} is for small numbers only")
        return super().call_binop(context, operator, left, right)

    def _load_template(self, name: Any, globals: Any) -> Template:  # noqa: A002 (Jinja's own name)
        self._step()
        return super()._load_template(name, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Read a template, and put the counter into its loops and joined texts."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = _through(_TURNS, loop.iter)
        for each in [tree, *tree.find_all(nodes.Node)]:
            for place, value in list(each.iter_fields()):
                setattr(each, place, _joined_counted(value))
        return tree

    # --- counting -----------------------------------------------------------------------------------------------------

    def _turns(self, values: Iterable[Any]) -> Iterator[Any]:
        for each in values:
            self._step()
            yield each

    def _letters(self, text: str) -> str:
        self._spend(len(text))
        return text

    def _counted(self, value: Any) -> Any:
        """Count what is put out."""
        self._step()
        self._spend(len(value) if isinstance(value, str) else 100)  # more than any number of ours has digits
        return value

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise SecurityError("it goes on without end")

    def _spend(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MOST_CHARACTERS:
            raise SecurityError("it makes more text than any post or mail")


def _joined_counted(value: Any) -> Any:
    """Return what a place of the tree holds, with every text joined there on its way through the counter."""
    if isinstance(value, list):
        return [_joined_counted(each) for each in value]
    return _through(_LETTERS, value) if isinstance(value, nodes.Concat) else value


def _through(name: str, node: nodes.Node) -> nodes.Node:
    return nodes.Filter(cast("nodes.Expr", node), name, [], [], None, None).set_lineno(node.lineno)
