"""Commits in public repositories on GitHub, read with PyGithub; a token only raises the hourly limit.

Two habits of PyGithub are switched off: sleeping inside a call at a limit, and a pause before each request. Commits are
filtered here, by account and e-mail, because GitHub's own filter misses addresses it does not know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.activity import Evidence, Kind, safe
from bot.clock import study_date
from bot.errors import ActivityError
from bot.redact import Secret

if TYPE_CHECKING:
    from github import Github
    from github.Commit import Commit

API = "https://api.github.com"
_SECONDS = 30
_EMPTY_REPOSITORY = 409


@dataclass(frozen=True, slots=True)
class Learner:
    """Who wrote a commit, as GitHub and git know them."""

    login: str
    emails: Sequence[str]

    def wrote(self, commit: "Commit") -> bool:
        """Tell whether a commit is the learner's own work: a merge is nobody's."""
        if len(commit.parents) > 1:
            return False
        account = getattr(commit.author, "login", None) or ""  # no account is linked to the address
        email = (commit.commit.author.email or "").lower()
        return (bool(self.login) and account.lower() == self.login.lower()) or email in map(str.lower, self.emails)


def commits(
    client: "Github", repository: str, learner: Learner, since: date, zone: ZoneInfo, day_ends: time
) -> Iterator[Evidence]:
    """Yield the learner's commits in a public repository since a date, newest first."""
    # GitHub goes by the day a commit was made in the repository, which a rebase moves; a day more is asked for.
    first = datetime.combine(since, time(), zone).astimezone(UTC) - timedelta(days=1)
    for commit in _listed(client, repository, first):
        at = commit.commit.author.date
        day = study_date(at, zone, day_ends)
        if learner.wrote(commit) and day >= since:
            yield Evidence(
                Kind.COMMIT,
                commit.sha,
                safe(commit.commit.message),
                at,
                day,
                url=commit.html_url,
                repository=repository,
            )


def client(token: Secret, api: str = API) -> "Github":
    """Return a client that asks once, in our time, and never sleeps."""
    from github import Auth, Github

    auth = Auth.Token(token.reveal()) if token else None
    return Github(
        auth=auth, base_url=api, timeout=_SECONDS, per_page=100, retry=None,
        seconds_between_requests=None, seconds_between_writes=None,
    )  # fmt: skip


def _listed(client: "Github", repository: str, since: datetime) -> Iterator["Commit"]:
    from github import GithubException
    from requests import RequestException

    try:
        found = client.get_repo(repository)
        if found.private:
            raise ActivityError(
                f"{repository} is private; only public ones are read.", "remove it from GITHUB_REPOSITORIES"
            )
        yield from found.get_commits(since=since)
    except GithubException as error:
        if error.status != _EMPTY_REPOSITORY:
            raise _story(repository, error) from None
    except RequestException as error:
        raise ActivityError(f"GitHub did not answer ({type(error).__name__}).", "bot sync, in a while") from None


def _story(repository: str, error: "object") -> ActivityError:
    """Say what GitHub's answer means for the person; its text may quote what we sent, so only the number is used."""
    match status := getattr(error, "status", 0):
        case 401:
            return ActivityError(
                "GitHub does not take GITHUB_TOKEN.", "https://github.com/settings/personal-access-tokens"
            )
        case 403 | 429:
            return ActivityError("GitHub's limit for this hour is used up.", "set GITHUB_TOKEN, or bot sync in an hour")
        case 404:
            return ActivityError(f"GitHub shows no repository {repository}.", "look at GITHUB_REPOSITORIES")
        case _:
            return ActivityError(f"GitHub answered {status} for {repository}.", "bot sync, in a while")
