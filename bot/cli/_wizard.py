"""The questions of bot init in their order, where posts go among them, and at the end every answer with its setting.

What was given as an option is not asked for; nothing is written here.
"""

from collections.abc import Callable

import click

from bot import roadmaps
from bot.cli._asking import Answers, put, wrapped
from bot.cli._asking_plan import ask_days, ask_hours, ask_roadmap, ask_start, ask_which, ask_zone
from bot.cli._asking_work import ask_github, ask_keep_out, ask_repositories
from bot.settings.readers import THROUGH, Wrong

_TITLES = {"x": "X", "linkedin": "LinkedIn", "mastodon": "Mastodon", "bluesky": "Bluesky"}
_ASKED_FIRST, _ALSO = ("x", "linkedin"), ("mastodon", "bluesky")
_INTERRUPTED = 130


def ask(asked: Answers) -> bool:
    """Ask everything that is not known yet, and tell whether the home shall be made."""
    known = {*asked.values, *(["roadmap"] if asked.source else [])}
    steps = [step for step, names in _QUESTIONS if not known.issuperset(names) or not names]
    try:
        click.echo(wrapped(_BEFORE.format(number=len(steps))))
        if asked.source:
            asked.plans = roadmaps.plans(asked.source)
            ask_which(asked)
        for step in steps:
            step(asked)
        return _is_well(asked)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped. Nothing was made.", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None


def _is_well(asked: Answers) -> bool:
    """Show what was answered and where each answer can be changed, and ask whether it is well."""
    click.echo(click.style("\nYour answers", bold=True))
    told = [("Roadmap", asked.roadmap.title, "BOT_ROADMAP")]
    told += [(title, asked.values[name], name) for name, title in _TOLD.items() if asked.values.get(name)]
    wide = [max(len(row[column]) for row in told) for column in (0, 2)]
    for title, value, name in told:
        click.echo(f"   {title:{wide[0]}}  {name:{wide[1]}}  {value}")
    click.echo(f"Each will stand under that name in {asked.home / '.env'}:\nchange it there whenever you like.")
    if click.confirm("Make this home?", default=True):
        return True
    click.echo("Nothing was made. bot init asks again.")
    return False


# --- where posts go --------------------------------------------------------------------------------------------------


def _ways(asked: Answers) -> None:
    asked.about(
        "Where posts go",
        "sandbox  a file on this machine; nothing leaves, and you see how it is",
        "hand     you get each text at its hour and post it yourself: no app, no cost",
        "api      the bot posts what you approved; bot login connects the account",
    )
    for name in _ASKED_FIRST:
        _way(asked, name)
    wanted = any(f"{name.upper()}_THROUGH" in asked.values for name in _ALSO)
    if wanted or click.confirm("   Mastodon or Bluesky as well?", default=False):
        for name in _ALSO:
            _way(asked, name)


def _way(asked: Answers, name: str) -> None:
    def _read(answer: str) -> str:
        found = [way for way in THROUGH if answer and way.startswith(answer.lower())]
        if not found:
            raise Wrong(f"choose one of {', '.join(THROUGH)}")
        return found[0]

    key = f"{name.upper()}_THROUGH"
    if key not in asked.values:
        asked.values[key] = put(_TITLES[name], _read, THROUGH[0])


def _phone(asked: Answers) -> None:
    asked.about("Your phone", "Drafts can come to a chat or a mailbox, and a tap answers them.")
    asked.wants_phone = click.confirm("   Shall I say at the end how?", default=False)


_BEFORE = (
    "{number} short questions; Enter takes what stands in brackets. Nothing is connected and nothing is sent."
    " Ctrl-C stops at any time and leaves nothing behind."
)
_TOLD = {
    "BOT_START": "First day", "BOT_HOURS_PER_WEEK": "Hours a week", "BOT_STUDY_DAYS": "Study days",
    "BOT_TIMEZONE": "Time zone", "BOT_REPOSITORIES": "Repositories", "BOT_AUTHORS": "Your commits",
    "GITHUB_LOGIN": "GitHub", "GITHUB_REPOSITORIES": "on GitHub", "BOT_KEEP_OUT": "Kept out",
    **{f"{name.upper()}_THROUGH": title for name, title in _TITLES.items()},
}  # fmt: skip
_QUESTIONS: tuple[tuple[Callable[[Answers], None], tuple[str, ...]], ...] = (
    (ask_roadmap, ("roadmap",)),
    (ask_start, ("BOT_START",)),
    (ask_hours, ("BOT_HOURS_PER_WEEK",)),
    (ask_days, ("BOT_STUDY_DAYS",)),
    (ask_zone, ("BOT_TIMEZONE",)),
    (ask_repositories, ("BOT_REPOSITORIES",)),
    (ask_github, ("GITHUB_LOGIN",)),
    (ask_keep_out, ("BOT_KEEP_OUT",)),
    (_ways, ("X_THROUGH", "LINKEDIN_THROUGH")),
    (_phone, ()),
)
