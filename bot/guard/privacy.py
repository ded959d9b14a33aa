"""Keeps private things out of a post: secrets, e-mail addresses, paths, hosts, and the learner's own keep-out words.

Odd about it: secrets are looked for twice, in the text as it stands and as it reads (a token split by an invisible
character is still a token), and addresses count here: a private host inside a link is no less private. Keep-out words
are whole words, but digits and underscores end a word, so `acme` is found in `acme_db` and not in `acmeist`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading, fold
from bot.guard.rules import Rule
from bot.redact import find_hidden, find_secrets
from bot.redact.private import E_MAIL, OWN_ADDRESS, OWN_HOST, OWN_PATH

RULES = (
    Rule(
        "e-mail",
        Verdict.BLOCK,
        "@|at]|at)",
        E_MAIL,
        "An e-mail address in a post collects spam, and it may not be yours to give.",
        "Leave the address out.",
        ("Write to ada@example.com", "ada [at] example [dot] com"),
        ("precision@10 rose to 0.4", "Cloned from git@github.com:scikit-learn/scikit-learn", "A @ B is matrix product"),
        whole_words=False,
    ),
    Rule(
        "path",
        Verdict.BLOCK,
        "/home/|/users/|/root/|:\\|\\\\",
        OWN_PATH,
        "A path from your machine shows your name or your employer's.",
        "Name the file's purpose instead: “the cleaned churn table”.",
        ("Saved to /home/ada/churn/model", r"Opened C:\Users\ada\train.csv", r"Copied from \\fileserver\share"),
        (
            "Both and/or gates",
            "The endpoint is /predict",
            "A backslash \\ escapes it",
            "See https://example.com/home/page",
        ),
        whole_words=False,
    ),
    Rule(
        "system-path",
        Verdict.ASK,
        "/etc/|/var/|/opt/|/srv/|/mnt/|/media/|/tmp/|/usr/|/volumes/|/private/",
        (r"(?<![\w./-])/(?:etc|var|opt|srv|mnt|media|tmp|usr|Volumes|private)/[\w.@+-]+(?:/[\w.@+-]*)*",),
        "A path means little to a reader, and may say more than you mean.",
        "Say what lies there instead of where.",
        ("Logs go to /var/log/bot",),
        ("Returns /api/v1/items", "24/7 and 50/50"),
        whole_words=False,
    ),
    Rule(
        "private-address",
        Verdict.BLOCK,
        "10.|192.168|172.|169.254|100.|fe80:|fd|fc",
        OWN_ADDRESS,
        "This is the address of a machine in somebody's own network.",
        "Leave the address out, or write “localhost”.",
        ("Serving on 10.0.12.7:8000", "ssh to 192.168.1.20", "bound to fe80::1ff:fe23"),
        ("Runs on 127.0.0.1:8000", "Version 10.0 is out", "Loss went from 192.168 to 10.2"),
        whole_words=False,
    ),
    Rule(
        "public-address",
        Verdict.ASK,
        ".",
        (
            r"(?<![\w.-])(?!127\.|0\.0\.0\.0|255\.|1\.1\.1\.1|8\.8\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]"
            r"|2[0-4]\d|1?\d?\d)(?!\w|\.\d)",
        ),
        "This looks like the address of a server.",
        "Leave the address out.",
        ("Deployed to 203.0.113.7",),
        ("scikit-learn 1.5.2", "v1.2.3.4 of the driver", "0.0.0.0 listens everywhere"),
        whole_words=False,
    ),
    Rule(
        "internal-host",
        Verdict.BLOCK,
        ".internal|.corp|.intranet|.lan|.intra|.localdomain|home.arpa|://|ssh",
        OWN_HOST,
        "This is a machine inside somebody's network.",
        "Leave the host out.",
        ("See http://jenkins/job/7", "db01.acme.internal was slow", "ssh ada@build-box"),
        ("http://localhost:8000/docs", "internal.state is reset", "https://example.com"),
        whole_words=False,
    ),
    Rule(
        "workspace",
        Verdict.ASK,
        ".local|atlassian.net|slack.com|sharepoint.com|okta.com|service-now.com|jira.|confluence.|git.|gitlab."
        "|jenkins.|grafana.",
        (
            r"(?<![\w.-])(?!env|threading|settings)(?>[\w-]+)\.local(?![\w.-])",
            r"(?<![\w-])(?!join\.|www\.|api\.)[\w-]+\.(?:atlassian\.net|slack\.com|sharepoint\.com|okta\.com"
            r"|service-now\.com)",
            r"(?<![\w-])(?:jira|confluence|git|gitlab|jenkins|grafana)\.(?!com|org|io|net|dev)[\w-]+\.[a-z]{2,}",
        ),
        "This looks like a company's own workspace.",
        "Leave the address out.",
        ("Ticket on acme.atlassian.net", "nas.local is full", "See jira.acme.com"),
        ("threading.local holds the connection", "Join at join.slack.com", "gitlab.com has it too"),
        whole_words=False,
    ),
)


def check_privacy(reading: Reading, keep_out: Sequence[str]) -> Iterator[Finding]:
    """Yield what only this family knows: secrets, keep-out words and characters nobody sees."""
    yield from _secrets(reading)
    yield from _kept_out(reading, keep_out)
    for span in find_hidden(reading.text)[:1]:
        yield Finding(
            "hidden-character",
            Verdict.ASK,
            (span.start, span.end),
            "There is a character here that nobody can see, so nobody can approve it.",
            "Type the word again.",
        )


def _secrets(reading: Reading) -> Iterator[Finding]:
    places = {(span.start, span.end): span.kind for span in find_secrets(reading.text)}
    if reading.words != reading.text:
        places |= {reading.place(span.start, span.end): span.kind for span in find_secrets(reading.words)}
    for place, kind in places.items():
        yield Finding(
            "secret",
            Verdict.BLOCK,
            place,
            f"This looks like a {kind}. Whoever reads it could use it.",
            "Take it out, and revoke it if it ever left this machine.",
        )


def _kept_out(reading: Reading, keep_out: Sequence[str]) -> Iterator[Finding]:
    for word in keep_out:
        pattern = _whole_word(word)
        for match in pattern.finditer(reading.words) if pattern else ():
            yield Finding(
                "keep-out",
                Verdict.BLOCK,
                reading.place(*match.span()),
                f"You asked to keep “{word.strip()}” out of every post.",
                "Say it without the name.",
            )


@cache
def _whole_word(word: str) -> re.Pattern[str] | None:
    """Return the pattern of a keep-out word, folded as the text is: capitals may look like other letters (Μ, H)."""
    spellings = {_spelled(fold(each)) for each in (word, word.lower(), word.upper())} - {""}
    return re.compile("|".join(sorted(spellings)), re.IGNORECASE) if spellings else None


def _spelled(word: str) -> str:
    """Return one spelling as a pattern; its parts may be joined by spaces, hyphens, dots or nothing."""
    parts = [part for part in re.split(r"[\s_.-]+", word) if part]
    if not parts:
        return ""
    # Only scripts that write spaces between words have whole words; in 在阿里巴巴工作 the name has neighbours.
    before = r"(?<![^\W\d_])" if "a" <= parts[0][:1].casefold() < "\u0e00" else ""
    after = r"(?![^\W\d_])" if "a" <= parts[-1][-1:].casefold() < "\u0e00" else ""
    return before + r"[\s_.-]*".join(re.escape(part) for part in parts) + after
