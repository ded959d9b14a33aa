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
    Mutant("silence waits for the day's real end", "bot/jobs/drafting.py", "if whole and _is_over(app, slot, now) else None", "if whole else None", "tests/cli/test_plan.py"),
    Mutant("a moved plan asks again", "bot/cli/replan.py", "app.queue.reopen(post.id, by)", "pass", "tests/cli/test_plan.py"),
    Mutant("an undone tick is no evidence", "bot/store/items.py", "changes.drop(ticks, now)", "pass", "tests/cli/test_plan.py"),
    Mutant("a source that failed is no quiet day", "bot/jobs/drafting.py", "if whole and _is_over(app, slot, now) else None", "if _is_over(app, slot, now) else None", "tests/test_syncing.py"),
    Mutant("what may only be counted leads no post", "bot/jobs/drafting.py", "not each.counted and each.key", "each.key", "tests/test_jobs.py"),
    Mutant("a place is kept with what was found there", "bot/store/sources.py", "self._leave_out(session, name, batch)\n", "self._leave_out(session, name, batch)\n            return new\n", "tests/store/test_evidence.py"),
    Mutant("a private repository is only counted", "bot/activity/commit.py", "return found.only_counted if kept is Privacy.COUNT else found", "return found", "tests/test_syncing.py"),
    Mutant("what was left out of a private one has no name", "bot/activity/commit.py", "ref = commit.ref if kept is Privacy.PUBLIC else counted_ref(commit.ref)", "ref = commit.ref", "tests/activity/test_local_git.py"),
    Mutant("a repository that turned private is hidden", "bot/jobs/syncing.py", "if batch.cursor.get(\"turned_private\"):", "if False:", "tests/test_syncing.py"),
    Mutant("a source's name is not kept with its problem", "bot/jobs/syncing.py", 'text = text.replace(name, "the repository")', "pass", "tests/test_syncing.py"),
    Mutant("a limit is obeyed", "bot/jobs/syncing.py", "if known.not_before and now < known.not_before:", "if False:", "tests/test_syncing.py"),
    Mutant("what failed is left alone", "bot/jobs/syncing.py", "if known.problem and known.began_at and", "if False and known.began_at and", "tests/test_syncing.py"),
    Mutant("evidence is looked at before sending", "bot/jobs/sending.py", "*look_again(app, [*_sendable(app, now)]), *_unfit", "*_unfit", "tests/test_syncing.py"),
    Mutant("offline, what was known stands", "bot/jobs/standing.py", "            if told is None:\n                continue\n", "            if told is None:\n                raise ActivityError('')\n", "tests/test_syncing.py"),
    Mutant("a rebased commit is the same work", "bot/store/evidence_changes.py", "not in known.works:", "is not Ellipsis:", "tests/store/test_evidence.py"),
    Mutant("an edited note takes the yes back", "bot/store/evidence_changes.py", "        self.drop([former], at)\n", "", "tests/cli/test_log.py"),
    Mutant("a private note is no evidence", "bot/store/notes.py", "            if not private:\n", "            if True:\n", "tests/cli/test_log.py"),
    Mutant("a private note stays one when it is edited", "bot/store/notes.py", "            if not note.private:\n", "            if True:\n", "tests/store/test_evidence.py"),
    Mutant("a picture keeps no place", "bot/redact/picture.py", "return kind != _COMMENT", "return True", "tests/cli/test_log.py"),
    Mutant("a tick cleared in the file is taken back", "bot/store/items.py", "cleared = row.box and not item.done", "cleared = False", "tests/store/test_items.py"),
    Mutant("a first reading makes no evidence of old ticks", "bot/activity/ticks.py", "if known else None", "", "tests/activity/test_ticks.py"),
    Mutant("a merge is nobody's work", "bot/activity/commit.py", "if by_program or commit.parents > 1:", "if by_program:", "tests/activity/test_local_git.py"),
    Mutant("a date that cannot be true is not believed", "bot/activity/commit.py", "if _GIT_BEGAN <= each <= latest", "if each <= latest", "tests/activity/test_local_git.py"),
    Mutant("a repository runs nothing", "bot/activity/local_git/asking.py", '"-c", "core.fsmonitor=false", "-c", "log.showSignature=false",', "", "tests/activity/test_local_git.py"),
    Mutant("a noun does not say it is finished", "bot/drafting/phrase/__init__.py", 'verb = "fixed" if reading.mends else "worked on"', 'verb = "fixed" if reading.mends else "finished"', "tests/activity/test_message.py"),
    Mutant("a day number is never told", "bot/activity/message/marks.py", "    (DAYS, DAY),\n", "", "tests/activity/test_message.py"),
    Mutant("a result needs better evidence than a message", "bot/activity/message/marks.py", "    (NUMBERS, NUMBER),\n", "", "tests/activity/test_message.py"),
    Mutant("a diary's old day is not today's", "bot/activity/diary/__init__.py", "self._pasted = (is_first and len(entries) > 1) or len(undated) > _MOST_UNDATED", "self._pasted = False", "tests/activity/test_diary.py"),
    Mutant("a no is remembered", "bot/store/evidence.py", "WHERE i.journey_id = :journey\"", "WHERE i.journey_id = :journey AND FALSE\"", "tests/cli/test_plan.py"),
    Mutant("a template speaks of the learner in claims alone", "bot/drafting/honesty.py", "yield from _words(each.data, each.lineno)", "pass", "tests/drafting/test_template.py"),
    Mutant("what a template prints is about the world", "bot/drafting/honesty.py", "if strange := _names(each) - allowed:", "if False:", "tests/drafting/test_template.py"),
    Mutant("a figure in a claim is the evidence's", "bot/drafting/honesty.py", "        yield from _inside(node)\n", "", "tests/drafting/test_template.py"),
    Mutant("a fact is told once", "bot/drafting/concepts.py", " and name not in told)", ")", "tests/drafting/test_story.py"),
    Mutant("nothing opens or closes twice in a fortnight", "bot/drafting/write.py", "verdict is guard.Verdict.PASS and not repeats:", "verdict is guard.Verdict.PASS:", "tests/drafting/test_story.py"),
    Mutant("what is too like a recent post is silence", "bot/drafting/write.py", " and _is_new(report)", "", "tests/drafting/test_story.py"),
    Mutant("a next step follows", "bot/drafting/story.py", "    return bool(told.touching or told.done) or not (told.note or told.work)", "    return True", "tests/drafting/test_story.py"),
    Mutant("a diary is quoted where it was meant for readers", "bot/drafting/telling.py", "    return whole and not elsewhere", "    return True or not elsewhere", "tests/drafting/test_story.py"),
    Mutant("the second reader asks", "bot/guard/__init__.py", "        findings += check_likeness(reading)", "        pass", "tests/guard/test_corpus.py"),
    Mutant("silence is never written by an unfinished sync", "bot/jobs/drafting.py", " if whole or material.evidence else None", "", "tests/test_syncing.py"),
    Mutant("what is assumed stays in the scratch home", "bot/simulation/__init__.py", "        settings, home=home, roadmap", "        settings, roadmap", "tests/simulation/test_simulation.py"),
    Mutant("a sentence rests on what it uses", "bot/drafting/template.py", "        return tuple(each for part, each in told if part in text or begun(part) in text)", "        return self._evidence", "tests/drafting/test_template.py"),
    Mutant("what a person wrote is kept as theirs", "bot/store/queue.py", "            changes.keep_own_words(post_id, before, parts)\n", "", "tests/store/test_queue.py"),
    Mutant("names of counted repositories are never said", "bot/settings/__init__.py", "return (*self.keep_out, *(each", "return self.keep_out or (*(each", "tests/test_settings.py"),
    Mutant("choosing less later forgets", "bot/jobs/syncing.py", "        _keep_no_more_than_chosen(app, each)\n", "", "tests/test_syncing.py"),
    Mutant("the stricter place wins", "bot/store/evidence_changes.py", "if counted.source == source:", "if True:", "tests/store/test_evidence.py"),
    Mutant("what was read from a commit goes with it", "bot/store/evidence_changes.py", "for each in [row, *self._read_from(row)]:", "for each in [row]:", "tests/store/test_evidence.py"),
    Mutant("what had gone may come back", "bot/store/evidence_changes.py", "    if row.gone_at:\n", "    if False:\n", "tests/store/test_evidence.py"),
    Mutant("a helper's words are not the learner's", "bot/activity/commit.py", "looked = None if commit.is_by(learner) else Details()", "looked = None", "tests/test_syncing.py"),
    Mutant("what was read a moment ago is not read again", "bot/jobs/syncing.py", "known.began_at >= run.needed:", "False:", "tests/test_syncing.py"),
    Mutant("a plan written in our form reads back the same", "bot/roadmaps/canonical.py", 'return _UNESCAPE.sub(r"\\1", text.strip())', "return text.strip()", "tests/roadmaps/test_canonical.py"),
    Mutant("a decoy stays out of the plan", "bot/roadmaps/markdown/choosing.py", "yield index, mark, aside is not None", "yield index, mark, False", "tests/roadmaps/test_markdown.py"),
    Mutant("an overview is not another plan", "bot/roadmaps/markdown/plans.py", "(left if repeats or small else plans)", "(left if small else plans)", "tests/roadmaps/test_markdown.py"),
    Mutant("what is left out of a plan is told", "bot/roadmaps/markdown/__init__.py", "warnings=(*builder.warnings(), ", "warnings=(*[], ", "tests/roadmaps/test_markdown.py"),
    Mutant("items keep their ids", "bot/roadmaps/matching.py", "replace(item, id=old.id), place", "replace(item, id=item.id), place", "tests/roadmaps/test_matching.py"),
    Mutant("nothing new takes a retired id", "bot/roadmaps/matching.py", "while free in self._taken:", "while False:", "tests/roadmaps/test_matching.py"),
    Mutant("a tick touches one box", "bot/roadmaps/boxes.py", "return before[-1]", "return before[0]", "tests/roadmaps/test_boxes.py"),
    Mutant("a tick never overwrites an edit", "bot/roadmaps/boxes.py", "    if at is None:\n        raise _moved(item, name)", "    at = at or 0", "tests/roadmaps/test_boxes.py"),
    Mutant("YAML aliases are refused", "bot/roadmaps/keyed/loading.py", "isinstance(event, yaml.AliasEvent)", "False", "tests/roadmaps/test_keyed.py"),
    Mutant("writers lock at once", "bot/store/sqlite.py", 'cursor().execute("BEGIN IMMEDIATE")', 'cursor().execute("BEGIN")', "tests/store/test_sqlite.py"),
    Mutant("a commit is durable", "bot/store/sqlite.py", "synchronous = FULL", "synchronous = NORMAL", "tests/store/test_sqlite.py"),
    Mutant("the file is private", "bot/store/sqlite.py", "mode=0o600", "mode=0o644", "tests/store/test_sqlite.py"),
    Mutant("pictures are under the yes", "bot/store/post.py", "(*parts, *shown)", "parts", "tests/cli/test_desk_commands.py"),
    Mutant("two windows do not overwrite each other", "bot/desk.py", "post.version if seen is None else seen, By(PERSON, now), hour", "post.version, By(PERSON, now), hour", "tests/cli/test_review.py"),
    Mutant("a draft is missed at its hour", "bot/jobs/sending.py", "post.status is Status.DRAFT and not _asks_again(app, post)", "False", "tests/test_jobs.py"),
    Mutant("what is not true any longer asks again", "bot/jobs/sending.py", "late = post.true_until is not None and post.true_until < now", "late = False", "tests/test_jobs.py"),
    Mutant("a person who was first is not overruled", "bot/store/queue.py", "Status.MISSED, by, version=version, **_THAWED", "Status.MISSED, by, **_THAWED", "tests/test_jobs.py"),
    Mutant("a hold holds at once", "bot/store/sending_changes.py", "posts.due_at <= now, ~held", "posts.due_at <= now", "tests/test_jobs.py"),
    Mutant("no key answers what nobody has seen", "bot/cli/_sitting.py", "        self._keys.forget()  # what", "        # what", "tests/cli/test_review.py"),
    Mutant("what was written is kept until it was taken", "bot/cli/_editing.py", '        path.write_text(f"{text}\\n", encoding="utf-8")\n        raise', "        path.unlink()\n        raise", "tests/cli/test_review.py"),
    Mutant("pictures leave with the post", "bot/jobs/parts.py", "        pictures=tuple(", "        pictures=() and tuple(", "tests/test_jobs.py"),
    Mutant("a day has its most", "bot/schedule.py", "< self.most_a_day", "< 99", "tests/test_jobs.py"),
    Mutant("nobody there means nothing sent", "bot/jobs/sending.py", "    _hold_where_nobody_answers(app, now)\n", "", "tests/test_jobs.py"),
    Mutant("what was wrong is never told again", "bot/store/evidence.py", " AND gone_at IS NULL AND refuted_at IS NULL", " AND gone_at IS NULL", "tests/cli/test_desk_commands.py"),
    Mutant("a slot has one live post", "bot/store/changes.py", "            self._refuse_a_second(post)\n", "            pass\n", "tests/store/test_life.py"),
    Mutant("a public page shows what anybody can open", "bot/reports/pages.py", 'each["public"] and _fit', "_fit", "tests/cli/test_desk_commands.py"),
    Mutant("an editor that dies loses nothing", "bot/cli/_editing.py", "    if path.exists():", "    if False:", "tests/cli/test_review.py"),
    Mutant("a change is guarded", "bot/store/changes.py", '"seen"), one)', '"seen"), posts.id > 0)', "tests/store/test_life.py"),
    Mutant("what was seen is approved", "bot/store/changes.py", "post.version if version is None else version", "post.version", "tests/store/test_life.py"),
    Mutant("an edit re-opens approval", "bot/store/queue.py", "version, status=Status.DRAFT, **_THAWED", "version, status=Status.DRAFT", "tests/store/test_life.py"),
    Mutant("a late receipt counts", "bot/store/outbox.py", "_ASKED = (Status.PUBLISHING, Status.UNCONFIRMED)", "_ASKED = (Status.PUBLISHING,)", "tests/store/test_life.py"),
    Mutant("history is never forgotten", "bot/store/changes.py", "self.remember(post.id, Status(post.status), to, by)", "pass", "tests/store/test_life.py"),
    Mutant("a slot follows its post", "bot/store/changes.py", '"outcome": outcome_of(to), "reason"', '"reason"', "tests/store/test_life.py"),
    Mutant("the claim is durable first", "bot/store/outbox.py", "changes.begin_attempt(post, post.attempts + 1, by)", "pass", "tests/store/test_queue.py"),
    Mutant("a restore re-arms nothing", "bot/store/outbox.py", "_ASKED, Status.UNCONFIRMED, by, try_at=by.at)", "_ASKED, Status.APPROVED, by, try_at=by.at)", "tests/store/test_backup.py"),
    Mutant("a restore holds", "bot/store/backup.py", "Journey(database, journey_id).hold_now(REASON, now)", "pass", "tests/store/test_backup.py"),
    Mutant("an edit drops its claims", "bot/store/queue.py", "changes.drop_claims_not_in(post_id, parts)", "pass", "tests/cli/test_cli.py"),
    Mutant("tokens stay at home", "bot/store/portable.py", 'frozenset({"vault"})', "frozenset()", "tests/store/test_portable.py"),
    Mutant("what is sent was approved", "bot/desk.py", "!= post.body_hash", "== None", "tests/test_jobs.py"),
    Mutant("the guard looks before sending", "bot/jobs/sending.py", "if reason := why_not_to_send(", "if reason := (lambda *_: '')(", "tests/test_jobs.py"),
    Mutant("the guard looks at approval", "bot/desk.py", "if blocked := reasons(", "if blocked := (lambda _: '')(", "tests/test_desk.py"),
    # The eight ways to send that others have tried: each turns the crash test red, or the tests of SQLite beside it.
    Mutant("crash: sent, then marked", "bot/jobs/sending.py", "    claimed = app.outbox.claim(", "    receipt = platform.publish(part)\n    if taken := app.outbox.claim(By(app.senders.me, now), post):\n        receive(app, taken, part, receipt, By('x', now), now)\n        return app.posts.get(post.id)\n    claimed = app.outbox.claim(", "tests/crash"),
    Mutant("crash: marked, then sent", "bot/jobs/sending.py", "        receipt = hand_over(app, platform, claimed, part)\n", "        from bot.platforms import Receipt\n        receive(app, claimed, part, Receipt(claimed.idempotency_key, 'https://x.com/i/web/status/1'), By('x', now), now)\n        platform.publish(part)\n        return app.posts.get(claimed.id)\n", "tests/crash"),
    Mutant("crash: a claim that ends by itself", "bot/jobs/reconciling.py", "    dead = [", "    for post, _ in app.outbox.publishing():\n        app.outbox.fall_back(post.id, Status.APPROVED, Unconfirmed(''), By(BOT, now))\n    dead = [", "tests/crash"),
    Mutant("bluesky: nothing may be under the key yet", "bot/platforms/bluesky/account.py", "{**where, \"swapRecord\": None, \"validate\": True, \"record\": record}", "{**where, \"validate\": True, \"record\": record}", "tests/platforms/test_bluesky.py"),
    Mutant("bluesky: the key is of the first try", "bot/platforms/bluesky/account.py", "since = self._session.tokens(), part.since or self._clock.now()", "since = self._session.tokens(), self._clock.now()", "tests/platforms/test_bluesky.py"),
    Mutant("bluesky: a new pair is kept before it is used", "bot/platforms/bluesky/session.py", "            self._memory.seal(self._kept_as, made.sealed(), ends_at(made.refresh))\n", "            pass\n", "tests/platforms/test_bluesky.py"),
    Mutant("bluesky: an empty token is none", "bot/platforms/bluesky/session.py", "is_known and _TOKEN.fullmatch(access) and _TOKEN.fullmatch(refresh)", "is_known", "tests/platforms/test_bluesky.py"),
    Mutant("bluesky: no token goes in the clear", "bot/platforms/bluesky/session.py", "named.userinfo or not named.host or not (named.scheme == \"https\" or is_own or is_here)", "named.userinfo or not named.host", "tests/platforms/test_bluesky.py"),
    Mutant("bluesky: who is second takes the pair of the first", "bot/platforms/bluesky/session.py", "            if there and there != had and not self._ends(there):\n", "            if False:\n", "tests/platforms/test_bluesky.py"),
    Mutant("bluesky: places are counted in bytes", "bot/platforms/bluesky/record.py", "    return len(text.encode(\"utf-8\", \"surrogatepass\"))\n", "    return len(text)\n", "tests/platforms/test_bluesky_record.py"),
    Mutant("crash: sent again after a crash", "bot/jobs/reconciling.py", "post.id, Status.UNCONFIRMED, error,", "post.id, Status.APPROVED, error,", "tests/crash"),
    Mutant("crash: sent again after a 500", "bot/jobs/sending.py", "Status.UNCONFIRMED, error, by, look, cost)", "Status.APPROVED, error, by, look, cost)", "tests/crash"),
    Mutant("crash: not found, so sent again", "bot/jobs/reconciling.py", "    app.outbox.look_later(unclear, _next_look(app, unclear, now))", "    app.outbox.settle_unsent(post.id, now, By(BOT, now))", "tests/crash"),
    Mutant("crash: a commit that a power cut takes back", "bot/store/sqlite.py", "synchronous = FULL", "synchronous = NORMAL", "tests/store/test_sqlite.py"),
    Mutant("crash: a transaction that locks late", "bot/store/sqlite.py", 'cursor().execute("BEGIN IMMEDIATE")', 'cursor().execute("BEGIN")', "tests/store/test_sqlite.py"),
    Mutant("a doubt is never repeated", "bot/jobs/sending.py", "Status.UNCONFIRMED, error, by, look, cost)", "Status.APPROVED, error, by, look, cost)", "tests/test_jobs.py"),
    Mutant("unapproved is missed, not sent", "bot/store/sending_changes.py", 'posts.status == "approved", ', "", "tests/test_jobs.py"),
    Mutant("a crash re-arms nothing", "bot/jobs/reconciling.py", "post.id, Status.UNCONFIRMED, error,", "post.id, Status.APPROVED, error,", "tests/test_jobs.py"),
    Mutant("a hold holds", "bot/jobs/sending.py", "if app.journey.hold():", "if False:", "tests/test_jobs.py"),
    Mutant("a claim rests on evidence", "bot/drafting/template.py", "if not evidence:", "if False:", "tests/drafting/test_template.py"),
    Mutant("a plan only plans", "bot/drafting/template.py", "if tense != Tense.PLANNED and all", "if False and all", "tests/drafting/test_template.py"),
    Mutant("an evening ends at four", "bot/clock.py", "if local.time() < day_ends else", "if False else", "tests/test_clock.py"),
    Mutant("perhaps sent is not unsent", "bot/http.py", "raise Unconfirmed(f\"{host} did not", "raise NotSent(f\"{host} did not", "tests/test_http.py"),
    Mutant("secrets stay out of logs", "bot/redact/logs.py", "redact(plain(_message(record)))", "_message(record)", "tests/test_library_secrets.py"),
    Mutant("outside text is no markup", "bot/cli/_output.py", "markup=False", "markup=True", "tests/cli/test_cli.py"),
    Mutant("a mail answers a request of ours", "bot/phone/mailbox/trust.py", "if each in requests), \"\")", "), \"\")", "tests/phone/test_trust.py"),
    Mutant("a forged sender does nothing", "bot/phone/mailbox/trust.py", "    if sender(mail) != owner.lower():\n        return Ignored", "    if False:\n        return Ignored", "tests/phone/test_trust.py"),
    Mutant("only the topmost word is believed", "bot/phone/mailbox/trust.py", "return read(given[0])", "return read(given[-1])", "tests/phone/test_trust.py"),
    Mutant("only the person's own provider is believed", "bot/phone/mailbox/trust.py", "if not found.by or found.by not in", "if False and found.by not in", "tests/phone/test_trust.py"),
    Mutant("a comment within a comment ends nothing", "bot/phone/mailbox/results.py", 'depth += 1 if letter == "(" else -1', 'depth = 1 if letter == "(" else 0', "tests/phone/test_trust.py"),
    Mutant("what is in quotes ends nothing", "bot/phone/mailbox/results.py", "kept.append(_hide(letter) if in_quotes", "kept.append(letter if in_quotes", "tests/phone/test_trust.py"),
    Mutant("a machine's mail does nothing", "bot/phone/mailbox/trust.py", "    if is_automatic(mail):", "    if False:", "tests/phone/test_trust.py"),
    Mutant("the last mail is not read again", "bot/phone/mailbox/wire.py", "if uid > place.last})", "})", "tests/phone/test_mailbox.py"),
    Mutant("a mailbox made anew is read from its day", "bot/phone/mailbox/wire.py", "place.validity == here.validity and place.last", "place.last", "tests/phone/test_mailbox.py"),
    Mutant("reading marks nothing", "bot/phone/mailbox/wire.py", "here = self._look_into(self._folder)\n        with self._understood(Phase.READING) as client:\n            is_same", "here = self._look_into(self._folder, readonly=False)\n        self._talk.client.add_flags([1], [b'\\\\Seen'])\n        with self._understood(Phase.READING) as client:\n            is_same", "tests/phone/test_mailbox.py"),
    Mutant("a mail server nobody vouches for hears no password", "bot/phone/mailbox/connection.py", "client.starttls(http.trusted())", "client.starttls(__import__('ssl')._create_unverified_context())", "tests/phone/test_mailbox.py"),
    Mutant("nothing is said to a mail server in the clear", "bot/phone/mailbox/connection.py", "elif not mailbox.is_here:", "elif False:", "tests/phone/test_mailbox_faults.py"),
    Mutant("what is below our line is ours", "bot/phone/mailbox/quoting.py", "if head or is_marker(line) or", "if head or", "tests/phone/test_words.py"),
    Mutant("a mail that may have arrived is not sent again", "bot/jobs/delivering.py", "again = isinstance(error, NotSent | Blocked) or kept.letter.through == TELEGRAM", "again = True", "tests/test_telling.py"),
    Mutant("each trouble is told once", "bot/jobs/telling.py", "fresh = [found[key] for key in app.letters.untold([*found])]", "fresh = [*found.values()]", "tests/test_telling.py"),
    Mutant("a notice about a notice starts no chain", "bot/jobs/telling.py", "if all(each.aside for each in fresh):", "if not fresh:", "tests/test_telling.py"),
    Mutant("a week the plan rested has no digest", "bot/jobs/telling.py", "if digest.rests:", "if False:", "tests/test_telling.py"),
    Mutant("a code nobody was shown approves nothing", "bot/jobs/phone/acting.py", "if answer.seen else _was_shown(app, request)", "if answer.seen else True", "tests/test_phone.py"),
    Mutant("what the guard has not passed reaches no phone", "bot/jobs/phone/asking.py", "if not handed and (reasons(", "if False and (reasons(", "tests/test_phone.py"),
    Mutant("an answer by mail acts on the request it answers", "bot/jobs/phone/mailbox.py", "if request and (strange := _codes(order) - {request.code}):", "if request and (strange := set[str]()):", "tests/test_phone_mail.py"),
    Mutant("an answer belongs to the day it was written on", "bot/jobs/phone/noting.py", "return before if is_morning and _told_of(app, before) else written", "return before", "tests/test_phone.py"),
    Mutant("a clock that jumps holds everything", "bot/jobs/house.py", "if abs(jump) > _TOO_FAR and", "if False and", "tests/test_daemon.py"),
    Mutant("one home has one daemon", "bot/daemon.py", 'not app.database.hold("daemon")', "False", "tests/test_daemon.py"),
    Mutant("a full disk: what is out is kept in mind", "bot/jobs/handing.py", "app.unwritten[post.id] = part, receipt, by, next_at", "pass", "tests/crash/test_daemon_faults.py::test_what_a_platform_took_while_the_disk_filled_up_is_never_sent_again"),
    Mutant("a failure that meets many jobs is told once", "bot/daemon.py", "    if not is_told:", "    if True:", "tests/test_daemon.py"),
    Mutant("the health check tries to write", "bot/reports/heartbeat.py", "*_written(looked), ", "", "tests/crash/test_daemon_faults.py::test_a_home_that_takes_no_writing_any_more_is_told_and_the_daemon_goes_on_after_it"),
    Mutant("a copy leaves room", "bot/store/sqlite.py", "self._leave_room()", "pass", "tests/crash/test_daemon_faults.py::test_a_copy_for_the_night_leaves_room_for_what_is_sent"),
    Mutant("a restore asks for every yes once more", "bot/store/backup.py", "Queue(database, journey_id).reopen(post.id, asks)", "pass", "tests/crash/test_daemon_restore.py"),
    Mutant("a slot from before a restore is left", "bot/jobs/drafting.py", "if _is_before_a_restore(app, slot):", "if False:", "tests/crash/test_daemon_restore.py"),
    Mutant("a draft of a backup is not offered by itself", "bot/store/reading.py", " AND NOT {DOUBTED}", "", "tests/crash/test_daemon_restore.py"),
    Mutant("a pattern is found on PostgreSQL", "bot/store/postgres.py", 'sql.replace("%", "%%")', 'sql', "tests/store/test_postgres.py"),
    Mutant("one looks into the mailbox", "bot/jobs/phone/mailbox.py", "if since is None or not app.database.hold(ATTENDING):", "if since is None:", "tests/test_phone_mail.py"),
    Mutant("one listens to the chat", "bot/jobs/phone/chat.py", "listens = is_connected(app) and app.database.hold(LISTENING)", "listens = is_connected(app)", "tests/crash/test_several_daemons.py"),
    Mutant("S1: a log line without its mask", "bot/redact/logs.py", "redact(plain(_message(record)))", "plain(_message(record))", "tests/test_library_secrets.py::test_s01_a_token_in_our_own_log_line_or_traceback_is_masked"),
    Mutant("S2: a traceback without its mask", "bot/cli/__init__.py", "click.echo(redact(plain(line)), err=True)", "click.echo(plain(line), err=True)", "tests/test_security.py::test_s02_a_traceback_shows_no_secret"),
    Mutant("S3: a vault without its seal", "bot/accounts/sealing.py", "    if not key:\n        return _PLAIN + content", "    if True:\n        return _PLAIN + content", "tests/accounts/test_vault.py::test_s03_a_copy_of_the_home_alone_holds_no_token"),
    Mutant("S4: files for everybody", "bot/cli/__init__.py", "os.umask(0o077)", "os.umask(0)", "tests/test_security.py::test_s04_what_the_program_writes_is_nobody_elses_to_read"),
    Mutant("S4: settings others can read", "bot/settings/files.py", "st_mode & 0o077", "st_mode & 0o000", "tests/test_security.py::test_s04_what_the_program_writes_is_nobody_elses_to_read"),
    Mutant("S5: secrets for the programs we run", "bot/settings/environment.py", " and name not in hidden", "", "tests/test_security.py::test_s05_no_secret_is_in_an_address_or_among_the_words_of_a_program"),
    Mutant("S6: a pair that is used and not kept", "bot/platforms/bluesky/session.py", "self._memory.seal(self._kept_as, made.sealed(), ends_at(made.refresh))", "pass", "tests/platforms/test_bluesky.py::test_s06_a_new_pair_is_in_the_vault_before_it_is_used"),
    Mutant("S7: a sandbox that lets everything be called", "bot/drafting/sandbox.py", "return harmless or isinstance(obj, Macro) or isinstance(owner, Extension)", "return True", "tests/test_security.py::test_s07_a_strangers_template_reaches_nothing_of_ours"),
    Mutant("S7: a sandbox with globals, and attributes for all", "bot/drafting/sandbox.py", "    # --- what a template may do", "    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:\n        return True\n\n    # --- what", "tests/test_security.py::test_s07_a_strangers_template_reaches_nothing_of_ours"),
    Mutant("S8: sums without a limit", "bot/drafting/sandbox.py", "if operator == \"**\" or not numbers:", "if False:", "tests/test_security.py::test_s08_a_template_that_never_ends_is_ended"),
    Mutant("S8: turns without a limit", "bot/drafting/sandbox.py", "MOST_STEPS = 100_000", "MOST_STEPS = 20_000_000", "tests/test_security.py::test_s08_a_template_that_never_ends_is_ended"),
    Mutant("S8: letters without a limit", "bot/drafting/sandbox.py", "        self._spend(len(text))\n        return text", "        return text[:999]", "tests/test_security.py::test_s08_a_template_that_never_ends_is_ended"),
    Mutant("S9: a text that is read as a template", "bot/drafting/template.py", "_compiled(template.body).render(context)", "_environment().from_string(_compiled(template.body).render(context)).render(context)", "tests/test_security.py::test_s09_what_a_commit_says_is_never_read_as_a_template"),
    Mutant("S10: markup that is not escaped", "bot/reports/pages.py", "autoescape=True", "autoescape=False", "tests/reports/test_pages.py::test_s10_no_text_can_become_markup"),
    Mutant("S11: a subject of several lines", "bot/reports/mail/composing.py", "line = \" \".join(plain(text).split())", "line = text", "tests/reports/test_composing.py::test_s11_any_words_leave_the_mail_whole_and_are_read_back"),
    Mutant("S12: a stranger is called", "bot/guard/rules.toml", "[mentions.mention]\nverdict = \"block\"", "[mentions.mention]\nverdict = \"ask\"", "tests/test_security.py::test_s12_nobody_is_called_by_a_post_that_did_not_mean_to"),
    Mutant("S13: a file's name is a link", "bot/guard/rules.toml", "words = '.md|.py|", "words = '.mdx|", "tests/test_security.py::test_s13_a_files_name_becomes_no_link"),
    Mutant("S14: letters nobody sees", "bot/redact/outside.py", "visible = compiled(_EMOJI_OR_HIDDEN).sub(lambda match: match[\"emoji\"] or \"\", printable)", "visible = printable", "tests/test_redact.py::test_s14_plain_text_holds_nothing_that_cannot_be_seen"),
    Mutant("S15: a secret passes the guard", "bot/guard/privacy.py", "    yield from _secrets(reading)\n", "", "tests/test_security.py::test_s15_a_secret_is_kept_out_when_drafted_when_approved_and_when_sent"),
    Mutant("S16: a repository's visibility is looked at once", "bot/jobs/sending.py", "*look_again(app, [*_sendable(app, now)]), *_unfit", "*_unfit", "tests/test_syncing.py::test_s16_a_repository_that_turned_private_takes_the_yes_back"),
    Mutant("S17: words to keep out are let in", "bot/guard/privacy.py", "    yield from _kept_out(reading, keep_out)\n", "", "tests/test_jobs.py::test_s17_words_to_keep_out_are_in_no_draft"),
    Mutant("S18: other bytes than were approved", "bot/desk.py", "if hash_of(post.platform, post.parts, post.media) != post.body_hash:", "if False:", "tests/test_jobs.py::test_s18_a_text_that_changed_after_the_yes_is_not_sent"),
    Mutant("S19: an answer to somebody else's login", "bot/accounts/oauth.py", "if not hmac.compare_digest(found.get(\"state\", \"\"), self.state):", "if False:", "tests/accounts/test_oauth.py::test_s19_an_answer_to_another_login_is_refused_before_anything_is_asked"),
    Mutant("S20: an answer acts twice", "bot/jobs/phone/mailbox.py", "if app.requests.has_heard(MAIL, mail.digest):", "if False:", "tests/test_phone_mail.py::test_s20_an_order_that_is_found_again_is_carried_out_once"),
    Mutant("S21: a login is open to the network", "bot/accounts/listener.py", "(\"127.0.0.1\", port)", "(\"0.0.0.0\", port)", "tests/test_security.py::test_s21_nothing_listens_but_a_login_and_that_on_this_machine_alone"),
    Mutant("S22: codes may be guessed", "bot/phone/telegram/pairing.py", " and self.wrong < _MOST_WRONG", "", "tests/phone/test_pairing.py::test_s22_five_wrong_codes_close_the_window_and_four_do_not"),
    Mutant("S23: an address in the clear", "bot/settings/readers.py", "|http://(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?/?\"", "|http://[\\w.-]+(?::\\d+)?/?\"", "tests/test_network.py::test_s23_a_host_is_moved_to_https_or_to_loopback_and_nowhere_else"),
    Mutant("S24: a name that climbs", "bot/resources.py", "() if \"..\" in Path(name).parts else (home, SHIPPED)", "(home, SHIPPED)", "tests/test_security.py::test_s24_a_name_leads_to_no_file_of_another_folder"),
    Mutant("S25: a plan of any size", "bot/roadmaps/encoding.py", "MOST_BYTES = 1024 * 1024", "MOST_BYTES = 9 * 1024 * 1024", "tests/test_security.py::test_s25_yaml_that_was_made_to_hurt_is_refused_at_once"),
    Mutant("S29: one permission more", "bot/accounts/issuers.py", "\"w_member_social\"", "\"w_member_social\", \"r_emailaddress\"", "tests/test_security.py::test_s29_no_more_is_asked_for_than_posting_takes"),
    Mutant("S30: a budget without an end", "bot/jobs/budget.py", "if spent + cost > round(budget * MILLIONTHS):", "if False:", "tests/test_sending.py::test_s30_what_a_month_has_cost_is_remembered_and_the_budget_ends_it"),
    Mutant("S31: a finding shown as it is", "bot/cli/guard.py", "“{plain(text[slice(*each.span)])}”", "“{text[slice(*each.span)]}”", "tests/test_security.py::test_s31_what_others_wrote_reaches_no_terminal_as_it_is"),
    Mutant("S31: an entity that hides", "bot/roadmaps/markdown/inline.py", "return plain(words), plain(lead)", "return words, lead", "tests/test_security.py::test_s31_what_others_wrote_reaches_no_terminal_as_it_is"),
    Mutant("S31: a line of the log that a server wrote", "bot/redact/logs.py", '.replace("\\n", "\\n    ")', "", "tests/test_security.py::test_s31_what_a_server_says_forges_no_line_of_the_log"),
    Mutant("S32: a core dump", "bot/cli/daemon.py", "    keep_memory_private()\n", "", "tests/test_security.py::test_s32_the_daemon_leaves_no_copy_of_its_memory"),
    Mutant("S32: a memory others read", "bot/redact/memory.py", "prctl(_PR_SET_DUMPABLE, 0,", "prctl(_PR_SET_DUMPABLE, 1,", "tests/test_security.py::test_s32_the_daemon_leaves_no_copy_of_its_memory"),
    Mutant("S33: a hold that holds nothing", "bot/store/sending_changes.py", "posts.due_at <= now, ~held", "posts.due_at <= now", "tests/test_jobs.py::test_s33_nothing_is_sent_while_on_hold_and_what_is_due_goes_out_on_release"),
)  # fmt: skip


def main() -> int:
    """Try every mutant, and return how many survived."""
    wanted = [each for each in MUTANTS if each.breaks in sys.argv[1:] or not sys.argv[1:]]
    _passes(None, *sorted({each.tests for each in wanted}))  # or no mutant would prove anything
    survivors = [each.breaks for each in wanted if not _is_noticed(each)]
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
