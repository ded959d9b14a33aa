"""What is fed: every reader of something others write, with its seeds and what may come out of it.

A reader takes bytes and a folder of its own, and yields every text that a person, a log or the database would get.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

import httpx

from bot import guard, roadmaps, schedule, settings
from bot.accounts.oauth import Issuer, begin
from bot.activity import Change, Evidence, Kind, Window, diary, message, notebook
from bot.activity.github import GitHub, read
from bot.activity.github import changes as github_changes
from bot.activity.github.wire import Raw
from bot.activity.looking import look
from bot.activity.people import Learner
from bot.clock import FixedClock
from bot.drafting import concepts, template
from bot.errors import BotError
from bot.phone import grammar
from bot.phone.mailbox.mail import Mail
from bot.phone.mailbox.trust import is_automatic, may_act, signer
from bot.phone.mailbox.words import said
from bot.phone.telegram import Bound, Telegram
from bot.phone.telegram import Message as Shown
from bot.phone.telegram.updates import read as read_update
from bot.platforms import Part, Picture, connecting
from bot.platforms.fitting import fit
from bot.redact import Secret, plain, redact, remember
from bot.redact.picture import bare
from bot.reports import markdown as drafts_file
from bot.reports.digest.rendering import render as render_digest
from bot.roadmaps import boxes, canonical
from bot.roadmaps.roadmap import Roadmap
from tests import canary
from tests.conftest import BERLIN
from tests.fuzz.changing import Grammar
from tests.platforms.contract import KEYS
from tests.platforms.remembered import Remembered
from tests.reports.samples import FULL

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
SINCE = date(2026, 1, 5)
LEARNER = Learner("sam", ["sam@example.org"])
SAM = Bound(711, 711)
TOKEN = f"42:{canary.VALUE}"


class Outside(str):
    """What is kept as it came: a person is never shown it as it is."""


Run = Callable[[bytes, Path], Iterable[str]]


@dataclass(frozen=True)
class Reader:
    """One reader; what it `hides` are secrets in what it reads, and not only those of the settings."""

    run: Run
    seeds: Callable[[], Iterable[bytes]]
    grammar: Grammar = field(default_factory=dict)
    as_json: bool = False
    hides: bool = False
    refusals: tuple[type[Exception], ...] = (BotError,)


def texts(value: object) -> Iterator[str]:
    """Yield every text in a value of ours."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, Mapping):
        yield from texts([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from texts(each)


def _text(content: bytes) -> str:
    return content.decode(errors="replace")


def _files(*patterns: str) -> Callable[[], list[bytes]]:
    return lambda: [path.read_bytes()[:16_000] for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def _given(*given: object) -> Callable[[], list[bytes]]:
    return lambda: [
        each if isinstance(each, bytes) else (each if isinstance(each, str) else json.dumps(each)).encode()
        for each in given
    ]


# --- roadmaps --------------------------------------------------------------------------------------------------------


def _roadmap(ending: str, content: bytes, folder: Path) -> Iterator[str]:
    path = folder / f"plan{ending}"
    path.write_bytes(content)
    for found in roadmaps.plans(path):
        yield from texts(found)
        written = canonical.write(found)
        yield written
        assert len(canonical.parse(written).items) == len(found.items)
        if found.items and ending == ".md":
            _ticked(path, found)
    path.unlink()


def _ticked(path: Path, found: Roadmap) -> None:
    for item in found.items[:3]:
        try:
            boxes.tick(path, item)
        except BotError:
            continue


MARKDOWN: Grammar = {
    "start": ("«plan»", "# «words»\n\n«plan»«plan»", "«table»", "«html»", "«plan»\n«table»\n«plan»"),
    "plan": ("«heading»\n\n«list»\n", "«heading»\n\n«list»\n\n«plan»", "«heading»\n\n«label»\n«list»\n\n«plan»"),
    "heading": ("## Week «n»: «words»", "**Day «n»** «words»", "Month «n» - «words»", "Phase «n»\n=====", "# «words»",
                "Weeks «n»–«n»: «words»", "### 第«n»周 «words»", "<h2>Semana «n»</h2>", "«n». «words»", "- Week «n»"),
    "label": ("**Topics:**", "Tasks:", "#### Project: «words»", "Deliverables (2 h):", "- Resources", "Week Goal:"),
    "list": ("- «words»", "- [ ] «words» («n» h)\n«list»", "* «words»\n  - «words»\n«list»", "1. [x] «words»\n«list»",
             "«words»: «words», «words»; «words»\n«list»", "> - «words»\n«list»", "☐ «words»\n«list»", "```\n«list»\n```"),
    "table": ("| Week | Focus |\n|---|---|\n«rows»", "Day\tTopic\n«rows»", "Week | Focus | Output\n--- | --- | ---\n«rows»"),
    "rows": ("| «n» | «words» |", "| «n» | «words» |\n«rows»", "«n»\t«words»\n«rows»", "| Week «n» | «words» | «words» |\n«rows»"),
    "html": ("<ul><li>«words»</ul>", "<table><tr><td>Week «n»<td>«words»</table>", "<details><summary>Week «n»</summary>\n\n«list»\n</details>"),
    "words": ("arrays", "[trees](https://a.b/c)", "`k`-means **and** _PCA_", "«odd»", "«words» «words»", "read «n» pages", "a:b", ""),
    "n": ("1", "2", "3", "12", "«odd»", "99999999999", "0", "-4", "1.5", "II", "one"),
    "odd": ("\x1b[2J", "\u202eevil", "&#27;[31m", "\u200b", "\0", "{{ x }}", "<b onclick=x>", "\\# \\* \\[", "&lt;", "é" * 50, "\ud800"),
}  # fmt: skip

KEYED_SEEDS = (
    {
        "title": "ML",
        "weeks": [{"week": 1, "title": "Trees", "topics": ["a", "b"], "tasks": [{"text": "x", "hours": 2}]}],
    },
    {"plans": [{"phases": [{"name": "One", "days": [{"day": 1, "items": ["a"]}]}]}], "hours_per_week": 6},
    [{"week": "1", "focus": "arrays", "output": "a list"}, {"week": "2", "focus": "trees", "output": "a tree"}],
    {"Week 1": ["a", "b"], "Week 2": {"Topics": ["c"], "Project": {"title": "p", "deliverables": ["d"]}}},
)
YAML = "title: ML\nweeks:\n  - week: 1\n    topics: [a, 'b: c']\n  - week: 2\n    tasks:\n      - x\n      - {text: y, hours: 2}\n"
TOML = 'title = "ML"\n[[weeks]]\nweek = 1\ntopics = ["a", "b"]\n[[weeks]]\nweek = 2\n[weeks.project]\ntitle = "p"\n'


# --- what a repository holds -----------------------------------------------------------------------------------------

NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a1", "source": ["# Fitting\n", "Some words"]},
        {"cell_type": "code", "source": "import pandas as pd\nfit()", "outputs": [
            {"output_type": "stream", "name": "stdout", "text": ["accuracy: 0.93\n"]},
            {"output_type": "execute_result", "data": {"text/plain": "RMSE 0.148", "image/png": "AAAA"}}]},
    ],
    "metadata": {"kernelspec": {"language": "python", "name": "python3"}}, "nbformat": 4,
}  # fmt: skip
COMMIT = Evidence(Kind.COMMIT, "3fa9c1d", "Plot it", NOW, NOW.date(), repository="sam/notes")
DIARY = "# Log\n\n## 2026-03-02\n\nLearned how attention works. It took me long.\n\n### Day 3\n- Win: it compiles now\n- [x] read\n"
WINDOW = Window(SINCE, BERLIN, time(4), NOW)


def _files_of_a_commit(path: str, content: bytes, folder: Path) -> Iterator[str]:
    text, half = _text(content), _text(content[: len(content) // 2])
    for before, after in (("", text), (half, text), (text, half)):
        found = look(COMMIT, [Change(path, before, after), Change(f"{half[:80]}.py", "", after)])
        yield from texts(found.details)
        for each in found.evidence:
            yield each.text
            yield each.ref
    yield from texts(notebook.added("", text))
    yield from texts([each.text for each in diary.added("diary.md", half, text, date(2026, 3, 2))])


def _message(content: bytes, folder: Path) -> Iterator[str]:
    found = message.read(plain(redact(_text(content))))
    yield from texts(found)


class _Answers:
    """GitHub, saying one thing after the other."""

    def __init__(self, given: Sequence[Mapping[str, Any]]) -> None:
        self._given, self._at = given, 0

    def get(self, url: str, headers: Mapping[str, str], most: int) -> Raw:
        self._at += 1
        if self._at > 60:
            return Raw(trouble="enough")
        each = self._given[(self._at - 1) % len(self._given)] if self._given else {}
        body = each.get("body")
        return Raw(_status(each), _headers(each), body if isinstance(body, str) else json.dumps(body))

    def close(self) -> None:
        """Nothing was opened."""


def _spoken(content: bytes) -> list[Mapping[str, Any]]:
    """Return what a server says: a list of answers, or any bytes as the body of one."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return [{"status": 200, "body": _text(content)}]
    listed = found if isinstance(found, list) else [found]
    return [each if isinstance(each, dict) else {"status": 200, "body": each} for each in listed]


def _status(each: Mapping[str, Any]) -> int:
    found = each.get("status")
    return found if type(found) is int and 200 <= found < 600 else 200


def _headers(each: Mapping[str, Any]) -> dict[str, str]:
    found = each.get("headers")
    given = found.items() if isinstance(found, dict) else ()
    return {
        "".join(c for c in name.lower() if (c.isascii() and c.isalnum()) or c == "-") or "x":
        "".join(c if " " <= c <= "~" else "?" for c in str(value))[:5000] for name, value in given
    }  # fmt: skip


def _github(content: bytes, folder: Path) -> Iterator[str]:
    told: list[str] = []
    hub = GitHub(Secret(canary.VALUE), FixedClock(NOW), 60, told.append)
    hub._wire = _Answers(_spoken(content))  # type: ignore[assignment]
    try:
        for batch in read(hub, "sam/notes", None, LEARNER, WINDOW, {}):
            for each in batch.evidence:
                yield from (each.text, each.url, each.repository)
            yield from (each.reason for each in batch.left_out)
        github_changes(hub, "sam/notes", "3fa9c1d", lambda path: True)
    finally:
        yield from told


GITHUB_COMMIT = {
    "sha": "3fa9c1d0b7e2f5a68c9d3e1b7f0a2c4d6e8f0a1b", "parents": [{"sha": "a" * 40}], "html_url": "https://github.com/sam/notes/commit/3fa9",
    "author": {"login": "sam", "type": "User"},
    "commit": {"message": "Plot it", "author": {"name": "Sam", "email": "sam@example.org", "date": "2026-03-01T20:00:00Z"},
               "committer": {"date": "2026-03-01T20:00:00Z"}},
}  # fmt: skip
GITHUB = [
    {"status": 200, "headers": {"etag": '"abc"'}, "body": {"full_name": "sam/notes", "private": False, "pushed_at": "2026-03-02T19:00:00Z", "default_branch": "main"}},
    {"status": 200, "headers": {"link": '<https://api.github.com/x?page=2>; rel="next"'}, "body": [GITHUB_COMMIT]},
    {"status": 200, "headers": {}, "body": [{"number": 3, "title": "A PR", "merged_at": "2026-03-01T20:00:00Z", "user": {"login": "sam"}, "html_url": "https://github.com/sam/notes/pull/3", "updated_at": "2026-03-01T20:00:00Z"}]},
    {"status": 200, "headers": {}, "body": [{"tag_name": "v1", "name": "One", "published_at": "2026-03-01T20:00:00Z", "author": {"login": "sam"}, "draft": False}]},
]  # fmt: skip
GITHUB_NO = [{"status": 403, "headers": {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1772481600", "retry-after": "5"}, "body": {"message": "API rate limit exceeded"}}]  # fmt: skip


# --- templates -------------------------------------------------------------------------------------------------------

CONTEXT: dict[str, Any] = {
    "work": template.Grounded([COMMIT] * 3, past=["plotted it", "tested it", "timed it"]),
    "note": template.Grounded([COMMIT], text="It took me long. {{ 7 * 7 }}"),
    "following": template.Grounded([replace(COMMIT, kind=Kind.PLAN)], title="trees"),
    "project": template.Grounded([COMMIT], title="a churn model", dataset="telco"),
    "fact": {"short": "A fact.", "long": "A fact. Another one.", "more": "More.", "question": "Why?"},
    "tags": ["ML", "Python"],
    "asks": True,
}
JINJA: Grammar = {
    "start": ("+++\n+++\n«text»", "+++\nneeds = [\"note\"]\nweight = «n»\n+++\n«text»«text»", "«text»"),
    "text": ("Words.", "{{ «e» }}", "«text»{% for a in «e» %}«text»{% endfor %}", "{% if «e» %}«text»{% else %}«text»{% endif %}",
             "{% claim «e» %}«text»{% endclaim %}", "{% maybe «n» %}«text»{% endmaybe %}", "{% set «v» = «e» %}«text»",
             "{% either %}«text»{% or %}«text»{% endeither %}", "{% macro m(a) %}«text»{{ m(a) }}{% endmacro %}{{ m(1) }}",
             "{% set x %}«text»{{ x }}{% endset %}«text»", "{% include «s» %}", "{% import «s» as z %}", "{% extends «s» %}",
             "{% call m() %}«text»{% endcall %}", "{% filter «f» %}«text»{% endfilter %}", "«text»\n\n«text»", "{% block b %}«text»{% endblock %}",
             "{% for a in «e» recursive %}{{ loop(«e») }}{% endfor %}", "{# «text» #}", "{% raw %}«text»{% endraw %}"),
    "e": ("fact", "«v»", "«s»", "«n»", "«e».«a»", "«e»[«s»]", "«e» | «f»", "«e»(«e»)", "[«e», «e»]", "{«s»: «e»}", "«e» * «n»", "«e» ~ «e»",
          "«e» ** «n»", "«s» % «e»", "«e» + «e»", "«e» if «e» else «e»", "not «e»", "«e» in «e»", "«e» is «t»", "(«e»)", "«e»[«n»:«n»]"),
    "v": ("note", "work", "fact", "tags", "x", "a", "self", "loop", "caller", "range", "lipsum", "cycler", "joiner", "namespace", "config",
          "mail", "section", "subject", "request", "varargs", "kwargs"),
    "a": ("text", "past", "short", "__class__", "__init__", "__globals__", "__mro__", "__subclasses__()", "_evidence", "behind", "format",
          "format_map", "upper()", "join", "center", "encode()", "__builtins__", "gi_frame", "f_globals", "__self__", "__func__", "pop",
          "items()", "values", "environment", "translate", "replace", "zfill", "ljust"),
    "f": ("in_words", "begun", "join", "attr(«s»)", "format(«n»)", "map(attribute=«s»)", "center(«n»)", "list", "replace(«s», «s»)", "tojson",
          "safe", "wordwrap(«n»)", "indent(«n»)", "pprint", "xmlattr", "batch(«n»)", "groupby(«s»)", "wrapped(«n»)", "upper", "select(«s»)"),
    "t": ("defined", "callable", "string", "mapping", "sequence", "in(«e»)"),
    "s": ('"a"', '"__class__"', '"os"', '"{0.__class__}"', '"%99999999d"', '"../../../etc/passwd"', '"x" * «n»', '"frame.html.j2"'),
    "n": ("0", "1", "2", "999", "10000000", "9999999999", "-1", "1.5", "'3'"),
}  # fmt: skip
MAIL_JINJA: Grammar = {
    **JINJA,
    "start": ("«text»", '{% import "look.html.j2" as look %}«text»', '{% extends "frame.html.j2" %}«text»'),
}


def _template(content: bytes, folder: Path) -> Iterator[str]:
    path = folder / "own.j2"
    path.write_bytes(content)
    template.read.cache_clear()
    found = template.read(path)
    for turn in (0, 1):
        text, claims = template.render(found, CONTEXT, turn, turn)
        yield Outside(text)
        yield from (Outside(each.text) for each in claims)
        assert len(text) <= 20_000


def _mail_template(name: str, content: bytes, folder: Path) -> Iterator[str]:
    (folder / "templates/email").mkdir(parents=True, exist_ok=True)
    (folder / "templates/email" / name).write_bytes(content)
    made = render_digest(folder, FULL, BERLIN)
    yield from (Outside(made.text), Outside(made.html))


def _page_template(content: bytes, folder: Path) -> Iterator[str]:
    from bot.reports import pages

    (folder / "templates/pages").mkdir(parents=True, exist_ok=True)
    (folder / "templates/pages/timeline.html").write_bytes(content)
    post = {"platform": "X", "paragraphs": ["a", "b"], "claims": [], "when": "now", "date": "2026-01-01", "place": "",
            "corrected": False, "kind": "x"}  # fmt: skip
    yield Outside(pages._page(folder, "Title", "Subtitle", [post]))


# --- files of the home -----------------------------------------------------------------------------------------------


def _env(content: bytes, folder: Path) -> Iterator[str]:
    path = folder / ".env"
    path.write_bytes(content)
    path.chmod(0o600)
    settings.load({"BOT_HOME": str(folder)})
    yield ""


def _schedule(content: bytes, folder: Path) -> Iterator[str]:
    path = folder / "own.toml"
    path.write_bytes(content)
    found = schedule.read(path)
    for slot in found.slots(BERLIN, SINCE, SINCE + timedelta(days=14)):
        yield from (Outside(slot.platform), Outside(slot.name), str(slot.ends_at))


def _facts(content: bytes, folder: Path) -> Iterator[str]:
    path = folder / "own-facts.toml"
    path.write_bytes(content)
    found = tuple(concepts.read([path]))
    concepts.best(concepts.Shelved(found), "a decision tree", "trees", ())
    yield from (Outside(each.short) for each in found)


def _drafts(content: bytes, folder: Path) -> Iterator[str]:
    yield from (Outside(each.text) for each in drafts_file.read(_text(content)))


@cache
def _export_seed() -> bytes:
    head = {"what": "learnaloud journey", "version": 1, "at": "2026-01-05T00:00:00Z"}
    rows = [
        {"table": "journeys", "row": {"id": 1, "title": "x", "created_at": "2026-01-05 00:00:00.000000"}},
        {
            "table": "posts",
            "row": {"id": 1, "journey_id": 1, "platform": "x", "text": "a", "media": {"base64": "AAAA"}},
        },
    ]
    return "\n".join(map(json.dumps, [head, *rows])).encode()


def _export(content: bytes, folder: Path) -> Iterator[str]:
    from bot.store import portable
    from bot.store.database import unopened

    shutil.rmtree(folder / "elsewhere", ignore_errors=True)
    database = unopened(folder / "elsewhere", Secret(""), NOW)
    try:
        portable.read(database, _text(content).splitlines())
    finally:
        database.close()
    yield ""


# --- mail and chat ---------------------------------------------------------------------------------------------------

REQUEST = "<q-0123456789abcdef0123456789abcdef@sam.example>"
MAILS: Grammar = {
    "start": ("«head»\r\n«body»", "«head»«head»\r\n«body»", "«head»Content-Type: multipart/«n»; boundary=«b»\r\n\r\n«parts»"),
    "head": ("From: sam@sam.example\r\n", "From: «who»\r\n«head»", f"In-Reply-To: {REQUEST}\r\n«head»", "Subject: «w»\r\n«head»",
             "Authentication-Results: «auth»\r\n«head»", "Content-Type: text/plain; charset=«c»; format=flowed\r\n«head»",
             "Content-Transfer-Encoding: «e»\r\n«head»", "«w»: «w»\r\n«head»", "References: «w» <a@b>\r\n «w»\r\n«head»"),
    "who": ("Sam <sam@sam.example>", "sam@sam.example, eve@x", "(«w»(«w»)) sam@sam.example", "\"«w»\" <sam@sam.example>",
            "=?utf-8?q?«w»?= <sam@sam.example>", "=?«c»?b?////?="),
    "auth": ("mx.google.com; dmarc=pass header.from=sam.example", "«w»; «w»=«w»", "mx.google.com; dkim=pass header.d=«w»; «auth»", "(«w»"),
    "c": ("utf-8", "rot13", "zip", "utf-7", "\"«w»\"", "unknown", "idna", "utf-16", "hz", "punycode", "undefined"),
    "e": ("7bit", "base64", "quoted-printable", "x-uuencode", "«w»"),
    "parts": ("--«b»\r\n«head»\r\n«body»\r\n--«b»--", "--«b»\r\n«head»\r\n«body»\r\n«parts»", "--«b»\r\nContent-Type: text/html\r\n\r\n«html»\r\n«parts»"),
    "body": ("ok K7\r\n", "«w»\r\n> quoted\r\n«body»", "On Mon, bot@sam.example wrote:\r\n> «w»\r\n«body»", "=3D=ZZ=\r\n«body»", "begin 644 x\r\n«w»\r\n«body»"),
    "html": ("<p>ok K7</p>", "<div><blockquote>«w»«html»", "<style>«w»«html»", "<table><tr><td>«w»«html»", "<!--«html»", "&#«n»;«html»", "<a href=\"«w»\">«html»"),
    "b": ("xx", "xx", "yy"),
    "n": ("mixed", "alternative", "1114112", "digest"),
    "w": ("ok K7", "\x1b[2J", "=?utf-8?b?G1syWg==?=", "\u202e", "a" * 300, ";", "\"", "\0", "(((((", "<>", "é", "sam@sam.example"),
}  # fmt: skip


def _mail_seeds() -> list[bytes]:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Sam <sam@sam.example>", "bot@sam.example", "Re: K7"
    letter["In-Reply-To"] = REQUEST
    letter["Authentication-Results"] = "mx.google.com; dmarc=pass header.from=sam.example"
    letter.set_content("ok K7\n\nOn Monday bot@sam.example wrote:\n> Is this right?\n")
    letter.add_alternative("<p>ok K7</p><blockquote>Is this right?</blockquote>", subtype="html")
    return [letter.as_bytes(), b"From: sam@sam.example\r\n\r\nno K7\r\n"]


def _mail(content: bytes, folder: Path) -> Iterator[str]:
    mail = Mail(content)
    may_act(mail, "sam@sam.example", {REQUEST}, ("mx.google.com",))
    is_automatic(mail)
    yield Outside(signer(mail, "sam@sam.example"))
    found = said(mail, "bot@sam.example")
    yield from (found.words, found.first_line, found.rest, mail.digest)
    yield from texts(grammar.read(found.first_line))


UPDATE = {
    "update_id": 7, "message": {"message_id": 3, "date": 1772481600, "text": "ok K7", "from": {"id": 711, "is_bot": False, "first_name": "Sam"},
    "chat": {"id": 711, "type": "private", "first_name": "Sam"}, "entities": [{"type": "text_link", "url": "https://x"}], "reply_to_message": {"message_id": 2}},
}  # fmt: skip
TAP = {"update_id": 8, "callback_query": {"id": "c1", "data": "a1:ok:K7", "from": {"id": 711, "is_bot": False},
       "message": {"message_id": 3, "date": 1, "chat": {"id": 711, "type": "private"}}}}  # fmt: skip
LEFT = {
    "update_id": 9,
    "my_chat_member": {"chat": {"id": 711}, "from": {"id": 711}, "new_chat_member": {"status": "kicked"}},
}
SENT = {
    "status": 200,
    "body": {"ok": True, "result": {"message_id": 4, "date": 1, "text": "Learned it.", "chat": {"id": 711}}},
}


def _update(content: bytes, folder: Path) -> Iterator[str]:
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        raw = _text(content)
    for bound in (None, SAM):
        found = read_update(raw, bound)
        yield from texts(found)
        yield from texts(grammar.read(getattr(found, "text", "")))


def _order(content: bytes, folder: Path) -> Iterator[str]:
    yield from texts(grammar.read(plain(_text(content))))


def _telegram(content: bytes, folder: Path) -> Iterator[str]:
    bot = Telegram("http://127.0.0.1:9", Secret(TOKEN), FixedClock(NOW), _wire(content))
    asked: list[Callable[[], object]] = [
        bot.me, bot.webhook, lambda: bot.poll(None, SAM, seconds=0), lambda: bot.send(711, Shown("K7", ("Learned it.",), "answer")),
        lambda: bot.edit(711, 4, Shown("K7", ("Learned it.",), "answer")), lambda: bot.answer("c1", "done"),
    ]  # fmt: skip
    yield from _tried(asked)


# --- platforms -------------------------------------------------------------------------------------------------------


def _wire(content: bytes) -> httpx.MockTransport:
    given, asked = _spoken(content), [0]

    def _answer(request: httpx.Request) -> httpx.Response:
        asked[0] += 1
        each = given[(asked[0] - 1) % len(given)] if given else {}
        if each.get("trouble") == "timeout" or asked[0] > 60:
            raise httpx.ReadTimeout("late")
        body = each.get("body")
        raw = (
            body.encode(errors="surrogatepass")
            if isinstance(body, str)
            else json.dumps(body).encode(errors="surrogatepass")
        )
        headers = {
            name: value for name, value in _headers(each).items() if name not in {"content-length", "transfer-encoding"}
        }
        return httpx.Response(_status(each), headers=headers, content=raw)

    return httpx.MockTransport(_answer)


def _tried(asked: Iterable[Callable[[], object]]) -> Iterator[str]:
    """Ask one after the other, and yield what came and what was refused."""
    for each in asked:
        try:
            yield from texts(each())
        except BotError as error:
            yield from (error.message, error.hint)


PNG = Picture(b"\x89PNG\r\n\x1a\n one", "image/png", "A curve")
ENVIRON = {
    "x": {"X_CONSUMER_KEY": KEYS.consumer, "X_CONSUMER_SECRET": KEYS.consumer_secret, "X_ACCESS_TOKEN": KEYS.token,
          "X_ACCESS_TOKEN_SECRET": KEYS.token_secret, "X_API": "http://127.0.0.1:9"},
    "linkedin": {"LINKEDIN_ACCESS_TOKEN": canary.VALUE, "LINKEDIN_API": "http://127.0.0.1:9"},
    "mastodon": {"MASTODON_ACCESS_TOKEN": canary.VALUE, "MASTODON_API": "http://127.0.0.1:9"},
    "bluesky": {"BLUESKY_HANDLE": "sam.bsky.social", "BLUESKY_APP_PASSWORD": canary.VALUE, "BLUESKY_API": "http://127.0.0.1:9"},
}  # fmt: skip


def _platform(name: str, content: bytes, folder: Path) -> Iterator[str]:
    chosen = settings.load({"BOT_HOME": str(folder / "nowhere"), **ENVIRON[name]})
    remember(canary.VALUE)  # as whoever opens the bot does
    part = Part("Learned how attention works. #python", key="k1")
    for call in ("check", "publish", "look_up", "prepare"):
        made = connecting(name).connect(chosen, Remembered(), FixedClock(NOW), _wire(content))
        given = (
            replace(part, pictures=(PNG,), tried=True)
            if call == "prepare"
            else replace(part, since=NOW, tried=call == "look_up")
        )
        yield from _tried([partial(getattr(made, call), *([] if call == "check" else [given]))])


def _ok(*bodies: object) -> list[dict[str, object]]:
    return [
        {
            "status": 200,
            "headers": {"content-type": "application/json", "x-rate-limit-reset": "1772481600"},
            "body": each,
        }
        for each in bodies
    ]


def _nos(*bodies: object) -> list[dict[str, object]]:
    return [
        {"status": status, "headers": {"retry-after": "5"}, "body": each}
        for each in bodies
        for status in (401, 403, 422, 429, 503)
    ]


PLATFORM_SEEDS: dict[str, tuple[object, ...]] = {
    "x": (_ok({"data": {"id": "18", "username": "sam", "text": "Learned how attention works. #python"}}),
          _ok({"data": [{"id": "18", "text": "Learned", "created_at": "2026-03-02T19:59:00.000Z"}], "meta": {"result_count": 1}}),
          _nos({"title": "Forbidden", "detail": "You are not permitted", "errors": [{"message": "no", "code": 187}]})),
    "linkedin": ([{"status": 201, "headers": {"x-restli-id": "urn:li:share:7"}, "body": ""}], _ok({"sub": "abc", "name": "Sam"}),
                 _nos({"message": "EXPIRED_ACCESS_TOKEN", "serviceErrorCode": 65602, "status": 401})),
    "mastodon": (_ok({"version": "4.6", "configuration": {"statuses": {"max_characters": 500}, "media_attachments": {}}, "id": "109", "acct": "ada", "username": "ada",
                      "url": "https://mastodon.social/@ada/115", "content": "<p>Learned how</p>", "created_at": "2026-03-02T19:59:00Z"}),
                 _ok([{"id": "115", "url": "https://mastodon.social/@ada/115", "content": "<p>Learned</p>", "created_at": "2026-03-02T19:59:00.000Z"}]),
                 _nos({"error": "The access token is invalid", "error_description": "no"})),
    "bluesky": (_ok({"accessJwt": "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3NzI0ODE2MDB9.abc", "refreshJwt": "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3NzI0ODE2MDB9.abc",
                     "did": "did:plc:abc", "handle": "sam.bsky.social", "uri": "at://did:plc:abc/app.bsky.feed.post/3k", "cid": "bafy", "value": {"text": "x", "createdAt": "2026-03-02T19:59:00Z"},
                     "didDoc": {"service": [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://pds.example"}]}}),
                _nos({"error": "InvalidToken", "message": "Token could not be verified"})),
}  # fmt: skip


def _login(content: bytes, folder: Path) -> Iterator[str]:
    issuer = Issuer("https://a.example/authorize", "https://a.example/token", "id", Secret(canary.VALUE), ("r",))
    dance = begin(issuer, "http://127.0.0.1:8723/callback")
    wire = _wire(content)
    yield from _tried([lambda: (dance.finish("code", NOW, wire), "")[1], lambda: (dance.code(_text(content)), "")[1]])
    for way in (f"/callback?state={dance.state}&{_text(content)}",):
        yield from _tried([lambda way=way: (dance.code(way), "")[1]])  # type: ignore[misc]


# --- texts and pictures ----------------------------------------------------------------------------------------------


def _guard(content: bytes, folder: Path) -> Iterator[str]:
    report = guard.check(_text(content), keep_out=("Acme",), recent=("Learned how attention works.",), numbers=())
    for each in report.findings:
        yield from (each.reason, each.rule)
    yield redact(plain(_text(content)))


def _picture(content: bytes, folder: Path) -> Iterator[str]:
    try:
        stripped, kind = bare(content)
    except (BotError, ValueError):
        return
    for name in ("x", "mastodon", "bluesky"):
        fit(Picture(stripped, kind, "alt"), connecting(name).RULES)
    yield kind


def _pictures() -> list[bytes]:
    from io import BytesIO

    from PIL import Image

    made = []
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        out = BytesIO()
        Image.new("RGB", (40, 30), (200, 30, 60)).save(out, kind)
        made.append(out.getvalue())
    return made


LINES = _given(
    "Plot the ROC curve",
    "fix: typo in README.md (#12)",
    "update",
    "Merge branch 'x'",
    "feat(api)!: add token=abc123def456ghi\n\nbody",
    "学习 attention",
)
ENV_SEEDS = _files("config.example.env")

READERS: dict[str, Reader] = {
    "roadmap.md": Reader(partial(_roadmap, ".md"), _files("roadmaps/*.md", "tests/roadmaps/*.md", "README.md"), MARKDOWN),
    "roadmap.txt": Reader(partial(_roadmap, ".txt"), _files("tests/roadmaps/*.md", "roadmaps/*.md"), MARKDOWN),
    "roadmap.json": Reader(partial(_roadmap, ".json"), _given(*KEYED_SEEDS), as_json=True),
    "roadmap.yaml": Reader(partial(_roadmap, ".yaml"), _given(YAML, *KEYED_SEEDS), as_json=True),
    "roadmap.toml": Reader(partial(_roadmap, ".toml"), _given(TOML)),
    "notebook": Reader(partial(_files_of_a_commit, "a/b.ipynb"), _given(NOTEBOOK), as_json=True, hides=True),
    "diary": Reader(partial(_files_of_a_commit, "diary.md"), _given(DIARY), MARKDOWN, hides=True),
    "message": Reader(_message, LINES, hides=True),
    "github": Reader(_github, _given(GITHUB, GITHUB_NO), as_json=True, hides=True),
    "template": Reader(_template, _files("templates/x/*.j2", "templates/linkedin/*.j2"), JINJA),
    "mail-template": Reader(partial(_mail_template, "digest.txt.j2"), _files("templates/email/digest.txt.j2"), MAIL_JINJA),
    "page-template": Reader(_page_template, _files("templates/pages/*.html"), MAIL_JINJA),
    "env": Reader(_env, ENV_SEEDS),
    "schedule": Reader(_schedule, _files("schedules/*.toml")),
    "facts": Reader(_facts, _files("concepts/*.toml")),
    "drafts": Reader(_drafts, _given("# What waits\n<!-- post 3, version 2 -->\ntext\n<!-- end of post 3 -->\n")),
    "export": Reader(_export, lambda: [_export_seed()], as_json=True),
    "mail": Reader(_mail, _mail_seeds, MAILS),
    "update": Reader(_update, _given(UPDATE, TAP, LEFT), as_json=True),
    "order": Reader(_order, _given("ok K7", "no K7: too long", "later K7 tomorrow 9:00", "undo", "stop", "K7 posted https://x.com/sam/status/18")),
    "telegram": Reader(_telegram, _given([SENT], _ok({"ok": True, "result": [UPDATE, TAP]}), _nos({"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 5}})), as_json=True, hides=True),
    **{name: Reader(partial(_platform, name), _given(*seeds), as_json=True, hides=True) for name, seeds in PLATFORM_SEEDS.items()},
    "login": Reader(_login, _given(_ok({"access_token": "abc", "expires_in": 5184000}), _nos({"error": "invalid_grant", "error_description": "expired"}), "code=abc&state=x"), as_json=True, hides=True),
    "guard": Reader(_guard, _given("Learned how attention works. #python", "Open to work! sam@corp.example token=abc123def456ghi")),
    "picture": Reader(_picture, _pictures),
}  # fmt: skip
