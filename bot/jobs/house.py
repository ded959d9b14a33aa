"""Looks after the house: that it is known when the jobs were last woken, a copy of the database every night.

Odd about it: the clock itself is doubted. Where the wall clock has moved otherwise than time did, that is logged; by
more than a day, everything is held, because every slot of ours would be believed to be due or gone.
"""

import logging
from datetime import timedelta

from bot import http
from bot.app import App
from bot.errors import NotSent
from bot.lifecycle import Status
from bot.reports.troubles import ASLEEP, troubles
from bot.store.backup import keep_nightly
from bot.store.letters import Letter
from bot.store.reading import EVERY
from bot.store.sqlite import SqliteDatabase

JUMPED = "the clock jumped by {:.0f} hours"
_MOST_OFTEN = timedelta(minutes=1)  # that being awake is written down
_WORTH_TELLING, _TOO_FAR = timedelta(minutes=5), timedelta(hours=24)
_KEPT = timedelta(days=30)  # what came from the phone: Telegram brings nothing older

_log = logging.getLogger(__name__)


def keep_awake(app: App) -> list[Letter]:
    """Write down that the jobs are woken, so that a standstill can be told."""
    now, before = app.clock.now(), app.journey.awake_at()
    if before is None or abs(now - before) >= _MOST_OFTEN:
        app.journey.awake(now, ASLEEP)
    return []


def doubt(app: App, jump: timedelta) -> None:
    """Log that the wall clock has moved otherwise than time did; by more than a day, hold everything."""
    if abs(jump) > _WORTH_TELLING:
        _log.warning("The clock jumped by %.0f minutes.", jump.total_seconds() / 60)
    if abs(jump) > _TOO_FAR and not app.journey.hold():
        app.journey.hold_now(JUMPED.format(jump.total_seconds() / 3600), app.clock.now())


def keep_house(app: App) -> list[Letter]:
    """Once a study day: copy the database, forget what is needed no more, and say in a line how things are."""
    last = app.accounts.memory("house", app.clock).recall("kept")
    if last == app.today.isoformat():
        return []
    if isinstance(app.database, SqliteDatabase):
        keep_nightly(app.database, app.today)
    app.requests.forget(app.clock.now() - _KEPT)
    _log.info("%s", how_it_is(app))
    app.accounts.memory("house", app.clock).keep("kept", app.today.isoformat())
    return []


def how_it_is(app: App) -> str:
    """Return a line about today: whether all is well, and what waits."""
    found = troubles(app.looked)
    waiting, approved = (len(app.posts.listed((each,), EVERY)) for each in (Status.DRAFT, Status.APPROVED))
    needs = "1 thing needs you" if len(found) == 1 else f"{len(found)} things need you"
    state = f"{needs} (bot check)" if found else "All is well"
    return f"{state}; drafts without a yes: {waiting}, posts on their way: {approved}."


def ping(app: App) -> None:
    """Ask for the address where somebody watches that we live."""
    with http.client() as client:
        response = http.send(client, client.build_request("GET", app.settings.ping_address.reveal()))
    if response.status_code >= 400:  # noqa: PLR2004 (HTTP)
        raise NotSent(f"BOT_PING_ADDRESS answered {response.status_code}.", "look at BOT_PING_ADDRESS in .env")
