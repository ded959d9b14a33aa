"""Tells the person's phone a title and a few lines, through a topic at ntfy (ntfy.sh, or a server of one's own).

Odd about it: the address is the only lock, so it is a secret, and what is sent is redacted once more: whoever knows the
topic reads it. It goes as JSON to the server's root, because a header holds neither a line end nor every letter.
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import http
from bot.errors import Blocked, NotSent, Refused, Unconfirmed
from bot.platforms.answers import Meaning, judge, read
from bot.redact import MASK, Secret, plain, redact

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 4096  # longer ones become a file to download (https://docs.ntfy.sh/publish/, November 2026)
LONGEST_TITLE = 150
_CUT = "\n…"
_ADDRESS = re.compile(r"(https?://.+)/([A-Za-z0-9_-]{1,64})")
_LATER = "nothing to do: it is tried again by itself"
_LOOK = "look at your phone: it is not sent again by itself"
_CHECK = "set NTFY_ADDRESS in .env to a topic you may write to, as https://ntfy.sh/a-long-name"

MEANINGS = (
    Meaning(429, NotSent, "ntfy takes no more for now ({said}).", _LATER, again_in=timedelta(minutes=15)),
    Meaning(507, NotSent, "ntfy takes no more for now ({said}).", _LATER, again_in=timedelta(hours=1)),
    Meaning(range(200, 300), Unconfirmed, "What answered is no ntfy, or not as we know it ({said}).", _CHECK),
    Meaning(range(300, 400), Blocked, "ntfy is elsewhere ({said}).", _CHECK),
    *(Meaning(each, Blocked, "ntfy does not let us write to that topic ({said}).", _CHECK) for each in (401, 403)),
    *(Meaning(each, Blocked, "There is no ntfy at NTFY_ADDRESS ({said}).", _CHECK) for each in (404, 405)),
    Meaning(range(408, 409), Unconfirmed, "ntfy may have told your phone or not ({said}).", _LOOK),
    Meaning(range(400, 500), Refused, "ntfy refused it ({said}).", "bot check"),
    Meaning(range(100, 600), Unconfirmed, "ntfy may have told your phone or not ({said}).", _LOOK),
)


def push(address: Secret, title: str, text: str, wire: "httpx.BaseTransport | None" = None) -> None:
    """Tell the phone once; raise what became of it otherwise."""
    found = _ADDRESS.fullmatch(address.reveal())
    if not found:
        raise Blocked("NTFY_ADDRESS leads nowhere.", _CHECK)
    root, topic = found.groups()
    told = {"topic": topic, "title": _title(title), "message": cut(redact(plain(text)))}
    with http.client(wire=wire) as client:
        response = _sent(client, client.build_request("POST", f"{root}/", json=told))
    answer = read(response)
    if response.status_code == 200 and answer.get("id") and answer.get("event") == "message":  # noqa: PLR2004
        return
    said = answer.get("error")
    raise judge(response, MEANINGS, (said if isinstance(said, str) else "").replace(topic, MASK))


def cut(text: str) -> str:
    """Return as many whole lines as ntfy takes in one message; of a first line that is too long, its beginning."""
    if len(text.encode()) <= MOST_BYTES:
        return text
    room = MOST_BYTES - len(_CUT.encode())
    beginning = text.encode()[: room + 1].decode(errors="ignore")
    whole_lines = beginning.rpartition("\n")[0]
    return (whole_lines or beginning.encode()[:room].decode(errors="ignore")) + _CUT


def _title(title: str) -> str:
    return " ".join(redact(plain(title)).split())[:LONGEST_TITLE]


def _sent(client: "httpx.Client", request: "httpx.Request") -> "httpx.Response":
    try:
        return http.send(client, request)
    except NotSent as error:
        raise NotSent(error.message, "set NTFY_ADDRESS in .env; or nothing to do, if the network is down") from None
    except Unconfirmed as error:
        raise Unconfirmed(error.message, _LOOK) from None
