"""How Telegram's Bot API words its answers, and how it reads what it is asked. § are sections of the contract."""

import json
from email import message_from_bytes
from typing import Any

from tests.platforms.servers.spoken import Refusal, Request, Said

Raw = dict[str, Any]

FIELDS = {
    "getme": set[str](),
    "getwebhookinfo": set[str](),
    "deletewebhook": {"drop_pending_updates"},
    "getupdates": {"offset", "limit", "timeout", "allowed_updates"},
    "sendmessage": {"chat_id", "text", "entities", "link_preview_options", "reply_parameters", "reply_markup",
                    "disable_notification"},
    "senddocument": {"chat_id", "document", "caption", "reply_parameters", "reply_markup", "disable_notification"},
    "editmessagetext": {"chat_id", "message_id", "text", "entities", "link_preview_options", "reply_markup"},
    "answercallbackquery": {"callback_query_id", "text"},
}  # fmt: skip
OTHERS = {
    401: "Unauthorized", 403: "Forbidden: bot was blocked by the user", 404: "Not Found", 421: "Misdirected Request",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after 5", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout",
}  # fmt: skip


def no(status: int, description: str, **parameters: object) -> Said:
    """Return a no in Telegram's own form (§2)."""
    more = {"parameters": parameters} if parameters else {}
    return Said(status, {"ok": False, "error_code": status, "description": description, **more})


def flood(seconds: int) -> Said:
    """Return that there is too much of it (§2.1)."""
    said = no(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    return Said(said.status, said.body, {"retry-after": str(seconds)})


def checked_markup(markup: Raw) -> Raw:
    """Return what stands below a message: one thing (§2.5), within its limits (§2.1)."""
    if "force_reply" in markup and "inline_keyboard" in markup:
        raise Refusal(no(400, "Bad Request: reply markup is one thing"))
    if "force_reply" in markup and not 1 <= len(markup.get("input_field_placeholder", "-")) <= 64:
        raise Refusal(no(400, "Bad Request: placeholder is 1 to 64 characters"))
    for row in markup.get("inline_keyboard", []):
        if any(not 1 <= len(each["callback_data"].encode()) <= 64 for each in row):
            raise Refusal(no(400, "Bad Request: BUTTON_DATA_INVALID"))
    return markup


def read(request: Request) -> Raw:
    """Return the fields of a request."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return _form(kind, request.body)
    try:
        asked = json.loads(request.body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or kind != "application/json":
        raise Refusal(no(400, "Bad Request: the body is not JSON"))
    return asked


def _form(kind: str, body: bytes) -> Raw:
    """Return the fields of a form: files as they are, words as words, the rest from JSON."""
    parts: Any = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).get_payload()
    asked: Raw = {}
    for each in parts:
        name, content = str(each.get_param("name", header="content-disposition")), each.get_payload(decode=True)
        if file := each.get_filename():
            asked[name] = file, content
        else:
            asked[name] = content.decode() if name in {"caption", "text"} else json.loads(content)
    return asked
