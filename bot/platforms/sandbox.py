"""A platform that publishes to a file in the home: for the demo, for trying things out, and for tests.

It behaves as a careful platform would: a key it has seen is answered with the receipt it gave the first time, and the
ledger is on disk before the receipt is returned.
"""

import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from bot.platforms import Part, Receipt, Upload, check_length


class Sandbox:
    """Stands in for one platform, with that platform's limit."""

    def __init__(self, folder: Path, stands_for: str, *, lasting: bool = True) -> None:
        self._ledger = folder / f"{stands_for}.jsonl"
        self._stands_for = stands_for
        self._lasting = lasting
        self._seen: dict[tuple[object, object], str] = {}  # the id by key and part
        self._read_to = 0  # bytes of the ledger: another process may write there as well

    def prepare(self, part: Part) -> Sequence[Upload]:
        """Return the pictures' hashes: a file needs no uploads."""
        return [Upload(sha256(each.content).hexdigest()) for each in part.pictures]

    def publish(self, part: Part) -> Receipt:
        """Write the part to the ledger, once per key."""
        if earlier := self.look_up(part):
            return earlier
        check_length(self._stands_for, part.text)
        number = len(self._seen) + 1
        remote_id = f"sandbox-{self._stands_for}-{number}"
        shown = [{"alt": each.alt, "sha256": sha256(each.content).hexdigest()} for each in part.pictures]
        entry: dict[str, object] = {"id": remote_id, "key": part.key, "part": part.number, "text": part.text}
        self._append({**entry, "pictures": shown} if shown else entry)
        return Receipt(remote_id, self._url(remote_id))

    def look_up(self, part: Part) -> Receipt | None:
        """Return the receipt of a part the ledger holds."""
        self._read_on()
        remote_id = self._seen.get((part.key, part.number))
        return Receipt(remote_id, self._url(remote_id)) if remote_id else None

    def check(self) -> str:
        """Return whose account this is: nobody's."""
        return f"the sandbox in {self._ledger}"

    def _read_on(self) -> None:
        if self._ledger.exists():
            with self._ledger.open("rb") as ledger:
                ledger.seek(self._read_to)
                for entry in map(json.loads, ledger):
                    self._seen.setdefault((entry["key"], entry["part"]), str(entry["id"]))
                self._read_to = ledger.tell()

    def _append(self, entry: dict[str, object]) -> None:
        self._ledger.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._ledger.open("a", encoding="utf-8") as ledger:
            ledger.write(json.dumps(entry, ensure_ascii=False) + "\n")
            ledger.flush()
            if self._lasting:
                os.fsync(ledger.fileno())

    def _url(self, remote_id: str) -> str:
        return f"{self._ledger.as_uri()}#{remote_id}"
