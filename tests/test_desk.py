from datetime import UTC, date, datetime, timedelta

import pytest

from bot.activity import Evidence, Kind
from bot.app import App
from bot.drafting import Claim, Draft, Tense
from bot.errors import NotAllowed
from bot.lifecycle import Status
from bot.schedule import Slot
from bot.store.post import By

NOW = datetime(2026, 1, 20, 6, 30, tzinfo=UTC)
COMMIT = Evidence(Kind.COMMIT, "3fa9", "Plot it", NOW, date(2026, 1, 19))


def draft(app: App, text: str, platform: str = "x") -> int:
    app.evidence.remember([COMMIT])
    slot = Slot(NOW + timedelta(hours=1), platform, "morning", date(2026, 1, 20), timedelta(hours=4))
    made = Draft(platform, "learned", (text,), (Claim(text, Tense.DID, (COMMIT,)),))
    return app.queue.add(made, slot, [app.evidence.ids([COMMIT])], By("bot", NOW))


def test_what_the_guard_blocks_cannot_be_approved(app: App) -> None:
    post_id = draft(app, "Plotted it. Open to work!")
    with pytest.raises(NotAllowed, match=f"Post {post_id} is not fit to go out"):
        app.desk.approve(post_id, NOW)
    assert app.posts.get(post_id).status is Status.DRAFT


def test_what_is_too_long_cannot_be_approved(app: App) -> None:
    post_id = draft(app, "four " * 60)
    with pytest.raises(NotAllowed, match="300 characters; X takes 280"):
        app.desk.approve(post_id, NOW)


def test_a_post_that_reads_like_a_recent_one_is_shown_with_a_question_and_may_still_go_out(app: App) -> None:
    earlier = draft(app, "Plotted the ROC curve of a small tree, on rows it never saw.")
    text = "Plotted the ROC curve of a small tree, on columns it never saw."
    slot = Slot(NOW + timedelta(days=1), "x", "morning", date(2026, 1, 21), timedelta(hours=4))
    made = Draft("x", "learned", (text,), (Claim(text, Tense.DID, (COMMIT,)),))
    later = app.queue.add(made, slot, [app.evidence.ids([COMMIT])], By("bot", NOW))
    assert [found.rule for found in app.desk.look(app.posts.get(later)).findings] == ["sameness"]
    assert app.desk.look(app.posts.get(earlier)).findings == ()
    assert app.desk.approve(later, NOW).status is Status.APPROVED


def test_an_edit_after_the_yes_needs_another_yes(app: App) -> None:
    post_id = draft(app, "Plotted the ROC curve of a small tree.")
    app.desk.approve(post_id, NOW)
    assert app.desk.edit(post_id, "Plotted two ROC curves.", NOW).status is Status.DRAFT
    assert app.desk.approve(post_id, NOW).text == "Plotted two ROC curves."


def test_an_empty_text_is_not_taken(app: App) -> None:
    post_id = draft(app, "Plotted it.")
    with pytest.raises(NotAllowed, match="needs a text"):
        app.desk.edit(post_id, " \n ", NOW)


def test_no_and_withdrawal_are_remembered_with_their_reason(app: App) -> None:
    post_id = draft(app, "Plotted it on a log scale.")
    app.desk.approve(post_id, NOW)
    app.desk.withdraw(post_id, NOW)
    app.desk.reject(post_id, "boastful", NOW)
    assert [(change.became, change.who, change.reason) for change in app.posts.history(post_id)] == [
        ("draft", "bot", ""),
        ("approved", "person", ""),
        ("draft", "person", "withdrawn"),
        ("rejected", "person", "boastful"),
    ]
