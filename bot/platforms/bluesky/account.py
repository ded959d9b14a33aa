"""An account at Bluesky: uploads pictures, posts, and reads back what is out.

Odd about it: a post is put under a key of ours, and only if nothing is there: `swapRecord` is null, and has to be said.
So the same request again is the same post, and one that was there already is found by reading, which puts nothing out.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.errors import NotSent, PublishError, Refused, Unconfirmed
from bot.platforms import Memory, Part, Picture, Receipt, Upload
from bot.platforms.answers import Meaning, read
from bot.platforms.bluesky import RULES, answers, length
from bot.platforms.bluesky.record import COLLECTION, Reference, Thread, is_ours, key_in, key_of, written
from bot.platforms.bluesky.session import Session, Tokens, check_active
from bot.platforms.bluesky.wire import Call, Line

if TYPE_CHECKING:
    import httpx

_MOST_BYTES = 2_000_000  # since April 2026; before it was half of that, and some servers may still think so
_KEPT_AS = "bluesky thread"
_NAME = re.compile("[A-Za-z0-9.-]{1,253}")


class Account:
    """One account at Bluesky. Its tokens go to the server it lives on alone."""

    def __init__(self, line: Line, session: Session, memory: Memory, clock: Clock) -> None:
        self._line, self._session, self._memory, self._clock = line, session, memory, clock

    def prepare(self, part: Part) -> Sequence[Upload]:
        """Log in, learn what the part replies to, and upload the pictures: the same bytes are the same picture."""
        _look_over(part)
        self._thread(part, self._session.tokens())
        return [Upload(self._upload(each), good_for=answers.GOOD_FOR) for each in part.pictures]

    def publish(self, part: Part) -> Receipt:
        """Hand over, in one request."""
        _look_over(part)
        if len(part.uploads) != len(part.pictures):
            raise NotSent("The pictures of the post are not at Bluesky yet.", answers.LATER)
        tokens, since = self._session.tokens(), part.since or self._clock.now()
        key = key_of(part, since)
        post = Call("com.atproto.repo.putRecord", says=_asked(tokens, key, self._record(part, since, tokens)))
        response = self._line.send(tokens.home, post, tokens.access)
        if response.is_success:
            return _receipt(read(response), tokens, key)
        if answers.is_stale(response):
            self._session.renewed(tokens)
            raise NotSent("Bluesky wanted a newer token, and we have one now.", answers.LATER)
        if answers.is_taken(response):
            return self._first(part, tokens, key)
        raise self._meaning(response, answers.POSTED)

    def look_up(self, part: Part) -> Receipt | None:
        """Read what is under the key of the part; the account's own server knows at once."""
        if part.since is None:
            return None
        tokens, key = self._session.tokens(), key_of(part, part.since)
        found = self._read(tokens.did, key)
        return _address(tokens.did, key) if is_ours(_value(found), part) else None

    def check(self) -> str:
        """Ask whose account this is."""
        answer = self._ask(answers.ASKED, Call("com.atproto.server.getSession", asks={}))
        check_active(answer)
        name, did = str(answer.get("handle")), str(answer.get("did"))
        if did != self._session.tokens().did:
            raise NotSent("Bluesky did not tell whose account this is.", "bot check")
        return f"@{name}" if _NAME.fullmatch(name) else did

    def _record(self, part: Part, since: datetime, tokens: Tokens) -> Mapping[str, Any]:
        return written(part, since, self._thread(part, tokens))

    def _first(self, part: Part, tokens: Tokens, key: str) -> Receipt:
        """Return what is under our key, if it is this part: then an earlier try arrived."""
        try:
            found = self._read(tokens.did, key)
        except PublishError as error:
            told = f"Bluesky has a post under our key, and it could not be read: {error.message}"
            raise Unconfirmed(told, answers.LOOK) from None
        if is_ours(_value(found), part):
            return _address(tokens.did, key)
        told = "has another post" if found else "speaks of a post, and shows none,"
        hint = "look at your profile, then bot retry ID: it gets another key"
        raise Refused(f"Bluesky {told} under the key of this one.", hint)

    # --- what may be repeated -------------------------------------------------------------------------------------

    def _upload(self, picture: Picture) -> str:
        """Return the name of a picture at Bluesky: an object, which goes into the record as it came."""
        call = Call("com.atproto.repo.uploadBlob", content=picture.content, kind=picture.kind)
        blob = self._ask(answers.UPLOADED, call).get("blob")
        match blob:
            case {"$type": "blob", "ref": {"$link": str()}, "mimeType": str(), "size": int(size)}:
                if size == len(picture.content):
                    return json.dumps(blob, sort_keys=True)
        raise NotSent("Bluesky did not say what it calls the picture.", answers.LATER)

    def _thread(self, part: Part, tokens: Tokens) -> Thread | None:
        """Return what a part replies to; both have to be named by their contents too, so they are read once."""
        if not part.after:
            return None
        if kept := _kept_thread(self._memory.recall(_KEPT_AS), part.after):
            return kept
        found = self._read(tokens.did, key_in(part.after))
        thread = _thread_after(found) if found else None
        if thread is None:
            raise Refused("The part before this one is not at Bluesky any more.", "bot edit ID, then bot approve ID")
        uris = {"after": part.after, "root": thread.root.written(), "parent": thread.parent.written()}
        self._memory.keep(_KEPT_AS, json.dumps(uris))
        return thread

    def _read(self, did: str, key: str) -> Mapping[str, Any] | None:
        """Return a record of our own, or nothing if there is none."""
        asks = {"repo": did, "collection": COLLECTION, "rkey": key}
        response = self._sent(Call("com.atproto.repo.getRecord", asks=asks))
        if answers.is_missing(response):
            return None
        found = self._line.understood(response, answers.ASKED)
        if found.get("uri") != _address(did, key).remote_id or not isinstance(found.get("value"), dict):
            raise NotSent("Bluesky could not be read: its answer holds no post.", answers.LATER)
        return found

    def _ask(self, table: Sequence[Meaning], call: Call) -> Mapping[str, Any]:
        return self._line.understood(self._sent(call), table)

    def _sent(self, call: Call) -> "httpx.Response":
        """Send what may be sent again; a token that ended in the meantime is changed, once."""
        tokens = self._session.tokens()
        response = self._line.repeatable(tokens.home, call, tokens.access)
        if answers.is_stale(response):
            tokens = self._session.renewed(tokens)
            response = self._line.repeatable(tokens.home, call, tokens.access)
        return response

    def _meaning(self, response: "httpx.Response", table: Sequence[Meaning]) -> PublishError:
        return answers.meaning(response, table, self._clock.now())


def _look_over(part: Part) -> None:
    """Refuse what Bluesky would refuse, before anything leaves."""
    if (used := length(part.text)) > RULES.limit:
        raise Refused(f"{used} characters are more than the {RULES.limit} Bluesky takes.", "bot edit ID")
    if (many := len(part.pictures)) > RULES.most_pictures:
        raise Refused(f"{many} pictures are more than the {RULES.most_pictures} Bluesky takes.", "bot edit ID")
    for each in part.pictures:
        if not re.fullmatch(r"image/[\w.+-]+", each.kind):
            raise Refused(f"Bluesky takes no picture that is {each.kind}.", "bot edit ID, with a JPEG or PNG")
        if (size := len(each.content)) > _MOST_BYTES:
            told = f"A picture of {size:,} bytes is larger than the {_MOST_BYTES:,} Bluesky takes."
            raise Refused(told, "bot edit ID, with one of at most 976 KB: every server takes that")


def _asked(tokens: Tokens, key: str, record: Mapping[str, Any]) -> Mapping[str, Any]:
    where = {"repo": tokens.did, "collection": COLLECTION, "rkey": key}
    return {**where, "swapRecord": None, "validate": True, "record": record}


def _receipt(answer: Mapping[str, Any], tokens: Tokens, key: str) -> Receipt:
    receipt = _address(tokens.did, key)
    if answer.get("uri") != receipt.remote_id:
        raise Unconfirmed("Bluesky took the post, but did not say where it is.", answers.LOOK)
    return receipt


def _address(did: str, key: str) -> Receipt:
    return Receipt(f"at://{did}/{COLLECTION}/{key}", f"https://bsky.app/profile/{did}/post/{key}")


def _value(found: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return found["value"] if found else {}


def _kept_thread(kept: str, after: str) -> Thread | None:
    try:
        known = json.loads(kept)
    except ValueError:  # nothing yet
        return None
    if known["after"] != after:
        return None
    return Thread(Reference(**known["root"]), Reference(**known["parent"]))


def _thread_after(found: Mapping[str, Any]) -> Thread | None:
    """Return the thread of which a record is the last so far: it is the first itself, or it names the first."""
    match found:
        case {"uri": str(uri), "cid": str(cid), "value": {"reply": {"root": {"uri": str(root), "cid": str(of_root)}}}}:
            return Thread(Reference(root, of_root), Reference(uri, cid))
        case {"uri": str(uri), "cid": str(cid)}:
            return Thread(Reference(uri, cid), Reference(uri, cid))
    return None
