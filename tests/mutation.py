"""Changes every small thing in the code that promises rest on, one at a time, and expects the tests to notice.

    make mutation                                    # all of it (an hour); prints who survived, and fails for a new one
    python -m tests.mutation bot/schedule.py         # one file

A comparison is turned, a condition denied, a number moved, a member left out of a table, a statement left out, nothing
returned. mutants.py breaks promises by hand; this finds what nobody thought of. Who survives with a reason stands in
mutation.toml: what it changes cannot be seen, or no promise speaks of it.

Each mutant is a fork of a process that has the libraries imported and nothing of ours: it costs its tests and no more.
"""

import ast
import importlib.abc
import importlib.util
import os
import signal
import sys
import tomllib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import jinja2  # noqa: F401 (what a mutant's tests will need)
import pytest
import sqlmodel  # noqa: F401

ROOT = Path(__file__).parents[1]
SECONDS = 120
_GUARD = ("__init__", "disguise", "findings", "likeness", "numbers", "privacy", "reading", "rules", "similarity")
_PLANS = {
    "bot/lifecycle.py": "tests/store/test_queue.py tests/store/test_life.py tests/test_jobs.py tests/test_desk.py",
    "bot/schedule.py": "tests/test_schedule.py tests/test_jobs.py",
    "bot/store/slots.py": "tests/store/test_queue.py tests/test_jobs.py tests/test_story.py",
    "bot/platforms/fitting.py": "tests/platforms/test_fitting.py tests/test_desk.py",
    "bot/drafting/template.py": "tests/drafting/test_template.py tests/drafting/test_promises.py",
    **{
        f"bot/guard/{name}.py": "tests/guard"
        for name in _GUARD
    },
}  # fmt: skip
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OTHERWISE: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:  # noqa: C901, PLR0912 (a table of what may be changed)
    """Yield what may be put in the place of a node, and what that does."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _TURNED:
            turned = _TURNED[type(operator)]
            yield f"{type(operator).__name__} is {turned.__name__}", _with(node, ops=[turned()])
        case ast.BoolOp():
            yield "and is or, or is and", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield "not is left out", node.operand
        case ast.BinOp() if type(node.op) in _OTHERWISE:
            other = _OTHERWISE[type(node.op)]
            yield f"{type(node.op).__name__} is {other.__name__}", _with(node, op=other())
        case ast.Constant(value=bool(value)):
            yield f"{value} is {not value}", _with(node, value=not value)
        case ast.Constant(value=int(value) | float(value)):
            yield f"{value} is {value + 1}", _with(node, value=value + 1)
        case ast.If() | ast.IfExp() | ast.While():
            yield "its condition is denied", _with(node, test=ast.UnaryOp(op=ast.Not(), operand=node.test))
        case ast.Set(elts=members) | ast.Tuple(elts=members, ctx=ast.Load()) if len(members) > 1:
            for place in range(len(members)):
                yield f"member {place} is left out", _with(node, elts=members[:place] + members[place + 1 :])
        case ast.Return(value=ast.expr()):
            yield "nothing is returned", _with(node, value=ast.Constant(value=None))
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise():
            yield "it is left out", ast.Expr(value=ast.Constant(value=...))
        case ast.Break():
            yield "break is continue", ast.Continue()
        case ast.Continue():
            yield "continue is break", ast.Break()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    made = deepcopy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


class _Change(ast.NodeTransformer):
    """Puts one node of a tree in another's place: the one it meets as number `which`."""

    def __init__(self, which: int, what: int) -> None:
        self._which, self._what, self._met = which, what, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self._met += 1
        if self._met == self._which:
            return ast.copy_location(list(changes(node))[self._what][1], node)
        return super().generic_visit(node)


def mutants(source: str) -> Iterator[tuple[str, CodeType]]:
    """Yield every mutant of a file: what is changed where, and its code."""
    tree, lines = ast.parse(source), source.splitlines()
    told = {id(each) for node in ast.walk(tree) for each in _annotations(node)}
    for which, node in enumerate(_in_order(tree)):
        if id(node) in told:
            continue
        for what, (name, _) in enumerate(changes(node)):
            changed: Any = ast.fix_missing_locations(_Change(which, what).visit(ast.parse(source)))
            line = getattr(node, "lineno", 1)
            yield f"{lines[line - 1].strip()} | {name}", compile(changed, f"<mutant of line {line}>", "exec")


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a tree as a transformer meets them."""
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


def _annotations(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what of a node only type checkers read."""
    for name in ("annotation", "returns"):
        if hint := getattr(node, name, None):
            yield from ast.walk(hint)


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module another code."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        inside = [str(self._path.parent)] if self._path.stem == "__init__" else None
        return importlib.util.spec_from_file_location(name, self._path, loader=self, submodule_search_locations=inside)

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave that to the system."""

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)  # noqa: S102


def survives(path: str, code: CodeType, tests: Sequence[str]) -> bool:
    """Run the tests of a file with a mutant of it in a fork, and tell whether none noticed."""
    number = os.fork()
    if number == 0:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        signal.alarm(SECONDS)  # a mutant that never ends has been noticed
        name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        sys.meta_path.insert(0, _Instead(name, ROOT / path, code))
        sys.dont_write_bytecode = True
        os._exit(pytest.main(["-q", "-x", "--assert=plain", *tests]))
    return os.waitpid(number, 0)[1] == 0


def run(path: str, tests: Sequence[str]) -> tuple[int, list[str]]:
    """Return how many mutants a file has, and those nobody noticed."""
    source = (ROOT / path).read_text(encoding="utf-8")
    assert survives(path, compile(source, path, "exec"), tests), f"the tests of {path} fail by themselves"
    every = list(mutants(source))
    return len(every), [what for what, code in every if survives(path, code, tests)]


def main(paths: Sequence[str]) -> None:
    """Try every mutant, and fail for one that survives without a reason."""
    known: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    strangers = 0
    for path in paths or _PLANS:
        number, left = run(path, _PLANS[path].split())
        new = [what for what in left if what not in known.get(path, {})]
        strangers += len(new)
        print(f"{path}: {number - len(left)} of {number} noticed; {len(new)} survive without a reason", flush=True)
        for what in new:
            print(f"    {what}", flush=True)
    sys.exit(bool(strangers))


if __name__ == "__main__":
    main(sys.argv[1:])
