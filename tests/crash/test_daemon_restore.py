"""A backup from before posts went out is put back: nothing goes out again, and the person is told what may be out."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import jobs, settings
from bot.activity import Flavour
from bot.app import App
from bot.clock import FixedClock
from bot.lifecycle import Outcome, Status
from bot.reports.troubles import troubles
from bot.store.backup import back_up, restore
from bot.store.post import By
from bot.store.sqlite import SqliteDatabase
from bot.store.stores import JOURNEY
from tests.conftest import tick
from tests.crash.daemons import LONG, a_scene
from tests.platforms.servers.faults import Fault, status

TEXT, LATER, TAKEN_BACK = "Fewer features, and the score fell.", "Next: what leans on it.", "I know better now."
A_DAY = 24 * 3600.0
_AWAY = Fault("500", says=status(500))


@pytest.mark.slow
@pytest.mark.parametrize("can_be_read", [True, False] if LONG else [True])
def test_what_went_out_after_the_copy_does_not_go_out_again(can_be_read: bool, tmp_path: Path) -> None:
    with a_scene(tmp_path) as scene:
        out, waits, withdrawn = scene.approve(TEXT), scene.approve(LATER, A_DAY), scene.approve(TAKEN_BACK, A_DAY)
        code, told = scene.bot("backup")
        assert code == 0, told
        copy = told.strip().removeprefix("Backup: ")
        with scene.daemon() as daemon:
            daemon.waits_for(lambda: scene.status(out) is Status.PUBLISHED)
            assert scene.bot("withdraw", str(withdrawn))[0] == 0
            assert scene.bot("restore", copy)[1].startswith(f"{scene.home / 'bot.db'} is in use.")
        code, told = scene.bot("restore", copy)
        assert (code, told) == (
            0,
            "Restored. Nothing is sent until bot release.\n"
            f"1 post may have been sent since the backup ({out}): bot queue --all\n",
        )
        if not can_be_read:
            scene.server.add_fault(*[_AWAY] * 50, route="timeline")
        ends = Status.PUBLISHED if can_be_read else Status.UNCONFIRMED
        with scene.daemon() as daemon:
            daemon.waits_for(lambda: scene.status(out) is ends)
            daemon.works_on(2)
            told = scene.bot("check")[1]
            assert "Nothing is sent: restored from a backup." in told
            assert (f"Nobody knows whether post {out} is out." in told) is not can_be_read
            assert [scene.status(each) for each in (waits, withdrawn)] == [Status.DRAFT] * 2
            assert scene.bot("release")[0] == 0
            daemon.works_on(2)
            assert scene.status(out) is ends
        scene.is_out(TEXT)


def test_a_slot_whose_draft_the_copy_does_not_know_is_not_written_for_anew(home: Path, clock: FixedClock) -> None:
    monday, night, morning = date(2026, 1, 5), datetime(2026, 1, 5, 23, tzinfo=UTC), datetime(2026, 1, 6, 6, tzinfo=UTC)
    with closing(App(settings.load(), clock)) as app:
        app.notes.add("Shapes line up from the right.", Flavour.LEARNED, night, monday)
        assert isinstance(app.database, SqliteDatabase)
        copy = back_up(app.database, night)
        clock.set(morning)
        tick(app, jobs.draft_due)
        post = next(each for each in app.posts.listed((Status.DRAFT,)) if each.platform == "x")
        app.queue.approve(post.id, post.version, By("person", morning))
        clock.set(post.due_at + timedelta(minutes=1))
        tick(app, jobs.publish_due)
        assert app.posts.get(post.id).status is Status.PUBLISHED
    restore(home, copy, JOURNEY, clock.now())
    with closing(App(settings.load(), clock)) as app:
        app.journey.release(clock.now())
        decided = jobs.draft_due(app)
        assert (decided[0].outcome, decided[0].slot.due_at) == (Outcome.SKIPPED, post.due_at)
        assert "it may have been posted" in decided[0].reason
        assert all(each.platform != "x" for each in app.posts.listed(most=10))


def test_a_draft_of_the_copy_is_told_of_and_not_offered_until_somebody_says_so(home: Path, clock: FixedClock) -> None:
    monday, morning = date(2026, 1, 5), datetime(2026, 1, 6, 6, tzinfo=UTC)
    with closing(App(settings.load(), clock)) as app:
        app.notes.add("Shapes line up from the right.", Flavour.LEARNED, clock.now(), monday)
        clock.set(morning)
        tick(app, jobs.draft_due)
        post = next(each for each in app.posts.listed((Status.DRAFT,)) if each.platform == "x")
        assert isinstance(app.database, SqliteDatabase)
        copy = back_up(app.database, morning)
    clock.set(post.due_at + timedelta(minutes=10))
    assert restore(home, copy, JOURNEY, clock.now()) == [post.id]
    with closing(App(settings.load(), clock)) as app:
        assert app.posts.revivable(clock.now()) == []
        told = [each.message for each in troubles(app.looked)]
        assert f"Post {post.id} was a draft in the backup and may be out since." in told
        app.desk.approve(post.id, clock.now())
        assert all("was a draft in the backup" not in each.message for each in troubles(app.looked))
