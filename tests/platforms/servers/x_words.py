"""What X says when it says no: the bodies of §7 of its contract, and the faults only X has.

Bodies seen in public logs are as they were seen; of others the contract gives a fragment, and the rest is of the same
make.
"""

from collections.abc import Callable
from datetime import timedelta

from tests.platforms.servers.faults import Fault, Here, When, exactly, status
from tests.platforms.servers.spoken import Json, Said

_PROBLEMS = "https://api.x.com/2/problems/"
_TITLES = {400: "Invalid Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}


def problem(code: int, detail: str, title: str = "", kind: str = "about:blank", **more: Json) -> Said:
    """Return a problem, the first of the three shapes of §7."""
    title = title or _TITLES.get(code, "Error")
    return Said(code, {"title": title, "detail": detail or title, "type": kind, "status": code, **more})


def invalid(name: str, message: str) -> Said:
    """Return what X says to a request it does not understand."""
    errors = [{"parameters": {name: []}, "message": f"$.{name}: {message}"}]
    detail = "One or more parameters to your request was invalid."
    return problem(400, detail, "Invalid Request", f"{_PROBLEMS}invalid-request", errors=errors)


def legacy(code: int, number: int, message: str) -> Said:
    """Return the second shape of §7."""
    return Said(code, {"errors": [{"code": number, "message": message}]})


NO_CREDITS = problem(
    402,
    "Your enrolled account [1994512345] does not have any credits to fulfill this request.",
    "CreditsDepleted",
    f"{_PROBLEMS}credits",
)
WORDS = {
    400: invalid("text", "is not valid"),
    401: problem(401, "Unauthorized"),
    402: NO_CREDITS,
    403: problem(403, "You are not permitted to perform this action."),
    404: problem(404, "Not Found"),
    409: problem(409, "Conflict", "Conflict"),
    413: problem(413, "Request entity too large", "Payload Too Large"),
    422: problem(422, "Unprocessable Entity", "Unprocessable Entity"),
    426: problem(426, "Upgrade Required", "Upgrade Required"),
    429: problem(429, "Too Many Requests"),
    500: problem(500, "Internal Server Error", "Internal Server Error"),
    502: Said(502, b"<html><body>Bad Gateway</body></html>", {"content-type": "text/html"}),
    503: legacy(503, 130, "Over capacity"),
    504: Said(504, b""),  # §7: gateways send HTML or nothing
}


def _forbidden(name: str, detail: str, kind: str = "about:blank", **more: Json) -> Fault:
    return _no(f"403 {name}", problem(403, detail, kind=kind, **more))


def _no(name: str, said: Said) -> Fault:
    return Fault(name, says=exactly(said.status, said.body))


def _limits(**families: tuple[int, timedelta]) -> Callable[[Here], Said]:
    """Return a 429 with the headers of §6: what is left of each family, and when it begins anew."""

    def _say(here: Here) -> Said:
        headers: dict[str, str] = {}
        for family, (left, wait) in families.items():
            name = {"window": "x-rate-limit-", "day": "x-user-limit-24hour-"}[family]
            until = str(int((here.now() + wait).timestamp()))
            headers |= {f"{name}limit": "100", f"{name}remaining": str(left), f"{name}reset": until}
        return here.words(429, headers)

    return _say


_SOON, _LATER = timedelta(minutes=10), timedelta(hours=7)
REPLY = "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged"
NOT_ENROLLED = {"reason": "client-not-enrolled", "client_id": "29300000"}

FAULTS = (
    Fault("429, window used up", says=_limits(window=(0, _SOON))),
    Fault("429, day used up", says=_limits(window=(57, _SOON), day=(0, _LATER))),
    Fault("429, both used up", says=_limits(window=(0, _SOON), day=(0, _LATER))),
    Fault("429, reset is past", says=_limits(window=(0, -_SOON))),
    _no(
        "429 usage cap",
        problem(429, "Usage cap exceeded: Monthly product cap", "UsageCapExceeded", f"{_PROBLEMS}usage-capped"),
    ),
    _no("429 legacy", legacy(429, 88, "Rate limit exceeded")),
    *(Fault(str(code), says=status(code)) for code in (400, 401, 402, 404, 409, 413, 422, 426)),
    _no("401 legacy", legacy(401, 32, "Could not authenticate you.")),
    _forbidden("duplicate", "You are not allowed to create a Tweet with duplicate content."),
    _no("403 duplicate, legacy", legacy(403, 187, "Status is a duplicate.")),
    _forbidden("reply not allowed", f"{REPLY} by the author of the post you are replying to."),
    _forbidden("quote not allowed", "Quoting this post is not allowed because you have not been mentioned."),
    _forbidden("cashtags", "A Tweet may contain only one cashtag."),
    _forbidden("invalid link", "The Tweet contains an invalid URL."),
    _forbidden("reply to nothing", "You attempted to reply to a Tweet that is deleted or not visible to you."),
    _no("403 reply to nothing, legacy", legacy(403, 385, "You attempted to reply to a Tweet that is deleted.")),
    _forbidden("not permitted", "You are not permitted to perform this action."),
    _forbidden(
        "read only",
        "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
        f"{_PROBLEMS}oauth1-permissions",
    ),
    _forbidden("not enrolled", "Client Forbidden", f"{_PROBLEMS}client-forbidden", **NOT_ENROLLED),
    _no("403 access level", legacy(403, 453, "You currently have access to a subset of X API V2 endpoints.")),
    _forbidden("unknown", "Authenticating with Unknown is forbidden for this endpoint."),
    _forbidden("suspended", "Your account is suspended and is not permitted to access this feature."),
    _no("403 locked", legacy(403, 326, "To protect our users from spam, this account is temporarily locked.")),
    Fault("200 with errors alone", When.FIRST, exactly(200, {"errors": [{"title": "Partial", "detail": "no data"}]})),
)
