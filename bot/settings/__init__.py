"""The environment and the home's .env become one frozen Settings; nothing else reads either.

The environment wins over .env, .env over the default. A secret may also come from a file: NAME_FILE holds its path. All
problems are collected and told at once. This stands on the way of every command, so it is dataclasses and python-dotenv
only: a validation library here would cost more than all the rest of `bot queue` (bench/startup.py).
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.redact import Secret
from bot.settings.addresses import (
    mail_address,
    mail_server,
    mail_trust,
    mailbox_server,
    ntfy_address,
    watched_at,
)
from bot.settings.environment import home_folder as home_folder
from bot.settings.loading import read_values
from bot.settings.readers import (
    ON_GITHUB,
    QUIET,
    Repository,
    a_date,
    clock_time,
    dates,
    dollars,
    folders,
    hours,
    is_telling,
    log_level,
    number,
    on_github,
    proxy,
    roadmap,
    secret,
    server,
    text,
    through,
    time_span,
    vault_key,
    web_address,
    weekdays,
    words,
    year_and_month,
    zone,
)

_HIDDEN = frozenset(
    {proxy, secret, server, vault_key, ntfy_address, watched_at}
)  # readers whose values are never repeated


def setting(name: str, default: str, read: Callable[[str], object], about: str) -> Any:
    """Declare a field of Settings: its name in the environment, default, reader and one sentence."""
    return field(metadata={"name": name, "default": default, "read": read, "about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person has chosen. `config.example.env` holds the same names, defaults and sentences."""

    home: Path
    timezone: ZoneInfo = setting("BOT_TIMEZONE", "UTC", zone, "Your time zone, by its IANA name.")
    roadmap: str = setting(
        "BOT_ROADMAP",
        "roadmap.md",
        roadmap,
        "Your roadmap: a path, from the home if not absolute, or github:owner/name/path of a file you push to.",
    )
    roadmap_plan: int = setting(
        "BOT_ROADMAP_PLAN", "1", number, "Which plan of that file, where it holds several; 1 is the largest."
    )
    start: date | None = setting("BOT_START", "", a_date, "The first study day of the plan, as 2026-01-31.")
    hours_per_week: float | None = setting(
        "BOT_HOURS_PER_WEEK", "", hours, "How many hours a week you have; the plan stretches to them."
    )
    study_days: frozenset[int] = setting(
        "BOT_STUDY_DAYS", "", weekdays, "The days you study, as mon,tue,sat; those of the schedule if empty."
    )
    holidays: frozenset[date] = setting(
        "BOT_HOLIDAYS", "", dates, "Dates without study, as 2026-12-24 or 2026-12-24..2027-01-02."
    )
    schedule: str = setting("BOT_SCHEDULE", "default", text, "The rhythm of study and posts: a file in schedules/.")
    day_ends: time = setting(
        "BOT_DAY_ENDS", "04:00", clock_time, "When a study day ends; an evening may pass midnight."
    )
    repositories: tuple[Repository, ...] = setting(
        "BOT_REPOSITORIES",
        "",
        folders,
        "Folders of the git repositories you learn in, separated by commas; “= count only” or “= ignore” after one.",
    )
    authors: tuple[str, ...] = setting(
        "BOT_AUTHORS", "", words, "Your e-mail addresses in those repositories, separated by commas."
    )
    most_a_day: int = setting("BOT_MOST_A_DAY", "2", number, "How many posts may go out on one platform on one day.")
    gap_minutes: int = setting(
        "BOT_GAP_MINUTES", "60", number, "How many minutes lie between two posts on one platform, at least."
    )
    quiet_hours: tuple[time, time] | None = setting(
        "BOT_QUIET_HOURS", "22:00-06:00", time_span, "When nothing is sent, as 22:00-06:00; never, if it says none."
    )
    hold_after_days: int = setting(
        "BOT_HOLD_AFTER_DAYS", "21", number, "After how many days without a word from you nothing is sent any more."
    )
    tags: tuple[str, ...] = setting(
        "BOT_TAGS", "", words, "Two or three hashtags for LinkedIn, subject only, without the # sign."
    )
    keep_out: tuple[str, ...] = setting(
        "BOT_KEEP_OUT", "", words, "Words and names that must never be posted, such as your employer's."
    )
    github_repositories: tuple[Repository, ...] = setting(
        "GITHUB_REPOSITORIES",
        "",
        on_github,
        "Repositories on GitHub, as owner/name; “= public”, “= count only” or “= ignore” may follow one.",
    )
    github_login: str = setting("GITHUB_LOGIN", "", text, "Your name on GitHub.")
    github_token: Secret = setting(
        "GITHUB_TOKEN",
        "",
        secret,
        "A read-only GitHub token; without one GitHub allows 60 questions an hour. A secret.",
    )
    github_api: str = setting(
        "GITHUB_API", "https://api.github.com", web_address, "Where GitHub is asked; a company may have its own."
    )
    x_through: str = setting(
        "X_THROUGH",
        "sandbox",
        through,
        "How posts reach X: sandbox (a file, nothing leaves), hand (you post them), api.",
    )
    x_budget: float = setting(
        "X_BUDGET", "5", dollars, "How many dollars a month X may cost; nothing more is sent there after that."
    )
    x_consumer_key: Secret = setting("X_CONSUMER_KEY", "", secret, "The key of your app at X. A secret.")
    x_consumer_secret: Secret = setting("X_CONSUMER_SECRET", "", secret, "The secret of that key. A secret.")
    x_access_token: Secret = setting(
        "X_ACCESS_TOKEN", "", secret, "Your token for that app, made after it was set to “Read and write”. A secret."
    )
    x_access_token_secret: Secret = setting("X_ACCESS_TOKEN_SECRET", "", secret, "The secret of that token. A secret.")
    x_api: str = setting("X_API", "https://api.x.com", web_address, "Where X is asked.")
    linkedin_through: str = setting(
        "LINKEDIN_THROUGH", "sandbox", through, "How posts reach LinkedIn: sandbox, hand or api."
    )
    linkedin_access_token: Secret = setting(
        "LINKEDIN_ACCESS_TOKEN", "", secret, "Your token for your app at LinkedIn; it lasts 60 days. A secret."
    )
    linkedin_token_ends: date | None = setting(
        "LINKEDIN_TOKEN_ENDS", "", a_date, "The day that token ends, as 2026-01-31; you are warned before."
    )
    linkedin_version: str = setting(
        "LINKEDIN_VERSION", "202607", year_and_month, "The version of LinkedIn's interface; each lives about a year."
    )
    linkedin_api: str = setting("LINKEDIN_API", "https://api.linkedin.com", web_address, "Where LinkedIn is asked.")
    linkedin_login: str = setting(
        "LINKEDIN_LOGIN", "https://www.linkedin.com", web_address, "Where bot login linkedin sends your browser."
    )
    mastodon_through: str = setting(
        "MASTODON_THROUGH", "sandbox", through, "How posts reach Mastodon: sandbox, hand or api."
    )
    mastodon_api: str = setting("MASTODON_API", "https://mastodon.social", web_address, "Your server of Mastodon.")
    mastodon_access_token: Secret = setting(
        "MASTODON_ACCESS_TOKEN", "", secret, "Your token there: Preferences, Development, New application. A secret."
    )
    bluesky_through: str = setting(
        "BLUESKY_THROUGH", "sandbox", through, "How posts reach Bluesky: sandbox, hand or api."
    )
    bluesky_api: str = setting("BLUESKY_API", "https://bsky.social", web_address, "Your server of Bluesky.")
    bluesky_handle: str = setting("BLUESKY_HANDLE", "", text, "Your name there, as sam.bsky.social.")
    bluesky_app_password: Secret = setting(
        "BLUESKY_APP_PASSWORD", "", secret, "An app password of yours there: Settings, App passwords. A secret."
    )
    mail_to: str = setting(
        "MAIL_TO", "", mail_address, "Where the digest and warnings are mailed; nothing is mailed if empty."
    )
    mail_from: str = setting("MAIL_FROM", "", mail_address, "The address they come from; MAIL_TO if empty.")
    smtp_server: tuple[str, int] | None = setting(
        "SMTP_SERVER", "", mail_server, "Your mail server, as smtp.example.org:587; port 465 if none is given."
    )
    smtp_login: str = setting("SMTP_LOGIN", "", text, "Your name at that server; MAIL_FROM if empty.")
    smtp_password: Secret = setting(
        "SMTP_PASSWORD", "", secret, "Your password there, best one made for this alone. A secret."
    )
    imap_server: tuple[str, int] | None = setting(
        "IMAP_SERVER", "", mailbox_server, "The mailbox server your answers come to; port 993 if none is given."
    )
    imap_login: str = setting("IMAP_LOGIN", "", text, "Your name there; SMTP_LOGIN or MAIL_FROM if empty.")
    imap_password: Secret = setting("IMAP_PASSWORD", "", secret, "Your password there, or SMTP_PASSWORD. A secret.")
    imap_folder: str = setting("IMAP_FOLDER", "INBOX", text, "The folder of that mailbox the answers are in.")
    phone_mail_trust: str = setting(
        "PHONE_MAIL_TRUST",
        "results",
        mail_trust,
        "What answers are believed by: results or capability; see docs/mail.md.",
    )
    phone_mail_signed_by: tuple[str, ...] = setting(
        "PHONE_MAIL_SIGNED_BY", "", words, "Who signs those results: your provider's names in them, with commas."
    )
    ntfy_address: Secret = setting(
        "NTFY_ADDRESS",
        "",
        ntfy_address,
        "What your phone listens to, as https://ntfy.sh/a-long-name: whoever knows it reads along. A secret.",
    )
    telegram_token: Secret = setting(
        "TELEGRAM_TOKEN", "", secret, "The token of your own bot at Telegram, from @BotFather. A secret."
    )
    telegram_api: str = setting("TELEGRAM_API", "https://api.telegram.org", web_address, "Where Telegram is asked.")
    telegram_proxy: Secret = setting(
        "TELEGRAM_PROXY",
        "",
        proxy,
        "A proxy on the way to Telegram, as http://host:port. A secret: it may have a password.",
    )
    ping_address: Secret = setting(
        "BOT_PING_ADDRESS",
        "",
        watched_at,
        "Where the daemon says every five minutes that all is well, as https://hc.example/a-long-name. A secret.",
    )
    vault_key: Secret = setting(
        "BOT_VAULT_KEY",
        "",
        vault_key,
        "What tokens are sealed with, kept elsewhere: openssl rand -hex 32. A secret.",
    )
    database_url: Secret = setting(
        "DATABASE_URL", "", server, "A PostgreSQL database instead of the home's own file. A secret: it has a password."
    )
    log_level: str = setting(
        "BOT_LOG_LEVEL", "warning", log_level, "How much is logged: debug, info, warning or error."
    )

    @property
    def never_said(self) -> tuple[str, ...]:
        """Return what never leaves: the person's own words, and the names of repositories that are only counted."""
        quiet = [each.name for each in (*self.repositories, *self.github_repositories) if each.keep in QUIET]
        names = [Path(name).name for name in quiet]
        return (*self.keep_out, *(each for each in quiet if "/" in each), *(each for each in names if is_telling(each)))

    @property
    def roadmap_on_github(self) -> tuple[str, str] | None:
        """Return the repository and the path of a roadmap that is kept on GitHub."""
        if not self.roadmap.startswith(ON_GITHUB):
            return None
        owner, name, path = self.roadmap.removeprefix(ON_GITHUB).split("/", 2)
        return f"{owner}/{name}", path

    @property
    def roadmap_path(self) -> Path:
        """Return where the roadmap is on this machine; of one on GitHub, where its copy is."""
        if self.roadmap_on_github:
            return self.home / "from-github" / Path(self.roadmap).name
        return self.home / Path(self.roadmap).expanduser()

    @property
    def mail_sender(self) -> str:
        """Return the address mail comes from."""
        return self.mail_from or self.mail_to

    def through(self, platform: str) -> str:
        """Return how posts reach a platform: sandbox, hand or api."""
        return str(getattr(self, f"{platform}_through"))

    def budget(self, platform: str) -> float | None:
        """Return how many dollars a month a platform may cost, if it costs any."""
        found: float | None = getattr(self, f"{platform}_budget", None)
        return found

    def secrets(self) -> tuple[Secret, ...]:
        """Return every secret that is set, so that logs can know their values."""
        values = (getattr(self, each.name) for each in known())
        return tuple(value for value in values if isinstance(value, Secret) and value)


def known() -> tuple["Field[Any]", ...]:
    """Return the fields that come from .env or the environment, in the order a person reads them."""
    return tuple(each for each in fields(Settings) if "name" in each.metadata)


def secret_names() -> list[str]:
    """Return the names of the settings whose values must never be shown."""
    return [each.metadata["name"] for each in known() if each.metadata["read"] in _HIDDEN]


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting, or raise one SettingsError that names all problems."""
    environ = os.environ if environ is None else environ
    home = home_folder(environ)
    return Settings(home=home, **read_values(known(), _HIDDEN, home, environ))
