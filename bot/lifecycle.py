"""What a post can be, and what it may become; the whole product obeys this table.

            ┌──────────────────────────────── retry, revive ───────────────────────────────┐
            ▼                                                                              │
    ┌──▶ draft ───────▶ approved ───────▶ publishing ───────▶ published            failed, missed,
    │      │               │  ▲               │  │                ▲                   rejected
    │      │               │  │ not sent      │  └─▶ unconfirmed ─┤                      ▲
    │      │               │  └───────────────┘           │       └─▶ approved           │
    │      └───────────────┼──────────────────────────────┴──────────────────────────────┘
    └── withdraw, edit ────┘

A status is a row's word in the database, so a value here never changes its spelling. Imports nothing but enum.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a post stands."""

    DRAFT = "draft"  # written, waits for a person
    APPROVED = "approved"  # a person said yes to these bytes
    PUBLISHING = "publishing"  # a living sender has claimed it
    PUBLISHED = "published"  # the platform gave a receipt
    FAILED = "failed"  # the platform said no to this post
    UNCONFIRMED = "unconfirmed"  # perhaps out
    MISSED = "missed"  # its slot passed
    REJECTED = "rejected"  # a person said no


class Outcome(StrEnum):
    """How a slot ended; each ends in exactly one, and is open until then."""

    OPEN = "open"
    POSTED = "posted"
    MISSED = "missed"
    FAILED = "failed"
    REJECTED = "rejected"
    QUIET = "quiet"  # no evidence, nothing to say
    PAUSED = "paused"
    HELD = "held"
    SKIPPED = "skipped"


_S = Status

ALLOWED: dict[Status, frozenset[Status]] = {
    _S.DRAFT: frozenset({_S.APPROVED, _S.REJECTED, _S.MISSED}),
    _S.APPROVED: frozenset({_S.DRAFT, _S.PUBLISHING, _S.MISSED}),
    _S.PUBLISHING: frozenset({_S.PUBLISHED, _S.APPROVED, _S.FAILED, _S.UNCONFIRMED}),
    _S.UNCONFIRMED: frozenset({_S.PUBLISHED, _S.APPROVED, _S.FAILED}),
    _S.PUBLISHED: frozenset(),
    _S.FAILED: frozenset({_S.DRAFT}),
    _S.MISSED: frozenset({_S.DRAFT}),
    _S.REJECTED: frozenset({_S.DRAFT}),
}

# A slot holds one live post; the others have made room for another try.
LIVE = frozenset(Status) - {_S.FAILED, _S.MISSED, _S.REJECTED}

# What a post's status says of its slot. Unconfirmed keeps the slot open: nobody knows yet.
OUTCOME_OF: dict[Status, Outcome] = {
    _S.PUBLISHED: Outcome.POSTED,
    _S.FAILED: Outcome.FAILED,
    _S.MISSED: Outcome.MISSED,
    _S.REJECTED: Outcome.REJECTED,
}


def may_become(status: Status) -> frozenset[Status]:
    """Return the statuses from which a post may become `status`."""
    return frozenset(source for source, targets in ALLOWED.items() if status in targets)


def outcome_of(status: Status) -> Outcome:
    """Return what a post in this status says of its slot."""
    return OUTCOME_OF.get(status, Outcome.OPEN)
