"""What Bluesky says when it says no: the names of §8 of its contract, and the faults only Bluesky has.

The contract gives names and a few messages; the other messages are of the same make.
"""

from datetime import timedelta

from tests.platforms.servers.faults import Fault, Here, When, exactly, status
from tests.platforms.servers.spoken import Said


def error(code: int, name: str, message: str = "") -> Said:
    """Return an error as §1 has it."""
    return Said(code, {"error": name, "message": message or name})


def invalid(message: str) -> Said:
    """Return what Bluesky says of a request that is not as it has to be."""
    return error(400, "InvalidRequest", message)


def bad_record(why: str) -> Said:
    """Return what Bluesky says of a record that is not as its lexicon has it (§8)."""
    return invalid(f"Invalid app.bsky.feed.post record: {why}")


EXPIRED = error(400, "ExpiredToken", "Token has expired")
INVALID_TOKEN = error(400, "InvalidToken", "Token could not be verified")
NO_TOKEN = error(401, "AuthMissing", "Authentication Required")
NO_ENTRY = error(401, "AuthenticationRequired", "Invalid identifier or password")
SWAPPED = error(400, "InvalidSwap", "Record was at bafyreisomething")
NO_BLOB = error(400, "BlobNotFound", "Could not find blob: bafkreisomething")
TAKEN_DOWN = error(401, "AccountTakedown", "Account has been taken down")

WORDS = {
    400: bad_record("text must not be longer than 300 graphemes"),
    401: NO_ENTRY,
    403: error(403, "Forbidden", "Forbidden"),
    404: Said(404, {"error": "XRPCNotSupported", "message": "XRPCNotSupported"}),
    409: error(409, "Conflict", "Conflict"),
    413: error(413, "PayloadTooLarge", "request entity too large"),
    429: error(429, "RateLimitExceeded", "Rate Limit Exceeded"),
    500: error(500, "InternalServerError", "Internal Server Error"),
    502: error(502, "UpstreamFailure", "Upstream service unreachable"),
    503: Said(503, b"<html><body>Service Unavailable</body></html>", {"content-type": "text/html"}),
    504: Said(504, b""),
}


def _no(name: str, said: Said) -> Fault:
    return Fault(name, says=exactly(said.status, said.body))


def _reset(wait: timedelta, **more: str) -> Fault:
    """Return a limit that names the end of its window (§7)."""

    def _says(here: Here) -> Said:
        headers = {"ratelimit-reset": str(int((here.now() + wait).timestamp())), "ratelimit-policy": "5000;w=3600"}
        return here.words(429, {**headers, **{name.replace("_", "-"): value for name, value in more.items()}})

    return Fault(f"429, its window ends in {int(wait.total_seconds())} s, {len(more)} more", says=_says)


FAULTS = (
    *(Fault(str(code), says=status(code)) for code in (400, 401, 403, 404, 409, 413)),
    _no("400 expired token", EXPIRED),
    _no("400 invalid token", INVALID_TOKEN),
    _no("401 no token", NO_TOKEN),
    _no("400 swap, and nothing is there", SWAPPED),
    _no("400 no blob", NO_BLOB),
    _no(
        "400 blob too large", error(400, "BlobTooLarge", "This file is too large. It is 1.4MB but the maximum is 1MB.")
    ),
    _no("401 taken down", TAKEN_DOWN),
    _no("400 repo taken down", error(400, "RepoTakendown", "Repo has been taken down")),
    _no("400 repo deactivated", error(400, "RepoDeactivated", "Repo has been deactivated")),
    _no("400 account deactivated", error(400, "AccountDeactivated", "Account is deactivated")),
    _no("401 wants a code", error(401, "AuthFactorTokenRequired", "A sign in code has been sent to your email")),
    _reset(timedelta(minutes=10)),
    _reset(timedelta(minutes=1), retry_after="300"),
    Fault("200 with another address", When.FIRST, exactly(200, {"uri": "at://did:plc:other/x/y", "cid": "bafy"})),
    Fault("200 without an address", When.FIRST, exactly(200, {"cid": "bafy"})),
)
