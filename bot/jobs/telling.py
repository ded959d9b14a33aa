"""Tells the learner: the weekly digest, and notices of what needs them; each letter once.

A letter is written down first, with the troubles it tells of, and sent from there: what a crash or a bad connection
interrupts is neither lost nor told twice. One that may have arrived is not sent again; the next one says so.
"""

from datetime import date

from bot.app import App
from bot.reports.digest.gathering import Journal
from bot.reports.troubles import troubles


def journal(app: App, last: date) -> Journal:
    """Return where the week that ends on a study date is read."""
    found = tuple(troubles(app.looked))
    return Journal(app.posts, app.slots, app.evidence, app.notes, app.plan, app.position_on(last), found, app.today)
