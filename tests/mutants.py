"""Breaks the product on purpose, one promise at a time, and expects the tests to notice: `make mutants`.

Each mutant is a small change a tired person could make. It is applied to a copy of the tree, and the tests named beside
it have to fail there; a mutant that survives fails this run.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 600
ROOT = Path(__file__).parent.parent
COPIED = (
    "bot",
    "tests",
    "bench",
    "templates",
    "schedules",
    "roadmaps",
    "concepts",
    "config.example.env",
    "pyproject.toml",
)


@dataclass(frozen=True)
class Mutant:
    """One promise broken."""

    breaks: str
    file: str
    was: str
    becomes: str
    tests: str


MUTANTS = (
    Mutant("a day of the file is split by the learner's hours", "bot/plan/laying.py", "_TOLERATED = 0.5", "_TOLERATED = 5.0", "tests/plan/test_laying.py"),
    Mutant("what takes no time is not lost", "bot/plan/cutting.py", "held[day].append(", "hours and held[day].append(", "tests/plan/test_laying.py"),
    Mutant("nobody is told to be late by a file's hours", "bot/plan/pace.py", "elif not own_hours:", "elif False:", "tests/plan/test_pace.py"),
    Mutant("a pause keeps the bot quiet", "bot/jobs/drafting.py", "if pause := app.plan.calendar.paused(_last_day(slot)):", "if (pause := app.plan.calendar.paused(_last_day(slot))) and False:", "tests/cli/test_plan.py"),
    Mutant("silence waits for the day's real end", "bot/jobs.py", "if _is_over(app, slot, now) else None", "if True else None", "tests/cli/test_plan.py"),
    Mutant("a moved plan asks again", "bot/cli/replan.py", "app.queue.reopen(post.id, by)", "pass", "tests/cli/test_plan.py"),
    Mutant("an undone tick is no evidence", "bot/cli/done.py", "app.evidence.forget([tick], now)", "pass", "tests/cli/test_plan.py"),
    Mutant("a plan written in our form reads back the same", "bot/roadmaps/canonical.py", 'return _UNESCAPE.sub(r"\\1", text.strip())', "return text.strip()", "tests/roadmaps/test_canonical.py"),
    Mutant("a decoy stays out of the plan", "bot/roadmaps/markdown/choosing.py", "yield index, mark, aside is not None", "yield index, mark, False", "tests/roadmaps/test_markdown.py"),
    Mutant("an overview is not another plan", "bot/roadmaps/markdown/plans.py", "(left if repeats or small else plans)", "(left if small else plans)", "tests/roadmaps/test_markdown.py"),
    Mutant("what is left out of a plan is told", "bot/roadmaps/markdown/__init__.py", "warnings=(*builder.warnings(), ", "warnings=(*[], ", "tests/roadmaps/test_markdown.py"),
    Mutant("items keep their ids", "bot/roadmaps/matching.py", "replace(item, id=old.id), place", "replace(item, id=item.id), place", "tests/roadmaps/test_matching.py"),
    Mutant("nothing new takes a retired id", "bot/roadmaps/matching.py", "while free in self._taken:", "while False:", "tests/roadmaps/test_matching.py"),
    Mutant("a tick touches one box", "bot/roadmaps/boxes.py", "return before[-1]", "return before[0]", "tests/roadmaps/test_boxes.py"),
    Mutant("a tick never overwrites an edit", "bot/roadmaps/boxes.py", "    if at is None:\n        raise _moved(item, name)", "    at = at or 0", "tests/roadmaps/test_boxes.py"),
    Mutant("YAML aliases are refused", "bot/roadmaps/keyed/loading.py", "isinstance(event, yaml.AliasEvent)", "False", "tests/roadmaps/test_keyed.py"),
    Mutant("writers lock at once", "bot/store/sqlite.py", '"BEGIN IMMEDIATE"))', '"BEGIN"))', "tests/store/test_sqlite.py"),
    Mutant("a commit is durable", "bot/store/sqlite.py", "synchronous = FULL", "synchronous = NORMAL", "tests/store/test_sqlite.py"),
    Mutant("the file is private", "bot/store/sqlite.py", "mode=0o600", "mode=0o644", "tests/store/test_sqlite.py"),
    Mutant("a change is guarded", "bot/store/changes.py", "col(PostRow.status).in_(sources)]", "col(PostRow.id) > 0]", "tests/store/test_life.py"),
    Mutant("what was seen is approved", "bot/store/changes.py", "if version is not None:", "if version is None:", "tests/store/test_life.py"),
    Mutant("an edit re-opens approval", "bot/store/queue.py", "version, status=Status.DRAFT, **_THAWED", "version, status=Status.DRAFT", "tests/store/test_life.py"),
    Mutant("a late receipt counts", "bot/store/queue.py", "_ASKED = (Status.PUBLISHING, Status.UNCONFIRMED)", "_ASKED = (Status.PUBLISHING,)", "tests/store/test_life.py"),
    Mutant("history is never forgotten", "bot/store/changes.py", "self.remember(number(post), was, to, by)", "pass", "tests/store/test_life.py"),
    Mutant("a slot follows its post", "bot/store/changes.py", "outcome_of(to), by.reason", "slot.outcome, by.reason", "tests/store/test_life.py"),
    Mutant("the claim is durable first", "bot/store/queue.py", "changes.begin_attempt(post, by)", "pass", "tests/store/test_queue.py"),
    Mutant("a restore re-arms nothing", "bot/store/queue.py", "changes.move(post, _ASKED, Status.UNCONFIRMED, by)", "changes.move(post, _ASKED, Status.APPROVED, by)", "tests/store/test_backup.py"),
    Mutant("a restore holds", "bot/store/backup.py", "Journey(database, journey_id).hold_now(REASON, now)", "pass", "tests/store/test_backup.py"),
    Mutant("an edit drops its claims", "bot/store/queue.py", "changes.drop_claims_not_in(post_id, parts)", "pass", "tests/cli/test_cli.py"),
    Mutant("tokens stay at home", "bot/store/portable.py", 'frozenset({"vault"})', "frozenset()", "tests/store/test_portable.py"),
    Mutant("what is sent was approved", "bot/desk.py", "!= post.body_hash", "== None", "tests/test_jobs.py"),
    Mutant("the guard looks before sending", "bot/jobs.py", "if reason := why_not_to_send(", "if reason := (lambda *_: '')(", "tests/test_jobs.py"),
    Mutant("the guard looks at approval", "bot/desk.py", "if blocked := reasons(", "if blocked := (lambda _: '')(", "tests/test_desk.py"),
    Mutant("a doubt is never repeated", "bot/jobs.py", "Status.UNCONFIRMED, error, by)", "Status.APPROVED, error, by)", "tests/test_jobs.py"),
    Mutant("unapproved is missed, not sent", "bot/store/changes.py", 'col(PostRow.status) == "approved", ', "", "tests/test_jobs.py"),
    Mutant("a crash re-arms nothing", "bot/jobs.py", "    claims = (", "    with app.database.writing() as s:\n        s.connection().exec_driver_sql(\"UPDATE posts SET status = 'approved' WHERE status = 'publishing'\")\n    claims = (", "tests/test_jobs.py"),
    Mutant("a hold holds", "bot/jobs.py", "if app.journey.hold():", "if False:", "tests/test_jobs.py"),
    Mutant("a claim rests on evidence", "bot/drafting/template.py", "if not evidence:", "if False:", "tests/drafting/test_template.py"),
    Mutant("a plan only plans", "bot/drafting/template.py", "if tense != Tense.PLANNED and all", "if False and all", "tests/drafting/test_template.py"),
    Mutant("an evening ends at four", "bot/clock.py", "if local.time() < day_ends else", "if False else", "tests/test_clock.py"),
    Mutant("a failed sync is no quiet day", "bot/jobs.py", "        sync_activity(app)\n    decided =", "        pass\n    decided =", "tests/test_jobs.py"),
    Mutant("perhaps sent is not unsent", "bot/http.py", "raise Unconfirmed(f\"{host} did not", "raise NotSent(f\"{host} did not", "tests/test_http.py"),
    Mutant("secrets stay out of logs", "bot/redact/logs.py", "redact(plain(_message(record)))", "_message(record)", "tests/test_library_secrets.py"),
    Mutant("outside text is no markup", "bot/cli/_output.py", "markup=False", "markup=True", "tests/cli/test_cli.py"),
)  # fmt: skip


def main() -> int:
    """Try every mutant, and return how many survived."""
    wanted = sys.argv[1:]
    _passes(None, *sorted({each.tests for each in MUTANTS}))  # or no mutant would prove anything
    survivors = [each.breaks for each in MUTANTS if (not wanted or each.breaks in wanted) and not _is_noticed(each)]
    print(f"{len(survivors)} survived." if survivors else "Every mutant was noticed.")
    return len(survivors)


def _is_noticed(mutant: Mutant) -> bool:
    noticed = not _passes(mutant, mutant.tests)
    print(f"{'noticed ' if noticed else 'SURVIVED'}  {mutant.breaks}", flush=True)
    return noticed


def _passes(mutant: Mutant | None, *tests: str) -> bool:
    """Run tests in a copy of the tree with one thing broken, or nothing."""
    with tempfile.TemporaryDirectory(prefix="learnaloud-mutant-") as folder:
        tree = Path(folder)
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            copy(ROOT / name, tree / name)
        if mutant:
            _break(tree / mutant.file, mutant)
        command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *tests]
        environ = {**os.environ, "PYTHONPATH": str(tree), "MUTANT": "1"}
        try:
            done = subprocess.run(
                command, cwd=tree, env=environ, capture_output=True, text=True, check=False, timeout=_SECONDS
            )
        except subprocess.TimeoutExpired:
            return False
    if done.returncode not in {0, 1} or (mutant is None and done.returncode):
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return done.returncode == 0


def _break(path: Path, mutant: Mutant) -> None:
    text = path.read_text(encoding="utf-8")
    if mutant.was not in text:
        raise SystemExit(f"{mutant.file} no longer says {mutant.was!r}: mend this mutant")
    path.write_text(text.replace(mutant.was, mutant.becomes), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
