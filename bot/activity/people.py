"""Whose a commit is: the learner's under any of their addresses, a bot's, or somebody else's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CO_AUTHOR = re.compile(r"^co-authored-by:\s*(?P<name>[^<\n]*)<(?P<email>[^>\n]*)>\s*$", re.IGNORECASE | re.MULTILINE)
# https://docs.github.com/account-and-profile: 123+login@… or, before 2017, login@…
_NO_REPLY = re.compile(r"(?:\d+\+)?(?P<login>[^@+]+)@users\.noreply\.github\.com", re.IGNORECASE)
_BOT = re.compile(
    r"\[bot\]|^(?:dependabot|renovate|greenkeeper|snyk|github[ -]actions?|pre-commit[ -]ci|semantic-release"
    r"|allcontributors|imgbot|mergify|codecov|deepsource|restyled)(?:[ -]?(?:bot|io|preview))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Learner:
    """The learner, as GitHub and git know them: one account, any number of addresses."""

    login: str
    emails: Sequence[str]

    def is_me(self, email: str, login: str = "") -> bool:
        """Tell whether an address or an account is the learner's."""
        email = email.strip().lower()
        if self.login and self.login.lower() in (login.lower(), login_of(email)):
            return True
        return bool(email) and email in map(str.lower, self.emails)

    def helped(self, message: str) -> bool:
        """Tell whether the learner is named as a co-author."""
        return any(self.is_me(email) for _, email in co_authors(message))


def co_authors(message: str) -> Iterator[tuple[str, str]]:
    """Yield the names and addresses a message's last paragraph credits."""
    trailers = message.rstrip().rpartition("\n\n")[2]
    for found in _CO_AUTHOR.finditer(trailers):
        yield found["name"].strip(), found["email"].strip()


def login_of(email: str) -> str:
    """Return the account behind an address GitHub gives out, or nothing."""
    found = _NO_REPLY.fullmatch(email.strip())
    return found["login"].lower() if found else ""


def is_bot(name: str, login: str = "", kind: str = "") -> bool:
    """Tell whether a program wrote it: by GitHub's kind of account, or by a name programs go by."""
    return kind == "Bot" or any(_BOT.search(each.strip()) for each in (name, login) if each)
