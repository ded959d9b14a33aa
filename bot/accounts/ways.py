"""Each platform's way in, in words for a person who has never made an app: before, step by step, what is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.accounts.listener import PATH, PORT

REDIRECT = f"http://127.0.0.1:{PORT}{PATH}"
BY_HAND = "Rather post yourself? Set {name}_THROUGH=hand in .env: no app, no label, no page, no cost."


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the person types or pastes: the name it is kept under, and what it is called there."""

    name: str
    words: str
    is_secret: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """How one platform is connected."""

    before: str  # what it costs, and what the platform will ask for
    steps: Sequence[str]
    asks: Sequence[Asked] = ()
    ends_with: str = ""  # the name of the token a browser's yes brings; without it what is asked for is all


WAYS = {
    "x": Way(
        before=(
            "X takes 1.5 cents a post, 20 for one with a link, paid in advance; and it wants an account that posts by"
            " an app to be labelled “Automated” in its settings, with your name as who runs it."
        ),
        steps=(
            "Open https://console.x.com and make a project and an app; buy some credits and set a spending limit.",
            "In the app open “User authentication settings” and choose “Read and write”. Do this first.",
            "Then open “Keys and tokens” and make the consumer keys and the access token with its secret.",
            "Paste the four here. They do not end until you make new ones.",
        ),
        asks=(
            Asked("X_CONSUMER_KEY", "Consumer key (API key)"),
            Asked("X_CONSUMER_SECRET", "Consumer secret"),
            Asked("X_ACCESS_TOKEN", "Access token"),
            Asked("X_ACCESS_TOKEN_SECRET", "Access token secret"),
        ),
    ),
    "linkedin": Way(
        before=(
            "LinkedIn costs nothing. It wants an app to belong to a company page, which may be an empty one of your"
            " own; and its token ends after 60 days, so this is done again every two months."
        ),
        steps=(
            "Open https://www.linkedin.com/developers/apps and make an app, with a page of yours.",
            "Under “Products” add “Share on LinkedIn” and “Sign In with LinkedIn using OpenID Connect”.",
            f"Under “Auth” add this redirect address: {REDIRECT}",
            "Paste its client id and client secret here; then your browser asks whether the app may post for you.",
        ),
        asks=(
            Asked("LINKEDIN_CLIENT_ID", "Client id", is_secret=False),
            Asked("LINKEDIN_CLIENT_SECRET", "Client secret"),
        ),
        ends_with="LINKEDIN_ACCESS_TOKEN",
    ),
    "mastodon": Way(
        before=(
            "Mastodon costs nothing. Most servers want an account that posts by itself to be marked as automated:"
            " Preferences, Public profile, “This is an automated account”."
        ),
        steps=(
            "Set MASTODON_API in .env to your server, if it is not mastodon.social.",
            "Your browser asks whether learnaloud may post for you; the token does not end until you take it back.",
        ),
        ends_with="MASTODON_ACCESS_TOKEN",
    ),
    "bluesky": Way(
        before="Bluesky costs nothing. It asks for no label; many mark an account that posts by itself as a bot.",
        steps=(
            "Open https://bsky.app/settings/app-passwords and make one for learnaloud; never give your main password.",
            "Paste your handle and the app password here.",
        ),
        asks=(
            Asked("BLUESKY_HANDLE", "Handle, as sam.bsky.social", is_secret=False),
            Asked("BLUESKY_APP_PASSWORD", "App password, as abcd-abcd-abcd-abcd"),
        ),
    ),
}
