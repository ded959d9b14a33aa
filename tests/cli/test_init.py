"""bot init on a real terminal: Enter everywhere, answers checked at once, Ctrl-C, what is offered, what is told."""

import os
import re
import shlex
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from bot import settings
from bot.activity.local_git import nearby
from bot.cli._asking_plan import _day, _weekdays, _zone_name
from bot.cli._asking_work import _addresses, _login, _on_github
from bot.settings.readers import Wrong
from tests.cli.terminal import Terminal
from tests.conftest import EXAMPLE_PLAN, Run

QUESTIONS = 14  # that stop for Enter, in a folder that is a repository; each platform is one, and so is the last
SUNDAY = date(2026, 11, 22)


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of somebody with two repositories, whom git knows by one address."""
    own = tmp_path / "person"
    for name in ("code/ml", "code/notes"):
        (own / name).mkdir(parents=True)
        subprocess.run(["git", "init", "--quiet", str(own / name)], check=True)
    (own / ".gitconfig").write_text("[user]\n\temail = sam@example.org\n\tname = Sam\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(own))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.chdir(own)
    return own


@pytest.fixture
def start(person: Path) -> "type[Sitting]":
    Sitting.folder = person
    return Sitting


class Sitting(Terminal):
    """A terminal that bot init asks questions in."""

    folder: Path

    def __init__(self, *words: str, folder: Path | None = None) -> None:
        super().__init__("init", *words, width=110, folder=folder or self.folder)
        self.seen = ""

    def answer(self, *answers: str) -> None:
        """Answer one question after the other, each once it is asked."""
        for each in answers:
            self.seen += self.until("]: ")
            self.keys(f"{each}\n")

    def enter_to_the_end(self) -> int:
        """Press Enter until nothing is asked any more."""
        while self._wait_for_a_question():
            self.keys("\n")
        self.seen += self.said
        return self.end()

    def _wait_for_a_question(self) -> bool:
        began = time.monotonic()
        while "]: " not in self.said:
            if not self._read():
                return False
            assert time.monotonic() - began < 20, f"it asks without saying what Enter takes: {self.said}"
        asked, _, self.said = self.said.partition("]: ")
        self.seen += asked
        return True


def kept(tmp_path: Path) -> dict[str, str]:
    """Return what stands in the .env that was made."""
    from bot.settings.files import read_env_file

    return {name: value for name, value in read_env_file(tmp_path / "home/.env", []) if value}


def test_enter_everywhere_makes_a_home_that_is_well(
    start: type[Sitting], person: Path, tmp_path: Path, run: Run
) -> None:
    terminal = start(folder=person / "code/ml")
    assert terminal.enter_to_the_end() == 0
    made = kept(tmp_path)
    assert made["BOT_ROADMAP"] == "roadmap.md"
    assert made["BOT_START"] == date.today().isoformat()  # noqa: DTZ011 (as the person's clock says)
    assert (made["BOT_HOURS_PER_WEEK"], made["BOT_STUDY_DAYS"]) == ("15", "mon,tue,wed,thu,fri")
    assert (made["BOT_TIMEZONE"], made["X_THROUGH"], made["LINKEDIN_THROUGH"]) == (
        "Europe/Berlin",
        "sandbox",
        "sandbox",
    )
    assert (made["BOT_REPOSITORIES"], made["BOT_AUTHORS"]) == (str(person / "code/ml"), "sam@example.org")
    assert made["BOT_SCHEDULE"] == "default"
    assert settings.load().start == date.today()  # noqa: DTZ011
    assert run("check")[0] in {0, 1}
    assert "wrong  " not in run("check")[1]


def test_it_ends_with_what_is_next_and_the_first_shows_the_persons_own_plan(start: type[Sitting], run: Run) -> None:
    terminal = start()
    terminal.enter_to_the_end()
    told = terminal.seen.partition("Next:")[2]
    first, *others = re.findall(r"^  (bot \w+)", told, re.MULTILINE)
    assert first == "bot simulate"
    assert others == ["bot log", "bot daemon"]
    code, said, _ = run(*first.split()[1:], "--days", "3")
    assert (code, "slots" in said) == (0, True)


def test_every_question_is_asked_once_and_says_what_enter_takes(start: type[Sitting], person: Path) -> None:
    terminal = start(folder=person / "code/ml")
    terminal.enter_to_the_end()
    numbers = [int(number) for number in re.findall(r"^(\d+)\. \w", terminal.seen, re.MULTILINE)]
    announced = re.match(r"(\d+) short questions", terminal.seen)
    assert announced
    assert numbers == list(range(1, int(announced[1]) + 1))
    asked = re.findall(r"\[([^\]\n]+)$", terminal.seen, re.MULTILINE)
    assert len(asked) == QUESTIONS
    assert "sam@example.org" in asked


def test_ctrl_c_leaves_nothing_behind_at_any_question(start: type[Sitting], tmp_path: Path) -> None:
    for before in range(0, QUESTIONS - 1, 3):
        terminal = start()
        terminal.answer(*[""] * before)
        terminal.seen += terminal.until("]: ")
        time.sleep(
            0.3
        )  # nobody reads a question faster; before Python waits for a line, a Ctrl-C waits for the next key
        terminal.keys("\x03")
        assert terminal.end() == 130
        assert "Nothing was made" in terminal.said
        assert not (tmp_path / "home").exists()


def test_a_closed_terminal_and_a_no_at_the_end_leave_nothing_behind_either(
    start: type[Sitting], tmp_path: Path
) -> None:
    terminal = start()
    terminal.answer("")
    terminal.keys("\x04")
    assert terminal.end() == 130
    terminal = start("--roadmap", "40-day")
    terminal.answer(*[""] * 11)
    terminal.until("Make this home? [Y/n]: ")
    terminal.keys("n\n")
    assert terminal.end() == 0
    assert "Nothing was made. bot init asks again." in terminal.said
    assert not (tmp_path / "home").exists()


def test_each_answer_is_checked_at_once_and_asked_again_with_a_sentence(start: type[Sitting], tmp_path: Path) -> None:
    terminal = start()
    (tmp_path / "note.md").write_text("# Nothing\n\nhere\n", encoding="utf-8")
    terminal.answer("9", str(tmp_path / "note.md"), str(EXAMPLE_PLAN))
    terminal.answer("someday", "2062-01-05", "2026-01-05")
    terminal.answer("many", "0.2", "7,5")
    terminal.answer("monkey", "mon-fri and sun")
    terminal.answer("Atlantis", "mumbai", "Kolkata")
    terminal.answer("~/nowhere", "~", "1,2")
    terminal.answer("sam", "sam@example.org")
    terminal.answer("sam learns", "https://github.com/sam", "ml,other/notes")
    terminal.answer("Acme, Kim Doe")
    terminal.answer("telepathy", "h", "api", "y", "", "hand")
    terminal.answer("y")
    assert terminal.enter_to_the_end() == 0
    for told in (
        "There is no file 9 and no shipped roadmap of that name.",
        "note.md holds no plan",
        "write a date as 2026-01-31, or today, tomorrow, monday",
        "2062 is far away; look at the year",
        "write a number of hours such as 6 or 7.5",
        "monkey is no weekday; write mon,tue,sat, or mon-fri",
        "use an IANA name such as Europe/Berlin",
        "there is no folder ~/nowhere",
        "~ is no git repository",
        "sam has no @",
        "a name at GitHub has letters, digits and hyphens",
        "choose one of sandbox, hand, api",
    ):
        assert told in terminal.seen, told
    made = kept(tmp_path)
    assert made["BOT_START"] == "2026-01-05"
    assert (made["BOT_HOURS_PER_WEEK"], made["BOT_STUDY_DAYS"]) == ("7.5", "mon,tue,wed,thu,fri,sun")
    assert made["BOT_TIMEZONE"] == "Asia/Kolkata"
    assert {Path(each).name for each in made["BOT_REPOSITORIES"].split(",")} == {"ml", "notes"}
    assert (made["GITHUB_LOGIN"], made["GITHUB_REPOSITORIES"]) == ("sam", "sam/ml,other/notes")
    assert made["BOT_KEEP_OUT"] == "Acme,Kim Doe"
    ways = [made[f"{name}_THROUGH"] for name in ("X", "LINKEDIN", "MASTODON", "BLUESKY")]
    assert (ways, made["BOT_SCHEDULE"]) == (["hand", "api", "sandbox", "hand"], "everywhere")
    told = terminal.seen.partition("Next:")[2]
    assert "bot login linkedin" in told
    assert "bot login telegram" in told
    assert "bot login x" not in told


def test_a_file_with_several_plans_is_asked_about_and_what_is_given_is_not(
    start: type[Sitting], tmp_path: Path
) -> None:
    two = tmp_path / "two.md"
    weeks = "\n\n".join(f"## Week {n}: Slow {n}\n\n- a\n- b" for n in range(1, 9))
    rows = "\n".join(f"| {n} | Fast {n} | Output {n} |" for n in range(1, 5))
    table = f"# Fast plan\n\n| Week | Focus | Output |\n|---|---|---|\n{rows}"
    two.write_text(f"{table}\n\n# Slow plan\n\n{weeks}\n", encoding="utf-8")
    given = ("--roadmap", str(two), "--start", "2026-01-05", "--hours", "5", "--study-days", "mon", "--timezone", "UTC")
    terminal = start(*given, "--keep-out", "Acme", "--github", "sam")
    terminal.seen += terminal.until("Which one [1]: ")
    terminal.keys("2\n")
    assert terminal.enter_to_the_end() == 0
    assert "That file holds 2 plans:" in terminal.seen
    assert "Fast plan: 4 weeks" in terminal.seen
    assert kept(tmp_path)["BOT_STUDY_DAYS"] == "mon"
    assert "Fast 1" in (tmp_path / "home/roadmap.md").read_text(encoding="utf-8")
    assert re.findall(r"^\d+\. (.+)", terminal.seen, re.MULTILINE) == [
        "The git repositories you learn in", "Where posts go", "Your phone",
    ]  # fmt: skip
    assert terminal.seen.startswith("3 short questions")


def test_what_was_answered_is_shown_with_the_name_of_its_setting(start: type[Sitting], tmp_path: Path) -> None:
    terminal = start("--keep-out", "Acme")
    terminal.enter_to_the_end()
    told = terminal.seen.partition("Your answers")[2].partition("Make this home")[0]
    assert re.search(r"Kept out +BOT_KEEP_OUT +Acme", told)
    assert f"Each will stand under that name in {tmp_path / 'home/.env'}:" in told
    named = set(re.findall(r"\b([A-Z]+_[A-Z_]+)\b", told))
    assert named <= {each.metadata["name"] for each in settings.known()}


def test_a_script_is_asked_nothing_and_has_an_option_for_each_answer(person: Path, tmp_path: Path, run: Run) -> None:
    options = (
        "--yes", "--roadmap", "24-week", "--start", "2026-01-05", "--hours", "9", "--study-days", "tue,sat",
        "--timezone", "Asia/Kolkata", "--repository", str(person / "code/ml"), "--github", "sam",
        "--github-repository", "sam/ml", "--keep-out", "Acme", "--x", "hand", "--linkedin", "api", "--bluesky", "hand",
    )  # fmt: skip
    code, said, _ = run("init", *options)
    assert code == 0
    made = kept(tmp_path)
    wanted = {
        "BOT_START": "2026-01-05", "BOT_HOURS_PER_WEEK": "9", "BOT_STUDY_DAYS": "tue,sat", "GITHUB_LOGIN": "sam",
        "BOT_TIMEZONE": "Asia/Kolkata", "BOT_REPOSITORIES": str(person / "code/ml"), "X_THROUGH": "hand",
        "BOT_AUTHORS": "sam@example.org", "GITHUB_REPOSITORIES": "sam/ml", "BOT_KEEP_OUT": "Acme",
        "LINKEDIN_THROUGH": "api", "BLUESKY_THROUGH": "hand", "BOT_SCHEDULE": "everywhere",
    }  # fmt: skip
    assert wanted.items() <= made.items()
    assert "bot login linkedin" in said
    assert "bot simulate --assume none" in said  # the plan has begun, and there are commits to tell of it


def test_wrong_options_are_named_by_their_settings_and_nothing_is_made(tmp_path: Path, run: Run) -> None:
    code, _, err = run("init", "--yes", "--study-days", "someday", "--timezone", "Atlantis")
    assert (code, "BOT_STUDY_DAYS" in err, "BOT_TIMEZONE" in err) == (1, True, True)
    (tmp_path / "one,two").mkdir()
    assert "a comma or =" in run("init", "--yes", "--repository", str(tmp_path / "one,two"))[2]
    assert not (tmp_path / "home").exists()


# --- single answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("today", date(2026, 11, 22)), ("Tomorrow", date(2026, 11, 23)), ("monday", date(2026, 11, 23)),
        ("next mon", date(2026, 11, 23)), ("sun", date(2026, 11, 22)), ("2026-01-05", date(2026, 1, 5)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_name_it(answer: str, day: date) -> None:
    assert _day(answer, SUNDAY) == day


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        ("mon-fri", "mon,tue,wed,thu,fri"), ("Sat, Sun", "sat,sun"), ("monday and Thursday", "mon,thu"),
        ("all", "mon,tue,wed,thu,fri,sat,sun"), ("fri - mon", "mon,fri,sat,sun"), ("tue", "tue"),
        ("tue to thu", "tue,wed,thu"), ("mon&wed", "mon,wed"), ("sun,mon,sun", "mon,sun"),
    ],
)  # fmt: skip
def test_weekdays_are_read_as_people_write_them(answer: str, days: str) -> None:
    assert _weekdays(answer) == days


@pytest.mark.parametrize("answer", ["", "mo", "mon-wed-fri", "5 days", "-", "and"])
def test_what_is_no_weekday_is_said_so(answer: str) -> None:
    with pytest.raises(Wrong):
        _weekdays(answer)


def test_a_zone_is_found_by_its_city_and_one_of_several_is_asked_for() -> None:
    assert (_zone_name("berlin"), _zone_name("new york"), _zone_name("UTC")) == (
        "Europe/Berlin", "America/New_York", "UTC",
    )  # fmt: skip
    with pytest.raises(Wrong, match="which of them: America/Kentucky/Louisville, America/Louisville") as asked:
        _zone_name("louisville")
    assert "use an IANA" not in str(asked.value)


def test_a_name_on_github_may_be_its_address() -> None:
    assert [_login(each) for each in ("sam", "@sam", "https://github.com/sam/", "none", "")] == ["sam"] * 3 + ["", ""]
    assert _on_github("ml, https://github.com/acme/tool.git", "sam") == "sam/ml,acme/tool"
    assert _addresses(" a@b.org , c@d.org") == "a@b.org,c@d.org"


# --- what lies near --------------------------------------------------------------------------------------------------


def test_repositories_near_are_found_the_one_one_stands_in_first(person: Path) -> None:
    (person / "code/ml/vendored").mkdir()
    subprocess.run(["git", "init", "--quiet", str(person / "code/ml/vendored")], check=True)
    (person / "a/b/deep/er").mkdir(parents=True)
    (person / "a/b/deep/er/.git").mkdir()
    (person / ".hidden/x/.git").mkdir(parents=True)
    os.utime(person / "code/notes/.git", (2_000_000_000, 2_000_000_000))
    inside = person / "code/ml/src"
    inside.mkdir()
    assert nearby.near(inside, person) == [person / "code/ml", person / "code/notes"]
    assert nearby.near(person, person) == [person / "code/notes", person / "code/ml"]
    (person / ".git").mkdir()
    assert nearby.around_here(person / "a", person) is None  # a home folder under git holds settings


def test_a_folder_nobody_may_look_into_is_passed_by(person: Path) -> None:
    shut = person / "shut"
    shut.symlink_to(person / "nowhere")
    assert nearby.near(shut, person / "code") == nearby.near(person / "code", person / "code")


def test_whose_commits_they_are_comes_from_git_and_where_from_its_origin(person: Path, tmp_path: Path) -> None:
    from bot.cli._sample import make_repository

    assert nearby.author(person / "code/ml") == "sam@example.org"
    assert nearby.on_github(person / "code/ml") == ""
    for url in ("git@github.com:sam/ml.git", "https://github.com/sam/ml"):
        subprocess.run(["git", "-C", str(person / "code/ml"), "config", "remote.origin.url", url], check=True)
        assert nearby.on_github(person / "code/ml") == "sam/ml"
    make_repository(tmp_path / "sample")
    (person / ".gitconfig").unlink()
    assert nearby.author(tmp_path / "sample") == "sam@example.org"  # the most frequent one, where git says nothing
    assert nearby.author(tmp_path / "nowhere") == nearby.on_github(tmp_path / "nowhere") == ""


def test_a_home_that_cannot_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    shell = f"ulimit -f 8; exec {shlex.quote(sys.executable)} -m bot init --yes"  # kilobytes: the roadmap has more
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert not (tmp_path / "home").exists()


def test_a_repository_nobody_is_known_in_says_what_that_means(start: type[Sitting], person: Path) -> None:
    (person / ".gitconfig").unlink()
    terminal = start("--roadmap", "40-day", folder=person / "code/ml")
    assert terminal.enter_to_the_end() == 0
    assert "Without one no commit counts as yours; BOT_AUTHORS in .env can name it later." in terminal.seen


def test_at_eighty_columns_no_line_of_the_questions_is_broken_in_a_word(start: type[Sitting]) -> None:
    terminal = start()
    terminal.resize(80)
    terminal.enter_to_the_end()
    told = terminal.seen.partition("Home:")[0]
    assert [line for line in told.splitlines() if len(line) > 80 and "/home" not in line] == []
