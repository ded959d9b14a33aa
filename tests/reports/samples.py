"""Weeks as a learner may have them, for the tests of the weekly mail and for the pictures of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.activity import Kind
from bot.reports.digest import Coming, DayOf, Digest, Piece, Said, Told
from bot.reports.troubles import Trouble

MONDAY = date(2026, 11, 15) + timedelta(days=1)
GITHUB = "https://github.com/ada-learns"


def on(number: int) -> date:
    """Return a day of the week, from 0."""
    return MONDAY + timedelta(days=number)


def at(number: int, hour: int = 7, minute: int = 30) -> datetime:
    return datetime.combine(on(number), datetime.min.time(), UTC) + timedelta(hours=hour, minutes=minute)


def commit(number: int, title: str, repository: str = "ada-learns/ml-from-scratch", kind: Kind = Kind.COMMIT) -> Piece:
    way = {Kind.COMMIT: "commit/3fa9c1d0b7e2", Kind.PULL_REQUEST: "pull/41", Kind.RELEASE: "releases/tag/v0.2"}
    return Piece(on(number), kind, title, f"https://github.com/{repository}/{way[kind]}", repository)


def days(*counts: dict[Kind, int], planned: int = 5) -> tuple[DayOf, ...]:
    titles = ("Gradient descent by hand", "Learning rates", "Momentum", "Normal equations", "Project: house prices")
    return tuple(
        DayOf(on(index), counts[index] if index < len(counts) else {}, titles[index % 5] if index < planned else "")
        for index in range(7)
    )


QUIET = Digest(
    journey="16 weeks of machine learning",
    first=on(0),
    last=on(6),
    week=5,
    weeks=16,
    section="Week 5: Gradient descent",
    day="Day 23: Learning rates",
    pace="You are where the calendar is. At this pace the plan ends around 7 February 2027.",
    days=days(),
    done=(),
    hidden=0,
    said=(),
    told=(),
    silent=5,
    coming=(Coming(on(7), "Learning rates"), Coming(on(8), "Momentum"), Coming(on(9), "Adam")),
    waiting=(),
    approved=0,
    troubles=(),
    question="Is there a plot that changed how you think about learning rates?",
)

X_POST = (
    "Plotted the loss surface of two features as contours. With a learning rate of 0.3 the path jumps across the "
    "valley and comes back; with 0.01 it needs 4000 steps. Next: momentum."
)
LINKEDIN_POST = (
    "Fewer features, lower score.\n\nI'm working through Kaggle's House Prices data. This week I drew QQ plots to "
    "check how close the features are to normal, and picked up some pandas and seaborn on the way. Then I made a new "
    "submission with fewer features: the ones that looked more relevant and had less missing data.\n\nThe score went "
    "down.\n\n#MachineLearning #FeatureEngineering"
)

FULL = replace(
    QUIET,
    days=days(
        {Kind.COMMIT: 3, Kind.NOTE: 1},
        {Kind.COMMIT: 4, Kind.PULL_REQUEST: 1, Kind.NOTE: 1},
        {},
        {Kind.COMMIT: 2, Kind.TICK: 1, Kind.NOTE: 1},
        {Kind.COMMIT: 1, Kind.TICK: 1},
        {Kind.COMMIT: 4, Kind.NUMBER: 1, Kind.RELEASE: 1, Kind.NOTE: 1},
        {Kind.NOTE: 1},
    ),
    done=(
        commit(0, "Write gradient descent from scratch and compare it with the closed form"),
        commit(0, "Plot the loss after each step"),
        commit(0, "fix typo"),
        commit(1, "Draw the contours of the loss with the path on top"),
        commit(1, "Try learning rates from 0.001 to 0.3"),
        commit(1, "update"),
        commit(1, "update"),
        commit(1, "Loss curves for seven learning rates", kind=Kind.PULL_REQUEST),
        commit(3, "Add QQ plots of the skewed columns", "ada-learns/house-prices"),
        commit(3, "Submission with fewer features", "ada-learns/house-prices"),
        commit(4, "Scale the features inside the pipeline", "ada-learns/house-prices"),
        commit(5, "First tagged version", kind=Kind.RELEASE),
        Piece(on(3), Kind.TICK, "Watch lecture 3 on gradient descent"),
        Piece(on(4), Kind.TICK, "Exercise: derive the gradient of the squared loss"),
        Piece(on(5), Kind.NUMBER, "RMSE on the held-out part: 0.148"),
    ),
    hidden=2,
    said=(
        Said(
            on(1), "win", "Gradient descent clicked. I drew the contours and saw why the path zigzags.", private=False
        ),
        Said(
            on(0),
            "mistake",
            "I fitted the scaler before splitting. Fixed it, and the score fell from 0.91 to 0.86.",
            private=False,
        ),
        Said(on(3), "mistake", "Fewer features, lower score. I dropped columns by eye.", private=False),
        Said(
            on(5),
            "learned",
            "A QQ plot shows one column at a time. It cannot show what a column adds once the others are there.",
            private=False,
        ),
        Said(on(6), "question", "How do people check a feature before they drop it?", private=False),
        Said(on(6), "", "Tired this week, the release at work took two evenings.", private=True),
    ),
    told=(
        Told(11, "X", "published", at(0), X_POST, "https://x.com/ada_learns/status/1989900000000000000"),
        Told(
            13, "LinkedIn", "published", at(3, 8), LINKEDIN_POST, "https://www.linkedin.com/feed/update/urn:li:share:73"
        ),
        Told(
            14,
            "X",
            "missed",
            at(2),
            "Momentum keeps part of the last step. I haven't tried it on the contour plot yet.",
            reason="its hour came without a yes",
        ),
        Told(
            15,
            "X",
            "failed",
            at(4),
            "Scaled the features inside the pipeline, so each fold fits its own scaler.",
            reason="X said: You are not allowed to create a Tweet with duplicate content.",
        ),
        Told(16, "Mastodon", "unconfirmed", at(5), "RMSE on the held-out part: 0.148.", reason="The connection broke."),
    ),
    silent=1,
    waiting=(
        Told(
            21,
            "X",
            "draft",
            at(7),
            "RMSE 0.148 on the part of House Prices the model never saw. Fewer features: 0.161.",
        ),
        Told(22, "LinkedIn", "draft", at(8, 8), LINKEDIN_POST),
    ),
    approved=1,
    troubles=(
        Trouble("Your LinkedIn token ends on 28 November.", "bot login linkedin"),
        Trouble("4 of 5 dollars of this month's budget for X are spent.", "bot check"),
    ),
)

FIRST = replace(
    QUIET,
    week=1,
    section="Week 1: Python and NumPy",
    day="Day 3: Broadcasting",
    pace="Too little tells yet where you are: bot done ticks what is done, bot log notes it.",
    days=tuple(
        replace(day, planned="" if index < 3 else "NumPy", counts={Kind.COMMIT: 1} if index == 4 else {})
        for index, day in enumerate(days())
    ),
    done=(commit(4, "Broadcast a row over a matrix without a loop"),),
    silent=0,
    waiting=(Told(1, "X", "draft", at(7), "Broadcasting a row over a matrix, without a loop."),),
    question="What did broadcasting save you from writing?",
)

LAST = replace(
    FULL,
    week=16,
    section="Week 16: Final project",
    day="Day 80: Write it up",
    pace="You are 2 study days ahead of the calendar.",
    coming=(),
    troubles=(),
    waiting=(),
    approved=0,
    said=(Said(on(2), "win", "The final notebook runs from top to bottom on a fresh machine.", private=False),),
)

RESTING = replace(
    FULL,
    days=tuple(
        replace(day, rests="A week by the sea.", planned="") if index in {2, 3, 4} else day
        for index, day in enumerate(days({Kind.COMMIT: 2}, {Kind.NOTE: 1}))
    ),
    done=FULL.done[:2],
    hidden=0,
    said=FULL.said[5:],
    told=(),
    troubles=(),
    waiting=(),
)

_EVIL = (
    "<script>alert('x')</script> {{ 7*7 }} {% raw %} &amp; <img src=x onerror=alert(1)> \u202eevil\u202c\x1b[31m\x00"
)

HOSTILE = replace(
    FULL,
    journey=_EVIL,
    section=_EVIL,
    day=_EVIL,
    pace=_EVIL,
    done=(
        Piece(on(0), Kind.COMMIT, _EVIL, "javascript:alert(1)", _EVIL),
        Piece(on(0), Kind.COMMIT, "quotes in the address", 'https://x.test/"onmouseover="alert(1)', "</table></body>"),
        Piece(on(1), Kind.COMMIT, _EVIL, "https://x.test/?a=1&b=<2>", "]]>--><!--"),
    ),
    said=tuple(replace(each, text=_EVIL) for each in FULL.said),
    told=tuple(
        replace(each, text=_EVIL, reason=_EVIL, url="data:text/html,x", platform="<b>X</b>") for each in FULL.told
    ),
    coming=(Coming(on(7), _EVIL),),
    waiting=tuple(replace(each, text=_EVIL) for each in FULL.waiting),
    troubles=(Trouble(_EVIL, _EVIL),),
    question=_EVIL,
)

_HASH = "3fa9c1d0b7e2" * 18
LONG = replace(
    FULL,
    journey="A very long roadmap title that somebody wrote down in one breath " * 5,
    section="Phase 3: " + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    day="Day 123: " + "everything about everything " * 20,
    done=tuple(
        commit(index % 7, f"Step {index}: {_HASH}", f"ada-learns/{'a-name-without-end-' * (index % 3 + 1)}")
        for index in range(60)
    ),
    said=tuple(
        replace(FULL.said[index % 6], text=f"{index}. " + "Words upon words, line upon line. " * 80)
        for index in range(30)
    ),
    told=tuple(replace(each, reason=_HASH * 4) for each in FULL.told * 6),
    troubles=FULL.troubles * 12,
    coming=tuple(Coming(on(7 + index), f"{_HASH} {index}") for index in range(7)),
)

_PERSIAN = "گرادیان کاهشی را از صفر نوشتم و با جواب دقیق مقایسه کردم."
_JAPANESE = "勾配降下法をゼロから実装して、正規方程式の解と比べました。学習率が大きいと谷を飛び越えます。" * 3
WORLD = replace(
    FULL,
    journey="یادگیری ماشین در ۱۶ هفته",
    section="第5週: 勾配降下法",
    day="День 23: скорость обучения",
    done=(
        commit(0, _PERSIAN),
        commit(1, _JAPANESE),
        commit(2, "Нарисовать линии уровня функции потерь"),
        commit(3, "Größe der Schritte geprüft 👩🏽‍💻"),
    ),
    said=(
        Said(on(0), "win", _PERSIAN, private=False),
        Said(on(1), "learned", _JAPANESE, private=False),
        Said(on(2), "", "خسته بودم", private=True),
    ),
    coming=(Coming(on(7), _PERSIAN), Coming(on(8), "動量")),
    question=_JAPANESE,
)

FORTY = replace(
    FULL,
    waiting=tuple(Told(100 + index, "X", "draft", at(7 + index // 4), X_POST) for index in range(40)),
    approved=12,
)

SAMPLES = {
    "full": FULL,
    "quiet": QUIET,
    "first": FIRST,
    "last": LAST,
    "resting": RESTING,
    "hostile": HOSTILE,
    "long": LONG,
    "world": WORLD,
    "forty": FORTY,
}
