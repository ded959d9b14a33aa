"""Who gives a token for which platform: where its pages are, and who we are to it."""

from typing import TYPE_CHECKING

from bot.accounts.oauth import Issuer, post_form
from bot.errors import LoginError
from bot.redact import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from bot.settings import Settings

_LINKEDIN_SCOPES = ("openid", "profile", "w_member_social")
_MASTODON_SCOPES = ("read:accounts", "read:statuses", "write:statuses", "write:media")
_ON_SCREEN = "urn:ietf:wg:oauth:2.0:oob"  # Mastodon then shows the code to copy


def issuer(
    platform: str, settings: "Settings", given: "Mapping[str, Secret]", redirect: str,
    wire: "httpx.BaseTransport | None" = None,
) -> Issuer:  # fmt: skip
    """Return who gives the token of a platform; `given` is what the person typed."""
    if platform == "linkedin":
        pages = f"{settings.linkedin_login}/oauth/v2"
        name, secret = given["LINKEDIN_CLIENT_ID"].reveal(), given["LINKEDIN_CLIENT_SECRET"]
        return Issuer(f"{pages}/authorization", f"{pages}/accessToken", name, secret, _LINKEDIN_SCOPES)
    if platform == "mastodon":
        return _mastodon(settings.mastodon_api, redirect, wire)
    raise LoginError(f"{platform} has no page to say yes on.", "bot login --help")


def _mastodon(server: str, redirect: str, wire: "httpx.BaseTransport | None") -> Issuer:
    """Make ourselves known to a server: each has its own, and any program may."""
    asked = {
        "client_name": "learnaloud",
        "redirect_uris": f"{redirect}\n{_ON_SCREEN}",
        "scopes": " ".join(_MASTODON_SCOPES),
    }
    made = post_form(f"{server}/api/v1/apps", asked, wire)
    name, secret = made.get("client_id"), made.get("client_secret")
    if not isinstance(name, str) or not isinstance(secret, str):
        raise LoginError(f"{server} did not let us make ourselves known.", "look at MASTODON_API in .env")
    return Issuer(f"{server}/oauth/authorize", f"{server}/oauth/token", name, Secret(secret), _MASTODON_SCOPES)
