"""Puts the parts together, each when it is first asked for: the only place that knows them all.

What a part needs is imported with it, so that a command pays only for the parts it uses.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.clock import Clock, SystemClock, day_closes, study_date
from bot.errors import BotError, RoadmapError
from bot.redact import guard_logs, remember
from bot.store.stores import JOURNEY, Stores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from bot.activity import Evidence, Window
    from bot.activity.github import GitHub
    from bot.desk import Desk
    from bot.drafting.concepts import Shelved
    from bot.phone.telegram import Telegram
    from bot.plan import Calendar, Pause, Plan
    from bot.plan.pace import Position
    from bot.platforms import Part, Platform, Receipt
    from bot.redact import Secret
    from bot.reports.troubles import Looked
    from bot.roadmaps.roadmap import Item, Roadmap
    from bot.schedule import Limits, Schedule
    from bot.settings import Settings
    from bot.store.accounts import Accounts
    from bot.store.database import Database
    from bot.store.post import By
    from bot.store.senders import Senders


def _unheard(_: str) -> None:
    """Say it to nobody: a daemon's waits are short."""


_LONG_AGO = timedelta(days=120)  # what was done before that says nothing of where one is


class App(Stores):
    """One learner's bot."""

    def __init__(self, settings: Settings, clock: Clock | None = None, *, lasting: bool = True) -> None:
        self.settings = settings
        self.lasting = lasting  # a scratch home need not survive a power cut
        self._platforms: dict[str, Platform] = {}
        self._telegram: tuple[str, Telegram] | None = None
        self.unwritten: dict[int, tuple[Part, Receipt, By, datetime]] = {}  # what is out, by post: the disk was full
        self._read: tuple[object, Roadmap] | None = None
        self._laid: tuple[tuple[object, Calendar], Plan] | None = None
        self.clock = clock or SystemClock()
        guard_logs()
        for secret in settings.secrets():
            remember(secret)

    @cached_property
    def database(self) -> Database:
        """Return the home's database, made and migrated if need be."""
        from bot.store.database import open_database

        now, settings = self.clock.now(), self.settings
        database = open_database(settings.home, settings.database_url, now, lasting=self.lasting)
        database.begin_journey(JOURNEY, self.clock.now())
        return database

    @cached_property
    def senders(self) -> Senders:
        """Return who is sending."""
        from bot.store.senders import Senders

        return Senders(self.database)

    @cached_property
    def accounts(self) -> Accounts:
        """Return what is known of the account at each platform."""
        from bot.store.accounts import Accounts

        return Accounts(self.database, JOURNEY, self.settings.vault_key)

    @property
    def looked(self) -> Looked:
        """Return where troubles are looked for, as of now."""
        from bot.reports.troubles import Looked

        return Looked(self.settings, self.database, JOURNEY, self.clock.now())

    @cached_property
    def desk(self) -> Desk:
        """Return where a person decides."""
        from bot.desk import Desk

        return Desk(self.posts, self.queue, self.outbox, self.evidence, self.limits, self.settings.never_said)

    @cached_property
    def limits(self) -> Limits:
        """Return what protects the accounts."""
        from bot.schedule import Limits

        found = self.settings
        return Limits(found.timezone, found.most_a_day, timedelta(minutes=found.gap_minutes), found.quiet_hours)

    @cached_property
    def schedule(self) -> Schedule:
        """Return the rhythm the person has chosen."""
        from bot import resources, schedule

        return schedule.read(resources.find(self.settings.home, f"schedules/{self.settings.schedule}.toml"))

    @cached_property
    def facts(self) -> Shelved:
        """Return the reviewed facts, the learner's own among them."""
        from bot import resources
        from bot.drafting import concepts

        return concepts.Shelved(tuple(concepts.read(list(resources.every(self.settings.home, "concepts", ".toml")))))

    @cached_property
    def roadmap(self) -> Roadmap:
        """Return the learner's roadmap, each item under the id it has had since it was first read."""
        from bot.roadmaps.roadmap import with_done

        if self.settings.roadmap_on_github and not self.settings.roadmap_path.exists():
            raise RoadmapError("Your roadmap has not been fetched from GitHub yet.", "bot sync")
        stamp, before = self._file_read()
        self._read = stamp, with_done(before, self.items.done())  # next time only what was ticked since is new
        return self._read[1]

    def _file_read(self) -> tuple[object, Roadmap]:
        """Return the file as it was last read, and when it was saved; only one that was saved since is read anew."""
        from bot import roadmaps

        stamp = _stamp(self.settings.roadmap_path)
        if self._read is None or stamp is None or self._read[0] != stamp:
            found = roadmaps.plans(self.settings.roadmap_path)
            plan = self.settings.roadmap_plan if len(found) > 1 else None
            chosen = roadmaps.choose(found, plan, self.settings.roadmap_path.name)
            self._read = stamp, self.items.recognised(chosen, self.clock.now(), self._ticked)
        return self._read

    def _ticked(self, items: Sequence[Item], known: bool) -> Iterator[Evidence]:
        from bot.activity.ticks import ticked

        if self.settings.start is None:
            return iter(())
        return ticked(self.settings.roadmap_path, items, self.window, known=known)

    @property
    def window(self) -> Window:
        """Return from when on evidence is looked for, in whose zone, and what time it is."""
        from bot.activity import Window

        return Window(self._start, self.settings.timezone, self.settings.day_ends, self.clock.now())

    @cached_property
    def plan(self) -> Plan:
        """Return the roadmap on the calendar; a pause that lasts ends, for the view of it, with today."""
        from dataclasses import replace

        from bot.plan import Calendar, Plan

        pauses = [replace(each, last=each.last or self.today) for each in self.calendar.pauses() if self._is_past(each)]
        study_days = self.settings.study_days or self.schedule.study_days
        moves = tuple(self.calendar.moves())
        calendar = Calendar(self._start, study_days, self.settings.holidays, tuple(pauses), moves)
        wanted = self._file_read()[0], calendar
        if self._laid and self._laid[0] == wanted:  # what is done moves no day
            plan = self._laid[1].with_done(self.roadmap)
        else:
            plan = Plan(self.roadmap, calendar, self.settings.hours_per_week)
        self._laid = wanted, plan
        return plan

    def look_again(self) -> None:
        """Look again at the roadmap and the calendar: a daemon lives long, and a person may change both."""
        for name in ("roadmap", "plan"):
            self.__dict__.pop(name, None)

    def _is_past(self, pause: Pause) -> bool:
        return pause.last is not None or pause.first <= self.today

    @property
    def today(self) -> date:
        """Return the study date of the present instant."""
        return study_date(self.clock.now(), self.settings.timezone, self.settings.day_ends)

    @property
    def position(self) -> Position:
        """Return where the learner is, by what was ticked and what the evidence speaks of."""
        return self.position_on(self.today)

    def position_on(self, when: date) -> Position:
        """Return where the learner was on a study date, or is."""
        from bot.plan.pace import where

        told = self.evidence.words(max(self.plan.start, when - _LONG_AGO), when)
        if when == self.today:
            ticked = {item.id for item in self.roadmap.items if item.done}
        else:
            ticked = self.items.done(day_closes(when, self.settings.timezone, self.settings.day_ends))
        return where(self.plan, told, ticked, when)

    @property
    def _start(self) -> date:
        if self.settings.start is None:
            raise BotError(
                "The plan has no first day.", "set BOT_START in the home's .env, such as BOT_START=2026-01-31"
            )
        return self.settings.start

    def github(self, patience: float = 0, say: Callable[[str], None] = _unheard) -> GitHub:
        """Return a connection to GitHub that waits at most `patience` seconds for its limits, and says so."""
        from bot.activity.github import GitHub

        return GitHub(self.settings.github_token, self.clock, patience, say, self.settings.github_api)

    def platform(self, name: str) -> Platform:
        """Return where posts of a platform go, as the settings say."""
        if name not in self._platforms:
            from bot.platforms import connect

            memory = self.accounts.memory(name, self.clock)
            self._platforms[name] = connect(name, self.settings, memory, self.clock, lasting=self.lasting)
        return self._platforms[name]

    @property
    def telegram_token(self) -> Secret:
        """Return the token of the person's bot at Telegram, from the settings or the vault."""
        kept = self.settings.telegram_token
        return kept or self.accounts.memory("telegram", self.clock).unseal("TELEGRAM_TOKEN")

    @property
    def telegram(self) -> Telegram:
        """Return the person's bot at Telegram; another token is another bot."""
        from bot.phone.telegram import Telegram

        found, token = self.settings, self.telegram_token
        if self._telegram is None or self._telegram[0] != token.reveal():
            made = Telegram(found.telegram_api, token, self.clock, proxy=found.telegram_proxy)
            self._telegram = token.reveal(), made
        return self._telegram[1]

    def close(self) -> None:
        """Close what was opened."""
        if "database" in self.__dict__:
            self.database.close()


def _stamp(path: Path) -> object:
    """Return what changes when a file is saved, or None if nobody can tell."""
    try:
        found = path.stat()
    except OSError:
        return None
    return path, found.st_mtime_ns, found.st_size, found.st_ino
