"""What goes over the wire: a request as it came, an answer as it leaves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import responses
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Json = Any


@dataclass(frozen=True, slots=True)
class Request:
    """A request that arrived whole, header names in lower case; `route` says what it asks for."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    route: str = ""

    @property
    def path(self) -> str:
        """Return the path, decoded."""
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        """Return what stands behind the question mark."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: bytes as they are, or anything JSON can say."""

    status: int = 200
    body: Json = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """Return the body as it goes over the wire."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()

    def head(self, framing: str) -> bytes:
        """Return the status line and the headers; `framing` says where the body ends."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        if self.body != b"":
            headers.setdefault("content-type", "application/json; charset=utf-8")
        lines = [f"HTTP/1.1 {self.status} {responses.get(self.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, framing, "", ""]).encode()

    def whole(self, missing: int = 0) -> bytes:
        """Return all of it; `missing` bytes are promised and not there."""
        return self.head(f"content-length: {len(self.content) + missing}") + self.content


class Refusal(Exception):
    """Ends the work on a request with an answer that is a no."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.status)
        self.said = said
