"""What every platform keeps, whichever it is: one suite, run over all of them by test_contract.py.

A platform joins by a stage: how it is set up, and how the truth about it is read. The suite asks through the real
client and believes only the ledger. A stage for the wire also has its server, for the faults (test_faults.py).
"""

import json
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from bot import settings
from bot.clock import FixedClock
from bot.errors import Handed, NotSent, PublishError, Refused, Unconfirmed
from bot.platforms import Part, Picture, Platform, Receipt, Rules, connecting, voice
from bot.platforms.byhand import ByHand
from bot.platforms.sandbox import Sandbox
from tests import canary
from tests.platforms.remembered import Remembered
from tests.platforms.servers.bluesky import Bluesky
from tests.platforms.servers.linkedin import LinkedIn
from tests.platforms.servers.mastodon import Mastodon
from tests.platforms.servers.wire import Out, Shown, Wire
from tests.platforms.servers.x import Keys, X

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
PATIENCE = 15.0  # seconds a client waits for an answer that will come
HELD = 20.0  # seconds a silent server holds a client that does not go away
_TRUST = ssl.create_default_context()  # once: it takes longer than a request
KEYS = Keys(*(f"{canary.VALUE}{each}" for each in ("ck", "cs", "at", "as")))  # each its own, so that none is mistaken
PNG = Picture(b"\x89PNG\r\n\x1a\n one", "image/png", "A curve (loss) that falls, line_1 & 2")
JPEG = Picture(b"\xff\xd8\xff two", "image/jpeg", "A table [of] numbers")
TEXTS = {
    "plain": "I read about gradients today.",
    "lines": "First line.\n\nThird line, after an empty one.\n- a\n- b",
    "letters": "Grüße, naïve café, Żółć, привет, 学习, עברית – “quotes” … → ✓",
    "emoji": "Done 🎉 with 👩‍👩‍👧‍👦 and 👍🏽 and 🇩🇪 and 1️⃣",
    "reserved": "f(x) = [a] {b} <c> | d * e_f ~ g \\ h # i",
    "HTML": "a &amp; b & c < d > e &lt;f&gt;",
    "code": "`np.array([1, 2])` and my_train.py, src/train.py and __init__.py",
    "hashtags": "Learning in public. #Python #machinelearning",
    "numbers": "fixes #12, C# and F#, 100% of 3 * 4",
    "address": "Notes: https://example.org/a_b/c?d=e_f&g=~h#i_j",
    "addresses": "https://example.org/a_b, (https://example.com/x_y) and https://example.net/.",
    "quotes": '"a" \'b\' «c» \\n \\" %28 ${HOME}',
}


class Network(httpx.BaseTransport):
    """The network, with a patience of its own: a client that waits half a minute would keep a test waiting as long."""

    def __init__(self) -> None:
        self._network = httpx.HTTPTransport(verify=_TRUST)
        self.patience = PATIENCE

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask over the network."""
        times = {"connect": 5.0, "read": self.patience, "write": 5.0, "pool": 5.0}
        request.extensions = {**request.extensions, "timeout": times}
        return self._network.handle_request(request)

    def close(self) -> None:
        """End every connection."""
        self._network.close()


@dataclass
class Stage:
    """A platform as it is set up for a test, and the truth about it."""

    name: str
    platform: Platform
    rules: Rules
    out: Callable[[], Sequence[Out]]  # what readers see, in order
    id_in: Callable[[str], str]  # the id in the address of a receipt
    clock: FixedClock
    reads_back: bool
    keeps_threads: bool = False


@dataclass
class OnTheWire(Stage):
    """A platform that is asked over HTTP."""

    server: Wire = field(kw_only=True)
    network: Network = field(kw_only=True)
    memory: Remembered = field(kw_only=True)
    asked_at: Callable[[str], Platform] = field(kw_only=True)  # the same account, asked at another address


@contextmanager
def on_the_wire(name: str, server: Wire, home: Path, **environ: str) -> Iterator[OnTheWire]:
    """Set up a platform that is asked over HTTP, by its own client."""
    clock, memory, network = FixedClock(NOW), Remembered(), Network()
    module = connecting(name)

    def _asked_at(url: str) -> Platform:
        chosen = settings.load({"BOT_HOME": str(home), f"{name.upper()}_API": url, **environ})
        return module.connect(chosen, memory, clock, network)

    with server:
        server.clock, server.hold_seconds = clock, HELD
        yield OnTheWire(
            name=name,
            platform=_asked_at(server.url),
            rules=module.RULES,
            out=lambda: server.ledger,
            id_in=module.remote_id,
            clock=clock,
            reads_back=module.RULES.reads_back,
            keeps_threads=module.RULES.has_threads,
            server=server,
            network=network,
            memory=memory,
            asked_at=_asked_at,
        )


def on_x(home: Path, keys: Keys = KEYS) -> AbstractContextManager[OnTheWire]:
    """Set up X, asked with these keys."""
    environ = {
        "X_CONSUMER_KEY": keys.consumer,
        "X_CONSUMER_SECRET": keys.consumer_secret,
        "X_ACCESS_TOKEN": keys.token,
        "X_ACCESS_TOKEN_SECRET": keys.token_secret,
    }
    return on_the_wire("x", X(keys=KEYS), home, **environ)


def on_linkedin(home: Path, token: str = canary.VALUE) -> AbstractContextManager[OnTheWire]:
    """Set up LinkedIn, asked with this token."""
    return on_the_wire("linkedin", LinkedIn(), home, LINKEDIN_ACCESS_TOKEN=token)


def on_mastodon(home: Path, token: str = canary.VALUE) -> AbstractContextManager[OnTheWire]:
    """Set up Mastodon, asked with this token."""
    return on_the_wire("mastodon", Mastodon(), home, MASTODON_ACCESS_TOKEN=token)


def on_bluesky(home: Path, password: str = canary.VALUE) -> AbstractContextManager[OnTheWire]:
    """Set up Bluesky, asked with this app password."""
    environ = {"BLUESKY_HANDLE": "sam.bsky.social", "BLUESKY_APP_PASSWORD": password}
    return on_the_wire("bluesky", Bluesky(), home, **environ)


@contextmanager
def on_sandbox(home: Path) -> Iterator[Stage]:
    """Set up the sandbox in place of X."""
    ledger = home / "sandbox/x.jsonl"
    yield Stage(
        name="sandbox",
        platform=Sandbox(ledger.parent, stands_for="x"),
        rules=voice("x").RULES,
        out=lambda: _written(ledger),
        id_in=lambda url: url.partition("#")[2],
        clock=FixedClock(NOW),
        reads_back=True,
    )


def _written(ledger: Path) -> list[Out]:
    lines = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
    return [
        Out(
            each["id"],
            each["text"],
            NOW,
            tuple(Shown(shown["sha256"], shown["alt"]) for shown in each.get("pictures", ())),
        )
        for each in map(json.loads, lines)
    ]


class ByPerson(ByHand):
    """By hand, with a person who posts what lies in the folder, once, and says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "x")
        self.out: list[Out] = []

    def publish(self, part: Part) -> Receipt:
        """Let the person find the part, and post it."""
        with suppress(Handed):
            super().publish(part)
        found = self.path(part)
        shown = sorted(path for path in found.parent.glob(f"{found.stem}.*") if path != found)
        text = found.read_bytes().decode()
        if all(each.text != text for each in self.out):
            alts = [each.alt for each in part.pictures]  # the person reads them in bot show
            pictures = tuple(
                Shown(sha256(path.read_bytes()).hexdigest(), alt) for path, alt in zip(shown, alts, strict=True)
            )
            self.out.append(Out(str(len(self.out) + 1), text, NOW, pictures))
        number = next(each.id for each in self.out if each.text == text)
        return Receipt(number, f"https://x.com/sam/status/{number}")


@contextmanager
def on_hand(home: Path) -> Iterator[Stage]:
    """Set up a person in place of X."""
    person = ByPerson(home / "by-hand")
    yield Stage(
        name="hand",
        platform=person,
        rules=voice("x").RULES,
        out=lambda: person.out,
        id_in=voice("x").remote_id,
        clock=FixedClock(NOW),
        reads_back=False,
    )


OVER_HTTP: dict[str, Callable[[Path], AbstractContextManager[OnTheWire]]] = {
    "x": on_x,
    "linkedin": on_linkedin,
    "mastodon": on_mastodon,
    "bluesky": on_bluesky,
}
STAGES: dict[str, Callable[[Path], AbstractContextManager[Stage]]] = {
    **OVER_HTTP,
    "sandbox": on_sandbox,
    "hand": on_hand,
}

Told = Receipt | PublishError


def published(stage: Stage, part: Part) -> Told:
    """Hand a part over, and return what its sender is told."""
    try:
        return stage.platform.publish(part)
    except PublishError as error:
        return error


def with_uploads(stage: Stage, part: Part) -> Part:
    """Return a part whose pictures are with the platform, as soon as they may be used."""
    uploads = stage.platform.prepare(part)
    stage.clock.wait(max((each.ready_in.total_seconds() for each in uploads), default=0))
    return replace(part, uploads=tuple(each.handle for each in uploads))


class Contract:
    """What holds of every platform; `stage` is the one it is tried on."""

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_readers_see_what_was_approved_to_the_last_sign(self, stage: Stage, text: str) -> None:
        stage.platform.publish(Part(text, key="k1"))
        assert [each.text for each in stage.out()] == [text]

    def test_a_receipt_names_the_post_and_leads_to_it(self, stage: Stage) -> None:
        receipt = stage.platform.publish(Part("hello", key="k1"))
        assert [each.id for each in stage.out()] == [receipt.remote_id]
        assert stage.id_in(receipt.url) == receipt.remote_id

    def test_each_part_is_out_once_and_in_order(self, stage: Stage) -> None:
        texts = [f"This is note {number}." for number in range(5)]
        receipts = [stage.platform.publish(Part(text, key=text)) for text in texts]
        assert [each.text for each in stage.out()] == texts
        assert len({each.remote_id for each in receipts}) == len(texts)

    # --- what is refused, and what is there already ---------------------------------------------------------------

    @pytest.mark.parametrize("sign", ["x", "(", "→", "ß"])
    def test_a_text_at_the_limit_is_taken_and_one_sign_more_is_refused(self, stage: Stage, sign: str) -> None:
        module = voice(stage.name if stage.name in OVER_HTTP else "x")
        full = sign * (stage.rules.limit // module.length(sign))
        refused = published(stage, Part(full + sign, key="k1"))
        assert isinstance(refused, Refused)
        assert refused.hint
        assert stage.out() == []
        stage.platform.publish(Part(full, key="k2"))
        assert [each.text for each in stage.out()] == [full]

    def test_the_same_part_again_is_not_out_twice(self, stage: Stage) -> None:
        part = Part("hello", key="k1")
        first = stage.platform.publish(part)
        again = published(stage, part)
        assert isinstance(again, Refused) or again == first
        assert [each.id for each in stage.out()] == [first.remote_id]

    def test_what_an_earlier_try_brought_out_is_not_called_refused(self, stage: Stage) -> None:
        part = Part("hello", key="k1")
        first = stage.platform.publish(part)
        again = published(stage, replace(part, tried=True, since=NOW))
        assert isinstance(again, Unconfirmed) or (isinstance(again, Receipt) and again.remote_id == first.remote_id)
        assert len(stage.out()) == 1

    # --- reading back ---------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_what_is_out_is_found_where_it_can_be_read(self, stage: Stage, text: str) -> None:
        part = Part(text, key="k1", since=NOW)
        assert stage.platform.look_up(part) is None
        receipt = stage.platform.publish(part)
        found = stage.platform.look_up(part)
        assert (found.remote_id if found else None) == (receipt.remote_id if stage.reads_back else None)

    def test_another_text_or_another_thread_is_not_taken_for_ours(self, stage: Stage) -> None:
        stage.platform.publish(Part("I read about gradients.", key="k1"))
        for number, text in enumerate(["I read about gradients", "I read about", "about gradients.", "hello"]):
            assert stage.platform.look_up(Part(text, key=f"other {number}", since=NOW)) is None

    def test_looking_and_asking_put_nothing_out_and_tell_no_secret(self, stage: Stage) -> None:
        stage.platform.look_up(Part("hello", key="k1", since=NOW))
        assert canary.VALUE not in stage.platform.check()
        assert stage.out() == []

    # --- pictures and threads -------------------------------------------------------------------------------------

    @pytest.mark.parametrize("pictures", [(PNG,), (PNG, JPEG)], ids=["one", "two"])
    def test_pictures_are_out_with_their_words(self, stage: Stage, pictures: tuple[Picture, ...]) -> None:
        part = with_uploads(stage, Part("Look.", key="k1", pictures=pictures))
        stage.platform.publish(part)
        (out,) = stage.out()
        assert out.text == "Look."
        assert [each.alt for each in out.pictures] == [each.alt for each in pictures]
        assert [each.digest for each in out.pictures] == [sha256(each.content).hexdigest() for each in pictures]

    @pytest.mark.parametrize("uploads", [(), ("1", "2")], ids=["none", "too many"])
    def test_no_text_is_out_without_its_pictures(self, stage: Stage, uploads: tuple[str, ...]) -> None:
        told = published(stage, Part("Look.", key="k1", pictures=(PNG,), uploads=uploads))
        assert isinstance(told, NotSent | Receipt)
        assert [len(each.pictures) for each in stage.out()] == ([] if isinstance(told, NotSent) else [1])

    def test_preparing_puts_nothing_out_however_often(self, stage: Stage) -> None:
        part = Part("Look.", key="k1", pictures=(PNG, JPEG))
        first, second = stage.platform.prepare(part), stage.platform.prepare(part)
        assert len(first) == len(second) == 2
        assert all(each.good_for > timedelta() for each in (*first, *second))
        assert stage.out() == []

    def test_a_text_alone_needs_no_uploads(self, stage: Stage) -> None:
        assert list(stage.platform.prepare(Part("hello", key="k1"))) == []

    def test_a_part_follows_the_one_before_it(self, stage: Stage) -> None:
        if not stage.keeps_threads:
            return
        first = stage.platform.publish(Part("one", key="k1"))
        second = stage.platform.publish(Part("two", key="k1", number=2, after=first.remote_id))
        stage.platform.publish(Part("three", key="k1", number=3, after=second.remote_id))
        assert [each.in_reply_to for each in stage.out()] == ["", first.remote_id, second.remote_id]
