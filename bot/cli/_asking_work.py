"""The questions of bot init about what happens: where the learner's work is, and what no post may ever say."""

import re
from collections.abc import Sequence
from pathlib import Path

import click

from bot import resources
from bot.cli import init
from bot.cli._asking import Answers, numbered, put
from bot.settings.readers import Wrong, on_github, words

_MOST_SHOWN = 8  # repositories a person takes in


def ask_repositories(asked: Answers) -> None:
    """Ask for the repositories on this machine, offering what lies near, and for the learner's address in them."""
    from bot.activity.local_git.nearby import around_here, near

    here, own = Path.cwd(), Path.home()
    ours = resources.SHIPPED  # the program's own repository, where somebody runs it from a checkout
    found = [each for each in near(here, own) if each != ours][:_MOST_SHOWN]
    default = "1" if found[:1] == [around_here(here, own)] else ""
    listed = (f"{number}  {_short(folder)}" for number, folder in enumerate(found, 1))
    about = "Their commits show what you did. They are read on this machine, and never changed."
    asked.about("The git repositories you learn in", about, *(listed if found else ("None was found near here.",)))

    def _read(answer: str) -> list[Path]:
        return [_repository(each, found) for each in words(answer)] if answer != "none" else []

    chosen = put("Numbers or paths, with commas", _read, default, default or "none")
    asked.values["BOT_REPOSITORIES"] = ",".join(init.path_of(each) for each in chosen)
    if chosen and "BOT_AUTHORS" not in asked.values:
        known = init.completed({"BOT_REPOSITORIES": asked.values["BOT_REPOSITORIES"]})["BOT_AUTHORS"]
        question = "Your e-mail address in their commits, or several"
        asked.values["BOT_AUTHORS"] = put(question, _addresses, known, known or "none")
        if not asked.values["BOT_AUTHORS"]:
            click.echo("   Without one no commit counts as yours; BOT_AUTHORS in .env can name it later.")


def _short(folder: Path) -> str:
    own = Path.home()
    return f"~/{folder.relative_to(own)}" if folder != own and folder.is_relative_to(own) else str(folder)


def _repository(answer: str, found: Sequence[Path]) -> Path:
    if number := numbered(answer, len(found)):
        return found[number - 1]
    folder = Path(answer).expanduser()
    if not folder.is_dir():
        raise Wrong(f"there is no folder {answer}; type a number of the list, a path, or none")
    if not (folder / ".git").exists():
        raise Wrong(f"{answer} is no git repository: it has no .git in it; its top folder is meant")
    return folder


def _addresses(answer: str) -> str:
    if answer == "none":
        return ""
    if wrong := [each for each in words(answer) if "@" not in each]:
        raise Wrong(f"{wrong[0]} has no @; the address is what git config user.email says")
    return ",".join(words(answer))


def ask_github(asked: Answers) -> None:
    """Ask for the name on GitHub and, if there is one, the repositories there."""
    about = "Public repositories there need no token. Pull requests and releases count as well as commits."
    asked.about("GitHub", about)
    name = put("Your name there", _login, "", "none")
    asked.values["GITHUB_LOGIN"] = name
    if not name:
        return
    known = ",".join(_came_from_github(asked, name))
    found = put("Repositories there, with commas", lambda answer: _on_github(answer, name), known, known or "none")
    asked.values["GITHUB_REPOSITORIES"] = found


def _login(answer: str) -> str:
    name = re.sub(r"^(?:https?://)?(?:www\.)?github\.com/|^@|/$", "", answer)
    if name and name != "none" and not re.fullmatch(r"[A-Za-z0-9-]{1,39}", name):
        raise Wrong("a name at GitHub has letters, digits and hyphens, as in github.com/sam-learns")
    return "" if name == "none" else name


def _came_from_github(asked: Answers, name: str) -> list[str]:
    """Return what those of the chosen repositories are called on GitHub that are this person's own."""
    from bot.activity.local_git.nearby import on_github as origin

    found = (origin(Path(folder)) for folder in words(asked.values.get("BOT_REPOSITORIES", "")))
    return [each for each in found if each.lower().startswith(f"{name.lower()}/")]


def _on_github(answer: str, name: str) -> str:
    if answer == "none":
        return ""
    whole = [each if "/" in each else f"{name}/{each}" for each in words(answer)]
    return ",".join(each.name for each in on_github(",".join(whole)))


def _names(answer: str) -> str:
    return "" if answer == "none" else ",".join(words(answer))


def ask_keep_out(asked: Answers) -> None:
    """Ask what no post may hold."""
    about = "Your employer, colleagues, clients, a project's secret name: no post will ever hold them."
    asked.about("Words and names to keep out", about)
    asked.values["BOT_KEEP_OUT"] = put("With commas", _names, "", "none")
