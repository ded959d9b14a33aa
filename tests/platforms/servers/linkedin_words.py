"""What LinkedIn says when it says no: the bodies of §7 of its contract, and the faults only LinkedIn has.

Bodies seen in public logs are as they were seen; of others the contract gives a fragment, and the rest is of the same
make.
"""

from tests.platforms.servers.faults import Fault, When, exactly, status
from tests.platforms.servers.spoken import Json, Said

_REVOKED = "The token used in the request has been revoked by the user"
_THROTTLED = "Resource level throttle limit for calls to this resource is reached."
FIRST = "urn:li:share:7141138937766391808"


def simple(code: int, word: str, message: str, number: int | None = None) -> Said:
    """Return the first shape of §7."""
    numbered = {} if number is None else {"serviceErrorCode": number}
    return Said(code, {"status": code, **numbered, "code": word, "message": message})


def validation(code: int, word: str, message: str, description: str, **more: Json) -> Said:
    """Return the second shape of §7."""
    errors = [{"description": description, "input": {}, "code": word, **more}]
    kind = "com.linkedin.common.error.BadRequest"
    return Said(
        code, {"errorDetailType": kind, "message": message, "errorDetails": {"inputErrors": errors}, "status": code}
    )


def invalid(word: str, message: str, **more: Json) -> Said:
    """Return a 400."""
    return validation(400, word, message, message, **more)


def schema(name: str, message: str) -> Said:
    """Return what LinkedIn says of a field that is not as its schema has it."""
    return simple(422, "UNPROCESSABLE_ENTITY", f"ERROR :: /{name} :: {message}")


def denied(what: str) -> Said:
    """Return what LinkedIn says to somebody without the permission."""
    return simple(403, "ACCESS_DENIED", f"Not enough permissions to access: partnerApiPosts.{what}.20260701", 100)


def duplicate(urn: str) -> Said:
    """Return what LinkedIn says to a text it has (Arisamiga/Linkedin-RSS #5)."""
    said = f"com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of {urn}"
    return validation(422, "DUPLICATE_POST", said, "Duplicate post is detected")


WORDS = {
    400: simple(400, "ILLEGAL_ARGUMENT", "field is required", 100),
    401: simple(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600),
    402: simple(402, "PAYMENT_REQUIRED", "Payment required"),
    403: denied("CREATE"),
    404: simple(404, "RESOURCE_NOT_FOUND", "No virtual resource found", 0),
    409: simple(409, "CONFLICT", "Conflict"),
    413: simple(413, "REQUEST_TOO_LARGE", "Request entity too large"),
    422: schema("author", "is not valid"),
    426: simple(426, "NONEXISTENT_VERSION", "Requested version 20250801 is not active"),
    429: simple(429, "TOO_MANY_REQUESTS", _THROTTLED, 101),
    500: simple(500, "INTERNAL_SERVER_ERROR", "Internal Server Error", 0),
    502: Said(502, b"<html><body>Bad Gateway</body></html>", {"content-type": "text/html"}),
    503: simple(503, "SERVICE_UNAVAILABLE", "Service unavailable"),
    504: Said(504, b""),
}


def _no(name: str, said: Said) -> Fault:
    return Fault(name, says=exactly(said.status, said.body))


FAULTS = (
    *(Fault(str(code), says=status(code)) for code in (400, 401, 402, 403, 404, 409, 413, 422, 426)),
    _no("400 too long", invalid("FIELD_LENGTH_TOO_LONG", "commentary is 3012 long", maxLength=3000)),
    _no("400 too many", invalid("FIELD_ARRAY_SIZE_TOO_HIGH", "content.multiImage.images has 21 elements")),
    _no("400 media not ready", invalid("MEDIA_NOT_READY", "Media urn:li:image:1 was not found or is not ready")),
    _no("401 revoked", simple(401, "REVOKED_ACCESS_TOKEN", _REVOKED, 65601)),
    _no("401 expired", simple(401, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired", 65602)),
    _no("401 OAuth", Said(401, {"error": "invalid_token", "error_description": "The token is not valid"})),
    _no("409 naming the first", simple(409, "CONFLICT", f"Conflict with {FIRST}")),
    _no("422 duplicate", duplicate(FIRST)),
    _no("422 duplicate that names none", validation(422, "DUPLICATE_POST", "Duplicate", "Duplicate post")),
    Fault("201 without the header", When.FIRST, exactly(201)),
    Fault("201, no URN in the header", When.FIRST, exactly(201, b"", {"x-restli-id": "17"})),
)
