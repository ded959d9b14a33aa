import json
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.platforms import Part
from bot.platforms.sandbox import Sandbox


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path / "sandbox", stands_for="x")


def test_a_part_is_in_the_ledger_before_its_receipt_is_given(sandbox: Sandbox, tmp_path: Path) -> None:
    receipt = sandbox.publish(Part("Grüße", key="k1"))
    (entry,) = map(json.loads, (tmp_path / "sandbox/x.jsonl").read_text(encoding="utf-8").splitlines())
    assert entry == {"id": receipt.remote_id, "key": "k1", "part": 1, "text": "Grüße"}


def test_a_key_it_has_seen_is_published_once(sandbox: Sandbox, tmp_path: Path) -> None:
    first = sandbox.publish(Part("once", key="k1"))
    assert sandbox.publish(Part("once", key="k1")) == first
    assert len((tmp_path / "sandbox/x.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_what_is_out_can_be_read_back_and_what_is_not_cannot(sandbox: Sandbox) -> None:
    assert sandbox.look_up(Part("later", key="k2")) is None
    receipt = sandbox.publish(Part("later", key="k2"))
    assert sandbox.look_up(Part("later", key="k2")) == receipt


def test_a_text_over_the_limit_is_refused_as_the_platform_would(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="281 characters are more than the 280 X takes"):
        sandbox.publish(Part("x" * 281, key="k3"))
    assert not (tmp_path / "sandbox/x.jsonl").exists()
