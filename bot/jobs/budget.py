"""What a post costs where it goes, and whether the month still has that: counted in millionths of a dollar."""

from datetime import datetime, timedelta

from bot.app import App
from bot.clock import month_of
from bot.errors import Blocked
from bot.platforms import Part, voice
from bot.store.accounts import MILLIONTHS
from bot.store.post import Post


def price(app: App, post: Post, text: str) -> float:
    """Return what a part with this text costs where it goes, in dollars."""
    return voice(post.platform).cost(text) if app.settings.through(post.platform) == "api" else 0.0


def within_budget(app: App, post: Post, part: Part, now: datetime) -> None:
    """Raise Blocked where this part and those behind it cost more than the person wants to spend this month.

    A thread that was begun goes on: half of one is worth nothing to anybody.
    """
    budget = app.settings.budget(post.platform)
    if budget is None or part.number > 1:
        return
    cost = sum(round(price(app, post, text) * MILLIONTHS) for text in post.parts)
    if not cost:
        return
    month = month_of(now)
    spent = app.accounts.spent(post.platform, month)
    if spent + cost > round(budget * MILLIONTHS):
        name, ends = voice(post.platform).RULES.title, (month + timedelta(days=32)).replace(day=1)
        so_far, more = spent / MILLIONTHS, cost / MILLIONTHS
        told = f"{name} has cost {so_far:.3f} of the {budget:.2f} dollars for {now:%B}; this post costs {more:.3f}."
        hint = f"raise {post.platform.upper()}_BUDGET in .env, then bot release {post.platform}"
        raise Blocked(told, hint, ends - now)
