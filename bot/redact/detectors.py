"""What secrets look like: one row a kind, with its clues, its pattern and, where a pattern cannot tell, its judge.

A detector is read only when one of its clues stands in the text, and no pattern can be made to look at the same run of
characters again and again: a megabyte of hostile text costs what a megabyte of prose costs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.redact.patterns import compiled

SHORTEST = 6  # of what may be a password


@dataclass(frozen=True, slots=True)
class Detector:
    """One kind of secret: clues (lower case, one must be there), the pattern, and who judges a match.

    What is hidden is the group `secret`, so that `postgres://ada:•••@host` stays readable, or else the whole match.
    """

    kind: str
    clues: str
    pattern: str
    judge: Callable[[re.Match[str]], bool] = lambda match: True


def _app_password(match: re.Match[str]) -> bool:
    """Tell abcd-2efg-… from long-term-data-sets: a digit beside letters, or a group nobody could pronounce."""
    text = match[0].lower()
    if text.startswith(("ghsa", "xxxx")):  # GitHub's numbers for known holes, and placeholders
        return False
    if any(c.isdigit() for c in text):
        return any(c.isalpha() for c in text)
    return any(not re.search("[aeiouy]", group) for group in text.split("-"))


# Values that stand where a secret would, and are none: placeholders, types, and what commit messages say of a field.
_PLACEHOLDER = (
    r"(?i)(?:none|null|nil|true|false|yes|no|off|str|string|text|bool|int|bytes|object|any|optional|required|hidden|empty"
    r"|missing|invalid|expired|changed|wrong|default|redacted|removed|masked|placeholder|example|changeme|todo|tbd|unset"
    r"|password|passwd|passphrase|secret|token|field|value|input|reset|login|refresh|whitespace)$"
    r"|\$[{(]|\$\w+$|<|\{|%[s(]|\[|[*•x.…_#-]+$|your[_-]|my[_-]|[\w.]+\("
)
_ATTRIBUTE = r"(?i)(?:self|os|env|settings|config|cfg|args|user|request|process|secrets|tokenizer)\."
_MARKS = frozenset("!@#$%^&*+=?")


def _set_to_something(match: re.Match[str]) -> bool:
    """Judge an assignment: is the value a secret, or a placeholder, a type, a word of prose?"""
    value, name = match["secret"], match["name"].lower()
    quoted = match["quote"] != ""
    if compiled(_PLACEHOLDER).match(value) or (not quoted and compiled(_ATTRIBUTE).match(value)):
        return False
    said_in_prose = not quoted and not match["op"].endswith("=")
    if "pass" in name or "pwd" in name or "secret" in name or "credential" in name:
        return _like_a_password(value, said_in_prose=said_in_prose, glued=quoted or match["op"] == "=")
    return _like_a_token(value, shortest=12 if said_in_prose else 8, glued=quoted or match["op"] == "=")


def _said_outright(match: re.Match[str]) -> bool:
    """Judge a value that only follows the word: the sentence has to hand it over, and it has to look the part."""
    handed_over = match[0].startswith("--") or match["op"].strip().lower() in {"is", "was", "to"}
    value = match["secret"]
    return handed_over and any(c.isdigit() for c in value) and _set_to_something(match)


def _like_a_password(value: str, *, said_in_prose: bool, glued: bool) -> bool:
    if len(value) < SHORTEST:
        return False
    if any(c.isdigit() for c in value) or _MARKS & set(value):
        return not (said_in_prose and " " in value)
    return glued and not re.search(r"_(?:password|hash|field|input|key)$|^[a-z]+_[a-z_]+$", value)


def _like_a_token(value: str, *, shortest: int, glued: bool) -> bool:
    if len(value) < shortest or " " in value:
        return False
    if any(c.isdigit() for c in value):
        return any(c.isalpha() for c in value)
    return glued and value.isalpha() and len(value) >= 20  # noqa: PLR2004 — longer than an English word


_RANDOM = r"(?:(?=[A-Za-z_-]{0,80}[0-9])[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{20,}[A-Za-z0-9_-]*)"  # not "sk-learn-pipelines"
_NAME = (
    r"(?P<name>pass(?:word|wd|phrase|code)|pwd|client[_-]?secret|secret(?:[_-]?(?:access)?[_-]?key)?|credentials?"
    r"|token(?:[_-]?secret)?|(?:api|access|private|signing|encryption|auth|account|consumer)[_ -]?key(?:[_-]?secret)?)"
)
_QUOTES = r"[\\\"'\]]{0,4}"  # also as JSON inside JSON writes them
_VALUE = (
    r"\\?(?P<quote>[\"'`]?)(?P<secret>(?<=\")[^\"\n]{1,256}|(?<=['`])[^'`\n]{1,256}"
    r"|(?<![\"'`])[^\s\"'`,;]*[^\s\"'`,;.:!?)\]}])"
)
_FOUR = "[A-Za-z0-9]{4}"
_SET = r"(?![<{•]|\$[{(A-Z])"  # a value, not a placeholder such as ${TOKEN}
_PEM_KIND = r"[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"

DETECTORS = (
    Detector("private key", "private key", rf"-----BEGIN {_PEM_KIND}[\s\S]*?(?:-----END {_PEM_KIND}|\Z)"),
    Detector("GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9_]{20,}"),
    Detector("GitHub token", "gh", r"gh[pousr]_[A-Za-z0-9_]{16,}(?:\.[A-Za-z0-9_-]{16,})*"),
    Detector("Anthropic key", "sk-ant-", rf"sk-ant-{_RANDOM}"),
    Detector("OpenAI key", "sk-", rf"sk-(?:proj|svcacct|admin|None|or-v1)-{_RANDOM}"),
    Detector("OpenAI key", "sk-", r"sk-(?=[A-Za-z]{0,60}[0-9])[A-Za-z0-9]{20,}"),
    Detector("AWS access key", "akia|asia|abia|acca", r"(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}"),
    Detector("Slack token", "xox|xapp-", r"(?:xox[a-z]|xapp)-[A-Za-z0-9-]{10,}"),
    Detector("webhook address", "hooks.slack.com", r"hooks\.slack\.com/services/[\w/]{10,}"),
    Detector("webhook address", "/api/webhooks/", r"/api/webhooks/\d+/[\w-]{10,}"),
    Detector("Google key", "aiza", r"AIza[0-9A-Za-z_-]{30,}"),
    Detector("Google key", "ya29.|gocspx-", r"(?:ya29\.|GOCSPX-)[0-9A-Za-z_-]{20,}"),
    Detector("Telegram bot token", ":", r"\d{6,12}:[A-Za-z0-9_-]{30,}"),
    Detector(
        "Telegram bot token", "/bot", r"(?i)/bot(?P<secret>\d{1,16}(?::|%3a)[\w-]+)"
    ),  # in an address, however short
    Detector("signed token (JWT)", ".eyj", r"(?<![\w-])[\w-]{4,}+\.eyJ[\w-]{8,}(?:\.[\w-]+){0,3}"),
    Detector("X bearer token", "aaaaaaaaaaaa", r"(?<!A)A{12,}+[A-Za-z0-9%+/=_-]{24,}"),
    Detector("X access token", "-", r"(?<![A-Za-z0-9])\d{8,20}-(?=[a-z0-9]{0,60}[A-Z])[A-Za-z0-9]{35,60}"),
    Detector("LinkedIn secret", "wpl_ap", r"WPL_AP\d\.[A-Za-z0-9+/=.]{12,}"),
    Detector("LinkedIn token", "aq", r"(?<![A-Za-z0-9])AQ[A-Z][A-Za-z0-9_-]{80,}"),
    Detector("Hugging Face token", "hf_", r"hf_[A-Za-z0-9]{20,}"),
    Detector("Kaggle key", "kgat_", r"KGAT_[A-Za-z0-9]{20,}"),
    Detector("Kaggle key", '"key"', r"\"key\"\s{0,4}:\s{0,4}\"(?P<secret>[0-9a-f]{32})\""),
    Detector("wandb key", "wandb login", r"wandb login (?:--relogin )?(?P<secret>[0-9a-f]{40})"),
    Detector("GitLab token", "glpat-", r"glpat-[\w-]{16,}"),
    Detector("package registry token", "pypi-ag|npm_", r"pypi-Ag[\w-]{20,}|npm_[A-Za-z0-9]{30,}"),
    Detector("API key", "gsk_|k_live_|k_test_", r"(?:gsk|[rs]k_(?:live|test))_[A-Za-z0-9]{16,}"),
    Detector("API key", "sg.", r"SG\.[\w-]{16,}\.[\w-]{16,}"),
    Detector("app password", "-", rf"(?<![A-Za-z0-9]){_FOUR}(?:-{_FOUR}){{3}}(?!-?[A-Za-z0-9])", _app_password),
    # Google shows an app password as four groups with spaces.
    Detector("app password", "app", rf"(?i)app[ -]password\W{{1,4}}(?P<secret>{_FOUR}(?: {_FOUR}){{3}})(?![a-z])"),
    Detector("password in an address", "://", rf"://[^\s/:@?#]{{0,256}}:(?P<secret>{_SET}[^\s/]{{1,512}})@(?=[\w\[])"),
    Detector("password in an address", "://", r"://(?P<secret>[A-Za-z0-9_-]{20,256})@(?=\w)"),
    Detector(  # a raw slash in a database password is wrong and happens
        "password in an address",
        "sql|redis|mongo|amqp|maria",
        r"(?i)(?:sql|rediss?|mongodb|amqps?|mariadb|srv)(?:\+\w{1,20})?"
        rf"://[^\s/:@]{{0,64}}:(?P<secret>{_SET}[^\s@]{{1,200}})@(?=[\w\[])",
    ),
    Detector(
        "secret in an address",
        "token=|secret=|pass|pwd=|sig",
        r"(?i)[?&#;](?:(?:access_|refresh_|id_|auth_|oauth_)?token|(?:client_)?secret|pass(?:word|wd)|pwd|sig(?:nature)?"
        rf"|x-amz-(?:signature|security-token)|x-goog-signature)=(?P<secret>{_SET}[^\s&#\"'<>]{{4,}})",
    ),
    Detector(
        "secret in an address", "key=|auth=", rf"(?i)[?&](?:api_?key|key|auth)=(?P<secret>{_SET}[^\s&#\"'<>]{{6,}})"
    ),
    Detector("secret in an address", "code=", r"(?i)[?&]code=(?P<secret>[\w%./~-]{16,})"),
    Detector(
        "authorization header",
        "bearer|authorization",
        r"(?i)(?:bearer|authorization[\"']?[ \t]{0,4}:[ \t]{0,4}[\"']?(?:basic|token|bot))[ \t]{1,4}"
        r"(?P<secret>(?=[a-z._~+/=%-]{0,80}[0-9])[a-z0-9._~+/=%-]{12,})",
    ),
    Detector(
        "password or token",
        "pass|pwd|secret|token|key|credential",
        rf"(?i)(?<![?&]){_NAME}{_QUOTES}[ \t]{{0,4}}(?P<op>:=|=>|(?<![=!<>])=(?!=)|:(?!:))[ \t]{{0,4}}{_VALUE}",
        _set_to_something,
    ),
    Detector(  # "the password is hunter2x", "--token abc123def456"
        "password or token",
        "pass|secret|token|key",
        rf"(?i)(?:--(?:[a-z]{{1,20}}-)?)?{_NAME}(?P<op>[ \t]{{1,4}}(?:is|was|to)?[ \t]{{0,4}}){_VALUE}",
        _said_outright,
    ),
)
