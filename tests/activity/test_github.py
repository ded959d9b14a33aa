"""The real PyGithub against a server on loopback that follows GitHub's contract, section by section."""

import json
import threading
from collections.abc import Iterator
from datetime import date, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.activity import Evidence, github
from bot.errors import ActivityError
from bot.redact import Secret
from tests import canary
from tests.conftest import BERLIN

LEARNER = github.Learner("sam", ["sam@example.org"])


def commit(
    sha: str, login: str | None, email: str, when: str, *, parents: int = 1, message: str = "Plot it"
) -> dict[str, object]:
    """Contract 3.1: the top-level author may be null; all dates are in UTC."""
    person = {"name": "S", "email": email, "date": when}
    return {
        "sha": sha,
        "html_url": f"https://github.com/sam/ml/commit/{sha}",
        "parents": [{"sha": str(n)} for n in range(parents)],
        "commit": {"message": message, "author": person, "committer": person},
        "author": {"login": login} if login else None,
    }


class Fake(ThreadingHTTPServer):
    """Serves one repository; `says` maps a path to (status, body)."""

    says: dict[str, tuple[int, object]]
    asked: list[tuple[str, str]]


class Answer(BaseHTTPRequestHandler):
    server: Fake

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization", "")))
        status, body = self.server.says.get(self.path.partition("?")[0], (404, {"message": "Not Found"}))
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def fake() -> Iterator[Fake]:
    with Fake(("127.0.0.1", 0), Answer) as server:
        server.says, server.asked = (
            {"/repos/sam/ml": (200, {"full_name": "sam/ml", "private": False, "url": url(server) + "/repos/sam/ml"})},
            [],
        )
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def url(server: Fake) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def read(server: Fake) -> list[Evidence]:
    client = github.client(Secret(canary.VALUE), url(server))
    return list(github.commits(client, "sam/ml", LEARNER, date(2026, 1, 5), BERLIN, time(4)))


def test_the_learners_commits_are_found_by_account_and_by_address(fake: Fake) -> None:
    fake.says["/repos/sam/ml/commits"] = (200, [
        commit("a1", "Sam", "other@example.org", "2026-01-19T19:00:00Z"),
        commit("b2", None, "SAM@example.org", "2026-01-20T02:30:00Z"),  # 03:30 in Berlin: still the 19th
        commit("c3", "mallory", "mallory@example.org", "2026-01-19T19:00:00Z"),
        commit("d4", "sam", "sam@example.org", "2026-01-19T19:00:00Z", parents=2),  # contract 4: a merge is skipped
        commit("e5", "sam", "sam@example.org", "2026-01-04T19:00:00Z"),
    ])  # fmt: skip
    found = read(fake)
    assert [(each.ref, each.date) for each in found] == [("a1", date(2026, 1, 19)), ("b2", date(2026, 1, 19))]
    assert found[0].url == "https://github.com/sam/ml/commit/a1"


def test_the_token_goes_into_the_header_and_nowhere_else(fake: Fake) -> None:
    fake.says["/repos/sam/ml/commits"] = (200, [])
    read(fake)
    assert all(canary.VALUE not in path for path, _ in fake.asked)
    assert all(header.endswith(canary.VALUE) for _, header in fake.asked)


def test_an_empty_repository_is_quiet(fake: Fake) -> None:
    fake.says["/repos/sam/ml/commits"] = (409, {"message": "Git Repository is empty."})  # contract 3.1
    assert read(fake) == []


def test_a_private_repository_is_not_read(fake: Fake) -> None:
    fake.says["/repos/sam/ml"] = (200, {"full_name": "sam/ml", "private": True})
    with pytest.raises(ActivityError, match="sam/ml is private"):
        read(fake)
    assert len(fake.asked) == 1


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "does not take GITHUB_TOKEN"),
        (403, "limit"),
        (429, "limit"),
        (404, "shows no repository sam/ml"),
        (500, "answered 500"),
    ],
)
def test_every_refusal_is_a_sentence_with_something_to_do(fake: Fake, status: int, sentence: str) -> None:
    fake.says["/repos/sam/ml"] = (status, {"message": f"echo {canary.VALUE}"})
    with pytest.raises(ActivityError, match=sentence) as caught:
        read(fake)
    assert caught.value.hint
    assert canary.VALUE not in str(caught.value)
    assert len(fake.asked) == 1  # asked once: no hidden repeats, no sleep


def test_a_server_that_is_not_there_is_an_error_and_no_quiet_day(fake: Fake) -> None:
    client = github.client(Secret(""), "http://127.0.0.1:9")
    with pytest.raises(ActivityError, match="GitHub did not answer"):
        list(github.commits(client, "sam/ml", LEARNER, date(2026, 1, 5), BERLIN, time(4)))
    assert fake.asked == []
