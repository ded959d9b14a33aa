"""Nothing private survives any template, edit or platform: whatever the learner's own words and commits hold."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import resources
from bot.activity import Evidence, Flavour, Kind, safe
from bot.app import App
from bot.clock import FixedClock
from bot.drafting import Material, concepts
from bot.drafting.template import read
from bot.drafting.write import Shelf, write
from bot.errors import NotAllowed
from tests.test_jobs import approved

DAY = date(2026, 1, 5)
HOME = Path("/nowhere")
SECRET = "ghp_" + "a1B2" * 9
HIDDEN = {
    "a token": SECRET,
    "an address": "sam.private@example.net",
    "a stranger": "@grace_hopper_fan",
    "an employer": "Globex",
    "a private repository": "sam/acme-churn",
    "an own path": "/home/sam/work/plan.md",
    "a host inside": "jenkins.corp",
}
FACTS = concepts.Shelved(tuple(concepts.read(list(resources.every(HOME, "concepts", ".toml")))))
SHELVES = {
    platform: Shelf(
        templates=[read(path) for path in resources.every(HOME, f"templates/{platform}", ".j2")], facts=FACTS,
        tags=["MachineLearning"], keep_out=["Globex", "sam/acme-churn", "acme-churn"],
    )
    for platform in ("x", "linkedin")
}  # fmt: skip
_SAID = "I plotted the ROC curve for a model, and recall fell. precision".split()  # noqa: SIM905 (a sentence)
WORDS = st.lists(st.sampled_from(_SAID), min_size=6, max_size=20)


@given(
    st.sampled_from(sorted(SHELVES)), WORDS, st.integers(0, 20), st.sampled_from(list(HIDDEN.values())),
    st.sampled_from(list(Flavour)),
)  # fmt: skip
@settings(max_examples=150)
def test_no_draft_holds_what_is_private(
    platform: str, words: list[str], place: int, hidden: str, flavour: Flavour
) -> None:
    text = safe(" ".join([*words[:place], hidden, *words[place:]]))
    at = datetime(2026, 1, 5, 20, tzinfo=UTC)
    note = Evidence(Kind.NOTE, "note 1", text, at, DAY, flavour)
    commit = Evidence(Kind.COMMIT, "a" * 40, f"Plot {text}", at, DAY)
    for evidence in ((note,), (commit,), (note, commit)):
        draft = write(platform, Material(evidence), SHELVES[platform])
        assert draft is None or hidden not in " ".join(draft.parts)


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_no_edit_brings_it_in(app: App, clock: FixedClock, hidden: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot import settings as all_settings

    monkeypatch.setenv("BOT_KEEP_OUT", "Globex")
    monkeypatch.setenv("GITHUB_REPOSITORIES", "sam/acme-churn = count only")
    careful = App(all_settings.load(), clock)
    post = approved(careful, clock)
    edited = careful.desk.edit(post.id, f"{post.text} See {hidden} for more.", clock.now())
    if hidden in edited.text:
        with pytest.raises(NotAllowed, match="not fit to go out"):
            careful.desk.approve(post.id, clock.now())
    careful.close()
