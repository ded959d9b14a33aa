"""An X on a wire of ours: it gives the answers it is told to, one after the other, and keeps what it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot import settings
from bot.clock import FixedClock
from bot.errors import PublishError
from bot.platforms import Platform, x
from tests import canary
from tests.platforms.remembered import Remembered

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
KEYS = {
    name: f"{canary.VALUE}-{name.lower()}"  # each its own, so that none can stand in for another
    for name in ("X_CONSUMER_KEY", "X_CONSUMER_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")
}
Answer = httpx.Response | Exception


@dataclass
class FakeX:
    """Answers one request after the other, and keeps them all."""

    home: Path
    answers: list[Answer]
    asked: list[httpx.Request] = field(default_factory=list)
    memory: Remembered = field(default_factory=Remembered)
    environ: Mapping[str, str] = field(default_factory=dict)

    def account(self) -> Platform:
        environ = {**KEYS, "BOT_HOME": str(self.home), **self.environ}
        wire = httpx.MockTransport(self._answer)
        return x.connect(settings.load(environ), self.memory, FixedClock(NOW), wire)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def calls(self) -> list[tuple[str, str]]:
        return [(each.method, each.url.path) for each in self.asked]


Make = Callable[..., FakeX]


def making(folder: Path) -> Make:
    """Return what makes an X with these answers, for settings that are named after them."""
    return lambda *answers, **environ: FakeX(folder / "home", list(answers), environ=environ)


def json_answer(status: int, body: object, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers={name.replace("_", "-"): headers[name] for name in headers})


def problem(status: int, detail: str = "", kind: str = "about:blank", **more: object) -> httpx.Response:
    return json_answer(status, {"title": "Forbidden", "detail": detail, "type": kind, "status": status, **more})


def legacy(status: int, code: int, message: str) -> httpx.Response:
    return json_answer(status, {"errors": [{"code": code, "message": message}]})


ME = {"data": {"id": "42", "name": "Ada", "username": "ada_learns"}}


def caught(act: Callable[[], object]) -> PublishError:
    """Return what an act is refused with, having looked for keys in all it says."""
    with pytest.raises(PublishError) as raised:
        act()
    error: BaseException | None = raised.value
    while error:
        canary.look_at(f"{error} {error!r} {vars(error)}", "an error")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    assert raised.value.message.endswith(".")
    assert raised.value.hint
    return raised.value
