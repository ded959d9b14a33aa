import dataclasses
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import settings
from bot.cli.init import make_home
from bot.errors import SettingsError
from tests.conftest import EXAMPLE_PLAN, Run


def env(home: Path, text: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / ".env").write_text(text, encoding="utf-8")
    (home / ".env").chmod(0o600)


def problems(environ: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(SettingsError) as caught:
        settings.load(environ)
    return [(each.message, each.hint) for each in caught.value.problems]


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    env(tmp_path, "BOT_START=2026-01-05\nBOT_DAY_ENDS=05:00\n")
    found = settings.load({"BOT_HOME": str(tmp_path), "BOT_DAY_ENDS": "03:30"})
    assert (found.start, found.day_ends, found.schedule) == (date(2026, 1, 5), time(3, 30), "default")


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.load({"BOT_HOME": str(tmp_path)}).schedule = "gentle"  # type: ignore[misc]


def test_every_problem_is_named_at_once_with_a_hint(tmp_path: Path) -> None:
    env(tmp_path, "BOT_TIMEZONE=Mars/Olympus\nBOT_START=5.1.2026\nthis is no line\nBOT_SHEDULE=default\n")
    found = problems({"BOT_HOME": str(tmp_path), "BOT_DAY_ENDS": "4", "BOT_LOG_LEVEL": "loud"})
    assert [message for message, _ in found] == [
        f"Line 3 of {tmp_path}/.env is not NAME=value.",
        f"BOT_SHEDULE in {tmp_path}/.env is no setting of learnaloud.",
        "BOT_TIMEZONE cannot be “Mars/Olympus”.",
        "BOT_START cannot be “5.1.2026”.",
        "BOT_DAY_ENDS cannot be “4”.",
        "BOT_LOG_LEVEL cannot be “loud”.",
    ]
    assert all(hint for _, hint in found)
    assert found[1][1] == "did you mean BOT_SCHEDULE?"


def test_an_unknown_name_in_the_environment_is_named_too(tmp_path: Path) -> None:
    assert problems({"BOT_HOME": str(tmp_path), "BOT_TIMEZON": "UTC"}) == [
        ("BOT_TIMEZON in the environment is no setting of learnaloud.", "did you mean BOT_TIMEZONE?")
    ]


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    found = settings.load({"BOT_HOME": str(tmp_path), "GITHUB_TOKEN": "hush-hush-hush"})
    assert "hush" not in f"{found} {found!r} {dataclasses.asdict(found)}"
    assert found.github_token.reveal() == "hush-hush-hush"


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "planted").write_text("from-a-file\n", encoding="utf-8")
    found = settings.load({"BOT_HOME": str(tmp_path), "GITHUB_TOKEN_FILE": str(tmp_path / "planted")})
    assert found.github_token.reveal() == "from-a-file"


def test_a_secret_from_two_places_or_from_nowhere_is_a_problem(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    both = {"GITHUB_TOKEN": "hush-hush-hush", "GITHUB_TOKEN_FILE": nowhere}
    assert problems({"BOT_HOME": str(tmp_path), **both})[0][0] == "Both GITHUB_TOKEN and GITHUB_TOKEN_FILE are given."
    message, hint = problems({"BOT_HOME": str(tmp_path), "GITHUB_TOKEN_FILE": nowhere})[0]
    assert message == f"GITHUB_TOKEN_FILE points to {nowhere}, which cannot be read: No such file or directory."
    assert hint == f"ls -l {nowhere}"


def test_a_secret_in_the_wrong_place_is_not_repeated_in_the_error(tmp_path: Path) -> None:
    token = "ghp_" + "a1B2" * 9
    assert token not in str(problems({"BOT_HOME": str(tmp_path), "BOT_START": token}))


def test_an_address_that_is_none_is_not_repeated_either(tmp_path: Path) -> None:
    (problem,) = problems({"BOT_HOME": str(tmp_path), "DATABASE_URL": "mysql://me:hush-hush@host/x"})
    assert problem == ("DATABASE_URL cannot be read.", "write it as postgresql://name:password@host/database")


def test_a_settings_file_others_can_read_is_refused(tmp_path: Path) -> None:
    env(tmp_path, "BOT_SCHEDULE=default\n")
    (tmp_path / ".env").chmod(0o644)
    assert problems({"BOT_HOME": str(tmp_path)}) == [
        (f"Other users of this machine can read {tmp_path}/.env.", f"chmod 600 {tmp_path}/.env")
    ]


def test_values_are_not_expanded(tmp_path: Path) -> None:
    env(tmp_path, "BOT_KEEP_OUT=${HOME},$PATH\n")
    assert settings.load({"BOT_HOME": str(tmp_path), "HOME": "/x"}).keep_out == ("${HOME}", "$PATH")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
        lambda text: text.strip() == text
    )
)
def test_what_init_writes_is_what_settings_read(value: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        make_home(Path(folder) / "home", EXAMPLE_PLAN, {"GITHUB_LOGIN": value})
        assert settings.load({"BOT_HOME": f"{folder}/home"}).github_login == value


def test_the_command_line_prints_all_problems_and_stops(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("BOT_DAY_ENDS", "never")
    code, out, err = run("queue")
    assert (code, out) == (1, "")
    assert "2 settings are wrong." in err
    assert "Mars/Olympus" in err
    assert "Try: write it as 04:00" in err
    assert home.is_dir()


# --- what may be kept of a repository --------------------------------------------------------------------------------


def of(tmp_path: Path, **environ: str) -> settings.Settings:
    return settings.load({"BOT_HOME": str(tmp_path), **environ})


@pytest.mark.parametrize(
    ("given", "name", "keep"),
    [
        ("sam/ml", "sam/ml", ""),
        ("sam/ml = public", "sam/ml", "public"),
        ("https://github.com/sam/ml.git=COUNT  ONLY", "sam/ml", "count only"),
        ("git@github.com:sam/ml.git = count", "sam/ml", "count only"),
        ("sam/ml=ignore", "sam/ml", "ignore"),
    ],
)
def test_a_repository_on_github_is_named_in_any_way_with_what_may_be_kept(
    tmp_path: Path, given: str, name: str, keep: str
) -> None:
    (only,) = of(tmp_path, GITHUB_REPOSITORIES=given).github_repositories
    assert (only.name, only.keep) == (name, keep)


@pytest.mark.parametrize("given", ["ml", "sam/ml = private", "sam/ml = ", "sam/ml/tree/main", "sam ml"])
def test_what_is_no_repository_is_told(tmp_path: Path, given: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        of(tmp_path, GITHUB_REPOSITORIES=given)
    assert "GITHUB_REPOSITORIES" in wrong.value.problems[0].message


def test_names_of_repositories_that_are_only_counted_are_never_said(tmp_path: Path) -> None:
    found = of(
        tmp_path, BOT_KEEP_OUT="Acme", GITHUB_REPOSITORIES="sam/acme-churn=count only,sam/ml,sam/notes=ignore",
        BOT_REPOSITORIES="~/work/notes = count only,~/ml",
    ).never_said  # fmt: skip
    assert set(found) == {"Acme", "sam/acme-churn", "acme-churn", "sam/notes", "~/work/notes"}


@pytest.mark.parametrize("given", ["github:sam/ml", "github:sam", "github:/ml/x.md", "github:sam/ml/"])
def test_a_roadmap_on_github_needs_its_path(tmp_path: Path, given: str) -> None:
    with pytest.raises(SettingsError, match="wrong"):
        of(tmp_path, BOT_ROADMAP=given)
    assert of(tmp_path, BOT_ROADMAP="github:sam/ml/docs/plan.md").roadmap_on_github == ("sam/ml", "docs/plan.md")


# --- where the person is told things ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("", None),
        ("smtp.example.org", ("smtp.example.org", 465)),
        ("smtp.example.org:587", ("smtp.example.org", 587)),
        ("127.0.0.1:25", ("127.0.0.1", 25)),
        ("[::1]:1025", ("::1", 1025)),
    ],
)
def test_a_mail_server_is_a_host_with_or_without_a_port(
    tmp_path: Path, given: str, found: tuple[str, int] | None
) -> None:
    assert of(tmp_path, SMTP_SERVER=given).smtp_server == found


@pytest.mark.parametrize(
    "given", ["smtps://x.org", "x.org:", "x.org:0", "x.org:65536", "x y", "me:pw@x.org", ":25", "x.org/", "-x", "é.org"]
)
def test_what_is_no_mail_server_is_told(tmp_path: Path, given: str) -> None:
    ((message, hint),) = problems({"BOT_HOME": str(tmp_path), "SMTP_SERVER": given})
    assert message.startswith("SMTP_SERVER cannot be")
    assert hint == "write it as smtp.example.org or smtp.example.org:587"


def test_a_mailbox_is_read_at_the_port_that_begins_with_tls_unless_told_otherwise(tmp_path: Path) -> None:
    assert of(tmp_path).imap_server is None
    assert of(tmp_path, IMAP_SERVER="imap.example.org").imap_server == ("imap.example.org", 993)
    assert of(tmp_path, IMAP_SERVER="[::1]:143").imap_server == ("::1", 143)
    ((message, hint),) = problems({"BOT_HOME": str(tmp_path), "IMAP_SERVER": "imaps://x.org"})
    assert message.startswith("IMAP_SERVER cannot be")
    assert hint == "write it as imap.example.org or imap.example.org:143"


def test_answers_by_mail_are_believed_by_results_or_by_capability(tmp_path: Path) -> None:
    assert of(tmp_path).phone_mail_trust == "results"
    found = of(tmp_path, PHONE_MAIL_TRUST="capability", PHONE_MAIL_SIGNED_BY="mx.x.org, mx2.x.org,")
    assert (found.phone_mail_trust, found.phone_mail_signed_by) == ("capability", ("mx.x.org", "mx2.x.org"))
    ((message, hint),) = problems({"BOT_HOME": str(tmp_path), "PHONE_MAIL_TRUST": "anybody"})
    assert message == "PHONE_MAIL_TRUST cannot be “anybody”."
    assert hint.startswith("choose one of results, capability")


@pytest.mark.parametrize(
    "given",
    ["sam", "a@b@c", "@x.org", "sam@", "sam@x..org", "s m@x.org", "sam@x.org\x00", "Sam <sam@x.org>", ".a@x.org"],
)
def test_what_is_no_address_is_told(tmp_path: Path, given: str) -> None:
    for name in ("MAIL_TO", "MAIL_FROM"):
        ((message, hint),) = problems({"BOT_HOME": str(tmp_path), name: given})
        assert message.startswith(f"{name} cannot be")
        assert hint == "write it as sam@example.org"


def test_mail_comes_from_where_it_goes_unless_told_otherwise(tmp_path: Path) -> None:
    assert of(tmp_path, MAIL_TO="sam@münchen.example").mail_sender == "sam@xn--mnchen-3ya.example"
    assert of(tmp_path, MAIL_TO="sam@x.org", MAIL_FROM="bot@x.org").mail_sender == "bot@x.org"


def test_letters_no_server_takes_before_the_at_are_refused_at_once(tmp_path: Path) -> None:
    ((_, hint),) = problems({"BOT_HOME": str(tmp_path), "MAIL_TO": "jösé@x.org"})
    assert hint.startswith("use an address with plain letters before the @")


@pytest.mark.parametrize(
    "given", ["https://ntfy.sh/aloud-8c1f", "http://127.0.0.1:8080/x", "https://:tk_1@ntfy.example.org:8443/aloud_2"]
)
def test_the_address_of_a_topic_is_a_secret(tmp_path: Path, given: str) -> None:
    found = of(tmp_path, NTFY_ADDRESS=given)
    assert found.ntfy_address.reveal() == given
    assert found.ntfy_address in found.secrets()
    assert given not in repr(found)


@pytest.mark.parametrize(
    "given",
    [
        "http://ntfy.sh/x",
        "ntfy.sh/x",
        "https://ntfy.sh",
        "https://ntfy.sh/",
        "https://ntfy.sh/a/b",
        "https://ntfy.sh/a?b",
    ],
)
def test_what_is_no_topic_is_told_without_repeating_it(tmp_path: Path, given: str) -> None:
    assert problems({"BOT_HOME": str(tmp_path), "NTFY_ADDRESS": given}) == [
        ("NTFY_ADDRESS cannot be read.", "write it as https://ntfy.sh/a-long-name-nobody-guesses")
    ]


# --- the way to Telegram ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given", ["http://proxy:3128", "https://sam:hush-hush@proxy.example", "http://127.0.0.1:8080/"]
)
def test_a_proxy_is_an_address_that_may_hold_a_password(tmp_path: Path, given: str) -> None:
    found = of(tmp_path, TELEGRAM_PROXY=given).telegram_proxy
    assert found.reveal() == given
    assert found in of(tmp_path, TELEGRAM_PROXY=given).secrets()


@pytest.mark.parametrize(
    "given", ["proxy:3128", "socks5://proxy:1080", "http://a b", "http://sam:hush-hush@", "http://x/y"]
)
def test_what_is_no_proxy_we_can_use_is_told_and_not_repeated(tmp_path: Path, given: str) -> None:
    (problem,) = problems({"BOT_HOME": str(tmp_path), "TELEGRAM_PROXY": given})
    assert problem == (
        "TELEGRAM_PROXY cannot be read.", "write it as http://host:port or http://name:password@host:port"
    )  # fmt: skip
