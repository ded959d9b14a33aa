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

# Blocks of addresses every textbook names; a single machine or a block of one's own is not among them.
_TEXTBOOK = (
    r"(?!(?:10\.0\.0\.0/(?:8|16|24)|172\.16\.0\.0/(?:12|16)|192\.168\.[01]\.0/(?:16|24)|169\.254\.0\.0/16)(?!\d))"
)
_WORD = r"(?:passwords?|passphrase|passcode|passwd|pwd|pw|login)"

RULES = (
    Rule(
        "e-mail-example",
        Verdict.ASK,
        "@example.",
        (
            r"(?<![\w.+@-])(?:user(?:name)?|name|foo|bar|someone|somebody|you|me|test|admin|hello|info|alice|bob|jane"
            r"|joe"
            r"|john|a|x|first\.last|(?:jane|john)\.doe|user\+tag)@example\.(?:com|org|net)(?![\w@-]|\.\w)",
        ),
        "Even an example address becomes a link that somebody may write to.",
        "Say “an example address”, or keep it to the code.",
        ("My regex accepts user@example.com",),
        ("precision@10 rose to 0.4",),
        whole_words=False,
    ),
    Rule(
        "phone",
        Verdict.BLOCK,
        "0|1|2|3|4|5|6|7|8|9",
        (
            r"(?<![\w)+*.])(?:\+|00)[1-9]\d{0,2}[\s()/-]{0,3}(?:\d[\s()/-]{0,2}){7,11}\d?(?!\w)",
            r"(?<![\w.])\(\d{3,5}\)[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\w)",
            r"(?<![\w.,/-])\d{3}([-.\s])\d{3}\1\d{4}(?![\w-])",
            r"(?<!\w)(?:call|phone|text|ring|whatsapp|telegram|signal|sms|mobile|tel|number|reach)\.?[^.!?\n\d]{0,30}"
            r"(?:0|\+)\d(?:[\s/-]?\d){5,12}(?!\w)",
        ),
        "A phone number in a post stays in every copy of it, and it may not be yours to give.",
        "Leave the number out; people can answer below the post.",
        ("Text me on +44 7700 900143", "Call me: (212) 555-0148", "My number is 0170 1234567"),
        ("1,234,567 rows in 12 columns", "From 2019 to 2024 the mean is 0.0312", "10**9 and 1_000_000"),
        whole_words=False,
    ),
    Rule(
        "password",
        Verdict.BLOCK,
        "code|key|login|pass|pin|pw|pwd|wi-fi|wifi",
        (
            rf"(?<!\w){_WORD}(?: (?:for|of|to|on) [^.!?\n]{{1,40}}?)? (?:(?:still|just|simply|always|now) )?(?:is|was)"
            r"(?: (?:still|just|simply|always|now))?:?\s(?!sha|md5|bcrypt|argon|base64|utf|\d+[\s-]?(?:char|letter"
            r"|bit|byte))"
            r"(?:[\"'`][^\s\"'`]{3,}[\"'`]|(?=[^\s]*\d)[^\s]{5,}|(?:admin|changeme|letmein|secret|qwerty"
            r"|hunter)\w*(?!\w))",
            rf"(?<!\w){_WORD}\s?[:=]\s?(?!str|none|null|\*|x{{3}}|<|\{{|\$|os\.|get"
            rf"|input)(?=[^\s]*[\d!?#$%&@])[^\s]{{5,}}",
            r"(?<!\w)(?:pin|pin code|door code|alarm code|wi~?fi (?:key|code))(?: (?:for|of|to|on) [^.!?\n]{1,30}?)?"
            r"(?: (?:is|was)|:)\s?\d{4,8}(?!\w)",
        ),
        "A password that was posted is known, also after the post is gone.",
        "Leave it out, and change it if it ever left this machine.",
        ("Password for the demo is Tulip!2291-fake", "pw: hunter2fake!", "The PIN is 4711"),
        ("The password is hashed with bcrypt.", "Password was wrong twice.", "password: str is a field"),
        whole_words=False,
    ),
    Rule(
        "private-repository",
        Verdict.BLOCK,
        "privat|github.com|gitlab.com|bitbucket.org|intern",
        (
            r"(?<!\w)(?:my|our|his|her|their) (?:\w+ )?(?:private|internal) (?:github |gitlab )?(?:repo(?:sitor(?:y"
            r"|ies))?s?"
            r"|gists?|wiki|discord|slack|server)(?!\w)",
            r"(?:github|gitlab|bitbucket)\.(?:com|org)/[\w.-]+/[\w.-]*(?:internal|private|confidential|intranet|client)"
            r"[\w.-]*",
        ),
        "This names something only a few people may see.",
        "Say what the code does; leave out where it lies.",
        ("The code is in my private repo", "See github.com/ada/pricing-internal"),
        ("A private repository needs a token.", "Our private key stays home.", "See github.com/pola-rs/polars"),
        whole_words=False,
    ),
    Rule(
        "personal-data",
        Verdict.BLOCK,
        "0|1|2|3|4|5|6|7|8|9",
        (
            r"(?<!\w)(?-i:[A-Z]{2})\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)",
            r"(?<![\w.-])\d{4}([\x20-])\d{4}\1\d{4}\1\d{4}(?![\w.-])",
            r"(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w.-])",
            r"(?<!\w)(?:I live (?:at|in|on)|my (?:home )?address is|visit me at|come to|meet at"
            r"|lives? at)[^.!?\n]{0,20}?"
            r"(?:\d{1,4} (?-i:[A-Z])\w+ (?:street|st|road|rd|avenue|ave|lane|drive|way|close)(?!\w)"
            r"|(?-i:[A-Z])\w*(?:strasse|weg|platz|gasse|straat) \d+)",
            r"(?<!\w)(?:born on|my birthday is|date of birth(?: is)?:?) "
            r"(?:the )?\d{1,2}[./\x20]\w{1,9}[./\x20]\d{2,4}(?!\w)",
        ),
        "Somebody could use this number or address in your name.",
        "Leave it out.",
        ("IBAN DE89 3704 0044 0532 0130 00", "Card 4111 1111 1111 1111", "I live at 12 Baker Street"),
        ("Rows 1000 2000 3000", "The dates run from 12.3.2020 on.", "UUIDs sort badly"),
        whole_words=False,
    ),
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
        tuple(_TEXTBOOK + pattern for pattern in OWN_ADDRESS),
        "This is the address of a machine in somebody's own network.",
        "Leave the address out, or write “localhost”.",
        ("Serving on 10.0.12.7:8000", "ssh to 192.168.1.20", "bound to fe80::1ff:fe23"),
        (
            "Runs on 127.0.0.1:8000",
            "Version 10.0 is out",
            "Routers drop 192.168.0.0/16.",
            "Loss went from 192.168 to 10.2",
        ),
        whole_words=False,
    ),
    Rule(
        "public-address",
        Verdict.ASK,
        ".",
        (
            _TEXTBOOK
            + r"(?<![\w.-])(?!127\.|0\.0\.0\.0|255\.|1\.1\.1\.1|8\.8\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]"
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
