"""Secrets are found wherever they stand, ordinary commits are left alone, and nothing printed holds a secret."""

import base64
import copy
import dataclasses
import json
import logging
import pickle
import time
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.redact import MASK, Secret, find_hidden, find_secrets, forget, guard_logs, plain, redact, remember

# kind → texts; what is hidden must not be left in the text.
FOUND = {
    "GitHub token": (
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "gho_0123456789abcdefghijABCDEFGHIJ012345",
        "ghs_0123456789abcdefghijABCDEFGHIJ012345",
        "ghu_0123456789abcdefghijABCDEFGHIJ012345",
        "ghr_0123456789abcdefghijABCDEFGHIJ012345",
        "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789ABCDEFGHIJ",
    ),
    "OpenAI key": ("sk-proj-Ab12Cd34Ef56Gh78Ij90Kl-mn_op", "sk-Ab12Cd34Ef56Gh78Ij90KlMn12Op34Qr56St78Uv90WxYz12"),
    "Anthropic key": ("sk-ant-api03-Ab12Cd34Ef56Gh78Ij90_-kl",),
    "AWS access key": ("AKIAIOSFODNN7EXAMPLE", "ASIAY34FZKBOKMUTVV7A"),
    "Slack token": ("xoxb-123456789012-1234567890123-AbCdEfGhIjKl", "xapp-1-A012-345-abcdef0123456789"),
    "webhook address": ("hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",),
    "Google key": ("AIzaSyA1234567890abcdefghijklmnopqrstuvw", "GOCSPX-abcdefghij0123456789klmn"),
    "Telegram bot token": ("123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8",),
    "signed token (JWT)": ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",),
    "X bearer token": (
        "AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid%2BULvsea4JtiGRiSDSJSI%3DEUifiRBkKG5E2XzMDjRfl76ZC9Ub0wnz4XsNiRVBChTYbJcE3F",
    ),
    "X access token": ("1234567890123456789-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd",),
    "LinkedIn secret": ("WPL_AP1.aBcDeFgHiJkLmNoP.q1w2e3==",),
    "Hugging Face token": ("hf_abcdefghijklmnopqrstuvwxyzABCDEFGH",),
    "private key": ("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",),
    "app password": ("abcd-2efg-hijk-5lmn", "qwrt-abcd-efgh-ijkl"),
}
# Text, and the part of it that must be gone.
ASSIGNED = (
    ("password=hunter2", "hunter2"),
    ("Password: hunter2x!", "hunter2x"),
    ("password=swordfish", "swordfish"),
    ("PASSWORD='correct horse battery'", "horse"),
    ("secret = 's3cr3t-thing'", "s3cr3t"),
    ("token: abcd1234efgh5678", "abcd1234efgh5678"),
    ('{"api_key": "abc123def456"}', "abc123def456"),
    (r"{\"password\": \"hunter2x\"}", "hunter2x"),
    ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalr"),
    ("export WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567", "0123456789abcdef"),
    ('{"username":"ada","key":"0123456789abcdef0123456789abcdef"}', "0123456789abcdef"),
    ("Authorization: Bearer abcdef1234567890ghij", "abcdef1234567890"),
    ("authorization: Basic YWRhOnMzY3JldA==", "YWRhOnMzY3JldA"),
    ("the password is hunter22", "hunter22"),
    ("bot login --token abc123def456ghi", "abc123def456ghi"),
    ("app password: abcd efgh ijkl mnop", "efgh"),
    ("postgres://ada:hunter2@db/ml", "hunter2"),
    ("postgresql+psycopg://ada:pa/ss@db/ml", "pa/ss"),
    ("redis://:p4ssw0rd@cache:6379/0", "p4ssw0rd"),
    ("https://0123456789abcdef01234567@github.com/ada/x", "0123456789abcdef01234567"),
    ("https://tele.test/bot12:AB_c-d/getMe", "12:AB_c-d"),
    ("https://tele.test/bot12%3AAB_c-d/getMe", "12%3AAB_c-d"),
    ("https://x.test/?token=abcd1234&page=2", "abcd1234"),
    ("https://x.test/?access_token=abcd1234", "abcd1234"),
    ("https://x.test/?a=1&client_secret=abcd1234#top", "abcd1234"),
    ("https://x.test/?key=abcd1234", "abcd1234"),
    ("https://x.test/cb?code=0123456789abcdef0123", "0123456789abcdef0123"),
)
LEFT_ALONE = (
    "add password field",
    "fix token refresh",
    "fix token: refresh on 401",
    "feat(token): refresh early",
    "tokenizer=whitespace",
    "max_tokens=512, pad_token = eos_token, cls_token=[CLS], unk_token=<unk>",
    "token = tokenizer.encode(text)",
    "token=os.environ['TOKEN']",
    "token: ${{ secrets.GITHUB_TOKEN }}",
    "mask token: the 15% rule",
    "The token is split into subwords",
    "password: str = getpass()",
    "password=None, secret=false",
    "password must be 8 characters",
    "Password reset: works now",
    "def login(user: str, password: str) -> Secret:",
    "api_key: your-api-key",
    "rename secret_name, use secrets.token_hex(16)",
    "sk-learn and sk-learn-pipeline-with-a-long-name",
    "task-management-internationalization",
    "revert 3fa9c1d2e4b5a6978812ab34cd56ef7890123456",
    "https://github.com/a/b/commit/3fa9c1d2e4b5a6978812ab34cd56ef7890123456",
    "123e4567-e89b-12d3-a456-426614174000",
    "GHSA-j8r2-6x86-q33q",
    "XXXX-XXXX-XXXX-XXXX",
    "long-term-data-sets from 2024-2025-2026-2027",
    "ResNet-18 on CIFAR-10 at 10:30",
    "https://x.test/?q=trees&page=2",
    "https://host:8080/a@b",
    "Bump actions/checkout from 3.1.0 to 4.0.0",
    "sort(key=str.lower)",
    "deep nets look good",
    "basic authentication-scheme in chapter 3",
)


@pytest.fixture
def canary() -> Iterator[str]:
    """Remember a value with everything in it that quoting changes."""
    value = "c@nary/+ värde%42"
    remember(value)
    yield value
    forget(value)


@pytest.mark.parametrize(("kind", "secret"), [(kind, each) for kind, texts in FOUND.items() for each in texts])
@pytest.mark.parametrize("around", ["{}", "Use {} for it.", "see\n{}\nthere", "of={};", "“{}”", "({})"])
def test_a_secret_is_found_and_named(kind: str, secret: str, around: str) -> None:
    text = around.format(secret)
    assert kind in {span.kind for span in find_secrets(text)}
    assert redact(text) == around.format(MASK)


@pytest.mark.parametrize("kind", sorted(FOUND.keys() - {"X access token", "app password"}))  # these need a border
def test_a_secret_glued_to_a_word_is_found(kind: str) -> None:
    assert all(secret not in redact(f"x{secret}") for secret in FOUND[kind])


def test_a_private_key_cut_short_takes_the_rest_with_it() -> None:
    assert redact("see -----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA") == f"see {MASK}"


@pytest.mark.parametrize(("text", "value"), ASSIGNED)
def test_an_assigned_value_is_taken_out_and_the_rest_is_left(text: str, value: str) -> None:
    cleaned = redact(text)
    assert value not in cleaned
    assert cleaned.split(MASK)[0] == text[: text.index(value[:4])] or cleaned.startswith(text[:3])


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_an_ordinary_commit_is_left_alone(text: str) -> None:
    assert redact(text) == text


def test_what_is_redacted_stays_readable() -> None:
    assert redact("postgres://ada:hunter2@db/ml?page=2") == f"postgres://ada:{MASK}@db/ml?page=2"
    assert redact("GET https://x.test/?token=abcd1234&page=2") == f"GET https://x.test/?token={MASK}&page=2"


def test_spans_come_in_order_and_do_not_overlap() -> None:
    text = "password=ghp_0123456789abcdefghijABCDEFGHIJ012345 and AKIAIOSFODNN7EXAMPLE"
    first, second = find_secrets(text)
    assert text[first.start : first.end].startswith("ghp_")
    assert text[second.start : second.end] == "AKIAIOSFODNN7EXAMPLE"


@given(st.text())
@example("token: password=hunter22")
@example("://a:b@c")
def test_redacting_twice_is_redacting_once(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(st.text(), st.sampled_from([each for texts in FOUND.values() for each in texts[:1]]), st.text())
def test_no_secret_survives_whatever_surrounds_it(before: str, secret: str, after: str) -> None:
    assert secret not in redact(f"{before} {secret} {after}")


HOSTILE = (
    *("a", "A", "1", "-", "=", ".", "\\", '"', "eyJ", "-eyJ", "eyJabcdefgh.", "://", "://a:", "://a:b", "redis://:"),
    *("password=", 'password="', "token is ", "bearer ", "?token=", "-----BEGIN PRIVATE KEY-----", "-----BEGIN A A A "),
    *("sk-", "sk-proj-", "1234567:", "12345678-", "abcd-", "ghp_", "AKIA", "AQA"),
    *("\x1b]", "\x1b[0", "\u200b", "👨\u200d"),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_hostile_text_takes_seconds_not_hours(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.perf_counter()
    redact(text)
    plain(text)
    assert time.perf_counter() - began < 20


# --- values from the settings -----------------------------------------------------------------------------------


def test_a_remembered_value_is_taken_out_however_it_is_written(canary: str) -> None:
    for form in (
        canary,
        quote(canary),
        quote(canary, safe=""),
        quote(canary, safe="").lower(),
        quote_plus(canary),
        repr(canary)[1:-1],
        json.dumps(canary)[1:-1],
        unicodedata.normalize("NFD", canary),
        base64.b64encode(canary.encode()).decode(),
        base64.urlsafe_b64encode(canary.encode()).decode(),
    ):
        assert redact(f"<{form}>").replace("=", "") == f"<{MASK}>", form


@pytest.mark.parametrize("user", ["a", "ad", "ada", "adal"])
def test_a_remembered_value_is_taken_out_of_a_basic_header(canary: str, user: str) -> None:
    header = base64.b64encode(f"{user}:{canary}".encode()).decode()
    left = redact(header)
    assert MASK in left
    assert len(left) < len(header) // 2


def test_short_values_are_not_remembered() -> None:
    remember("")
    remember("   ")
    remember("abcde")
    assert redact("abcde and nothing") == "abcde and nothing"


def test_a_secret_can_be_remembered_and_forgotten() -> None:
    remember(Secret("quite-ordinary-word"))
    assert redact("a quite-ordinary-word") == f"a {MASK}"
    forget(Secret("quite-ordinary-word"))
    assert redact("a quite-ordinary-word") == "a quite-ordinary-word"


# --- Secret -----------------------------------------------------------------------------------------------------


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret("hunter2-value")
    shown = f"{secret} {secret!r} {secret!s} {secret:>5} %s %r {{}}" % (secret, secret)
    assert "hunter2" not in shown.format(secret) + str([secret]) + str({"a": secret})
    assert secret.reveal() == "hunter2-value"


def test_secrets_are_equal_by_value_and_never_to_a_string() -> None:
    assert Secret("a") == Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert Secret("a")
    assert not Secret("")


def test_a_secret_cannot_be_written_down_or_changed_by_accident() -> None:
    secret = Secret("hunter2-value")
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps({"token": secret})
    with pytest.raises(TypeError):
        "".join(["token ", secret])  # type: ignore[list-item]
    with pytest.raises(AttributeError):
        secret._value = "other"
    assert not hasattr(secret, "__dict__")


def test_a_secret_survives_copying_with_the_settings_that_hold_it() -> None:
    @dataclasses.dataclass(frozen=True)
    class Held:
        token: Secret

    held = Held(Secret("hunter2-value"))
    assert copy.deepcopy(held) == copy.copy(held) == held
    assert dataclasses.asdict(held) == {"token": held.token}
    assert "hunter2" not in repr(held)


# --- logs -------------------------------------------------------------------------------------------------------

TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ012345"


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Guard the logs, and collect what a plain handler prints."""
    make, printed = logging.getLogRecordFactory(), list[str]()

    class Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            printed.append(self.format(record))

    listener = Collecting()
    guard_logs()
    logging.getLogger().addHandler(listener)
    yield printed
    logging.getLogger().removeHandler(listener)
    logging.setLogRecordFactory(make)


def test_a_secret_does_not_reach_the_log_by_message_argument_or_mapping(lines: list[str]) -> None:
    log = logging.getLogger("any.library")
    log.warning("sent %s", TOKEN)
    log.warning(f"sent {TOKEN}")  # noqa: G004 — libraries do
    log.warning("sent %(token)s", {"token": TOKEN})
    log.warning("asked %r", {"url": "https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8/getMe"})
    assert len(lines) == 4
    assert TOKEN not in "".join(lines)
    assert "AAHdq" not in "".join(lines)


def test_a_secret_does_not_reach_the_log_by_a_traceback(lines: list[str]) -> None:
    try:
        try:
            raise ValueError(TOKEN)
        except ValueError as cause:
            raise RuntimeError(f"password={TOKEN}") from cause
    except RuntimeError:
        logging.getLogger("any.library").exception("failed with %s", TOKEN)
    assert "RuntimeError" in lines[0]
    assert "direct cause" in lines[0]
    assert TOKEN not in lines[0]


def test_a_stack_in_the_log_is_kept_and_clean(lines: list[str]) -> None:
    logging.getLogger("any.library").warning("here", stack_info=True)
    assert "Stack (most recent call last)" in lines[0]


def test_a_wrong_log_call_does_not_stop_the_program_and_does_not_leak(lines: list[str]) -> None:
    logging.getLogger("any.library").warning("two %s %s", TOKEN)  # noqa: PLE1206 — the fault is the point
    logging.getLogger("any.library").warning("%d", TOKEN)
    assert len(lines) == 2
    assert TOKEN not in "".join(lines)


def test_terminal_sequences_do_not_reach_the_log(lines: list[str]) -> None:
    logging.getLogger("any.library").warning("title \x1b]0;owned\x07 and \x1b[31mred\x1b[0m\x08\x9b2J\r\nend")
    assert lines == ["title  and red2J\n    end"]


def test_percent_signs_in_a_finished_message_are_harmless(lines: list[str]) -> None:
    logging.getLogger("any.library").warning("100%% of %s", "50%s")
    assert lines == ["100% of 50%s"]


def test_guarding_twice_changes_nothing() -> None:
    before = logging.getLogRecordFactory()
    try:
        guard_logs()
        once = logging.getLogRecordFactory()
        guard_logs()
        assert logging.getLogRecordFactory() is once
    finally:
        logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    "name",
    [
        "httpx",
        "httpcore",
        "urllib3",
        "tweepy",
        "requests_oauthlib",
        "oauthlib",
        "github",
        "sqlalchemy.engine",
        "apscheduler",
    ],
)
def test_libraries_that_print_addresses_and_headers_are_quiet(name: str, lines: list[str]) -> None:
    logging.getLogger(f"{name}.inner").info("GET https://x.test/")
    logging.getLogger(name).debug("headers")
    logging.getLogger(name).warning("heard")
    assert lines == ["heard"]


# --- plain ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("as it is", "as it is"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("win\r\ndows\rmac\x0bfeed\x0cline\u2028para\u2029next\x85end", "win\ndows\nmac\nfeed\nline\npara\nnext\nend"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;https://x.test\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;never closed", "0;never closed"),
        ("bell\x07 back\x08 null\x00 del\x7f", "bell back null del"),
        ("in\u202evert\u202ced \u2066isolated\u2069", "inverted isolated"),
        ("zero\u200bwidth\u2060\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("a\ufe0f b\u200dc", "a bc"),
        ("tags\U000e0041\U000e0042", "tags"),
        ("lone \ud800 surrogate \uffff", "lone  surrogate "),
        ("cafe\u0301", "café"),
        ("👩‍💻 👨‍👩‍👧‍👦 👍🏽 🇩🇪 1️⃣ ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍💻 👨‍👩‍👧‍👦 👍🏽 🇩🇪 1️⃣ ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("👩\u200b\u200d💻", "👩💻"),
        ("Деревья 決定木 שלום مرحبا", "Деревья 決定木 שלום مرحبا"),
    ],
)
def test_text_from_outside_is_made_safe_to_print(text: str, printed: str) -> None:
    assert plain(text) == printed


VISIBLE_FORMATS = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
INSIDE_EMOJI = set("\u200d\ufe0e\ufe0f") | {chr(code) for code in range(0xE0020, 0xE0080)}


@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from("\x1b[]0;m\x07\u200d\ufe0f\u202e👩💻❤\r\n")))
def test_s14_plain_text_holds_nothing_that_cannot_be_seen(text: str) -> None:
    cleaned = plain(text)
    for char in cleaned:
        kind = unicodedata.category(char)
        assert kind not in {"Cc", "Cs"} or char in "\n\t"
        assert kind != "Cf" or char in VISIBLE_FORMATS | INSIDE_EMOJI
    assert unicodedata.is_normalized("NFC", cleaned)
    assert plain(cleaned) == cleaned
    assert not find_hidden(cleaned)


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x2FF)))
def test_plain_changes_nothing_in_ordinary_text_but_its_composition(text: str) -> None:
    if "\u00ad" not in text:
        assert plain(text) == unicodedata.normalize("NFC", text)


def test_hidden_characters_are_named_with_their_place() -> None:
    assert [(span.start, span.kind) for span in find_hidden("a\u200bb\x07c👩‍💻")] == [(1, "invisible"), (3, "control")]
