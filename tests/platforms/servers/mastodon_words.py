"""What Mastodon says when it says no: the bodies of §4, §6, §7 and §8 of its contract, and the faults only it has.

Of an answer the contract gives a fragment of, the rest is of the same make.
"""

from collections.abc import Callable
from datetime import timedelta

from tests.platforms.servers.faults import Fault, Here, When, exactly, status
from tests.platforms.servers.spoken import Json, Said

_HTML = {"content-type": "text/html; charset=utf-8"}


def no(code: int, error: str, **more: Json) -> Said:
    """Return the one shape of §8."""
    return Said(code, {"error": error, **more})


def invalid(what: str) -> Said:
    """Return what Mastodon says of a post it does not take."""
    return no(422, f"Validation failed: {what}")


def gone(*ids: str) -> Said:
    """Return what Mastodon says of pictures it has not, or has in another post (§4)."""
    return no(422, f"Media {', '.join(ids)} not found or already attached to another post")


def strangers(*names: str) -> Said:
    """Return what Mastodon says of a post that would ping somebody it should not (PR 18350)."""
    accounts = [{"id": str(number), "username": name, "acct": name} for number, name in enumerate(names)]
    return no(422, "Post would be sent to unexpected accounts", unexpected_accounts=accounts)


UNFINISHED = no(422, "Cannot attach files that have not finished processing. Try again in a moment!")
BROKEN = no(500, "There was a problem with your request.")
WORDS = {
    400: no(400, "Bad request"),
    401: no(401, "The access token is invalid"),
    403: no(403, "This action is outside the authorized scopes"),
    404: no(404, "Record not found"),
    410: no(410, "Gone"),
    413: Said(413, b"<html>413 Request Entity Too Large</html>", _HTML),  # of nginx
    422: invalid("Visibility is not included in the list"),
    429: no(429, "Too many requests"),
    500: no(500, "Internal server error"),
    502: Said(502, b"<html>Bad Gateway</html>", _HTML),
    503: no(503, "There was a temporary problem serving your request, please try again"),
    504: Said(504, b""),
}


def _no(name: str, said: Said) -> Fault:
    return Fault(name, says=exactly(said.status, said.body, said.headers))


def _resets(wait: timedelta, *, epoch: bool = False) -> Callable[[Here], Said]:
    """§7: ISO 8601 with microseconds; GoToSocial says seconds since 1970."""

    def _says(here: Here) -> Said:
        ends = here.now() + wait
        told = str(int(ends.timestamp())) if epoch else ends.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return here.words(429, {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "0", "x-ratelimit-reset": told})

    return _says


FAULTS = (
    *(Fault(str(code), says=status(code)) for code in (400, 401, 403, 404, 410, 422)),
    Fault("429, reset in 10 minutes", says=_resets(timedelta(minutes=10))),
    Fault("429, reset in 10 minutes, epoch", says=_resets(timedelta(minutes=10), epoch=True)),
    Fault("429, reset is past", says=_resets(timedelta(minutes=-1))),
    Fault("429, reset in a day", says=_resets(timedelta(days=1))),
    Fault("429, reset in words", says=status(429, x_ratelimit_reset="soon")),
    _no("401 revoked", no(401, "The access token was revoked")),
    _no("403 disabled", no(403, "Your login is currently disabled")),
    _no("403 unconfirmed", no(403, "Your login is missing a confirmed e-mail address")),
    _no("403, HTML", Said(403, b"<!DOCTYPE html><title>Attention Required!</title>", _HTML)),
    _no("413, HTML", WORDS[413]),
    _no("422 too long", invalid("Text character limit of 500 exceeded")),
    _no("422 not finished", UNFINISHED),
    _no("422 already attached", gone("1")),
    _no("422 strangers", strangers("app", "property")),
    _no("500 on a repeat", BROKEN),
    Fault("308 to another host", says=lambda here: Said(308, b"", {"location": here.elsewhere})),
    Fault("503, HTML after acting", When.FIRST, exactly(503, b"<html>down for maintenance</html>", _HTML)),
    Fault("200 of a scheduled one", When.FIRST, exactly(200, {"id": "1", "scheduled_at": "2026-11-21T09:00:00.000Z"})),
    Fault("200 with a number for an id", When.FIRST, exactly(200, {"id": 1, "url": "https://mastodon.example/@sam/1"})),
    Fault("200 without an address", When.FIRST, exactly(200, {"id": "1", "url": None, "uri": "tag:1"})),
)
