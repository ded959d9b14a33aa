"""What GitHub's refusals mean for the person, with the page where each is put right (contract §6).

GitHub's own words may quote what we sent, so none of them are used; only the permissions it names, letter by letter.
"""

import re
from collections.abc import Mapping

from bot.errors import ActivityError
from bot.redact import plain

TOKENS = "https://github.com/settings/personal-access-tokens"
_PERMISSION = re.compile(r"\b([a-z_]{2,40})=(read|write|admin)\b")
_MOST_PERMISSIONS = 5
AGAIN = "bot sync, in a while"


def refusal(status: int, headers: Mapping[str, str], message: str, about: str, token: bool) -> ActivityError:
    """Return what a status means for the person."""
    match status:
        case 401:
            return bad_token() if token else ActivityError(f"GitHub wants a token for {about}.", _new_token())
        case 403:
            return _forbidden(headers, message, about, token)
        case 404:
            return _not_there(about, token)
        case 410 | 451:
            reason = "has been taken away" if status == 410 else "is blocked for legal reasons"  # noqa: PLR2004
            return ActivityError(f"{about} {reason} on GitHub ({status}).", "take it out of GITHUB_REPOSITORIES")
        case 400 | 422:
            words = f"GitHub does not understand what it was asked about {about} ({status})."
            return ActivityError(words, "a newer learnaloud may know better; bot check")
        case _:
            return ActivityError(f"GitHub answered {status} for {about}.", AGAIN)


def bad_token() -> ActivityError:
    """Return the refusal of a token; it is never shown to GitHub again, for that would block the address."""
    return ActivityError("GitHub does not take GITHUB_TOKEN: it has expired or was revoked.", _new_token())


def not_a_token() -> ActivityError:
    """Return why a token with blanks or typographic quotes in it is not even shown to GitHub."""
    return ActivityError("GITHUB_TOKEN holds characters no token has.", "copy it again into GITHUB_TOKEN")


def elsewhere(about: str) -> ActivityError:
    """Return why a redirect was not followed."""
    return ActivityError(f"GitHub sends {about} to another address; nothing was sent there.", "bot check")


def in_circles(about: str) -> ActivityError:
    """Return why redirects were followed no longer."""
    return ActivityError(f"GitHub sends {about} round in a circle.", f"look at GITHUB_REPOSITORIES, or {AGAIN}")


def silence(trouble: str, about: str) -> ActivityError:
    """Return what three tries without a whole answer mean."""
    return ActivityError(f"GitHub did not answer for {about} ({trouble}).", AGAIN)


def permissions(headers: Mapping[str, str]) -> str:
    """Return the permissions GitHub says were missing."""
    found = _PERMISSION.findall(headers.get("x-accepted-github-permissions", "")[:500])
    return ", ".join(f"{name.replace('_', ' ').capitalize()}: {level}" for name, level in found[:_MOST_PERMISSIONS])


def _forbidden(headers: Mapping[str, str], message: str, about: str, token: bool) -> ActivityError:
    if not token:
        return ActivityError(f"GitHub lets nobody read {about} without a token.", _new_token())
    if "login attempts" in message.lower():  # contract §6: repeated bad logins cause a temporary 403 block
        return bad_token()
    if "x-github-sso" in headers:
        words = f"The organisation of {about} wants GITHUB_TOKEN to be authorised for it."
        return ActivityError(words, "https://github.com/settings/tokens, Configure SSO")
    needed = permissions(headers) or "Contents: read"
    return ActivityError(f"GITHUB_TOKEN may not read {about}: it lacks {needed}.", f"{TOKENS}: give it {needed}")


def _not_there(about: str, token: bool) -> ActivityError:
    if token:
        hint = f"look at GITHUB_REPOSITORIES; a private one needs Contents: read at {TOKENS}"
        return ActivityError(f"GitHub shows no repository {about} to GITHUB_TOKEN.", hint)
    hint = f"look at GITHUB_REPOSITORIES; a private one needs GITHUB_TOKEN: {TOKENS}/new"
    return ActivityError(f"GitHub shows no repository {about} to the public.", hint)


def _new_token() -> str:
    return f"make a new one at {TOKENS}/new and set GITHUB_TOKEN"


def not_understood(about: str) -> ActivityError:
    """Return what an answer of another shape than any we know means."""
    return ActivityError(f"GitHub's answer about {about} could not be understood.", AGAIN)


def lost(about: str) -> ActivityError:
    """Return why pages that never end were turned no further."""
    return ActivityError(f"GitHub's pages about {about} do not end.", AGAIN)


def not_a_name(name: str) -> ActivityError:
    """Return why a repository was not asked for."""
    return ActivityError(f"{plain(name)[:100]} is no repository's name.", "GITHUB_REPOSITORIES=owner/name")
