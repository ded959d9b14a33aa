"""The week's posts as its mail shows them: those that are out, those that are not and why, and drafts without a yes."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.lifecycle import Status
from bot.reports.digest import Digest, Told
from bot.reports.digest.section import Entry, Group, Room, Section, entry, joined
from bot.reports.digest.wording import clean, counted, cut, on_one_line, short_day

_PLATFORM = 40
_BECAME: dict[str, str] = {
    Status.DRAFT: "still a draft",
    Status.APPROVED: "approved, not sent yet",
    Status.PUBLISHING: "being sent",
    Status.FAILED: "failed",
    Status.UNCONFIRMED: "perhaps out",
    Status.MISSED: "missed",
    Status.REJECTED: "turned down by you",
}


def posted(digest: Digest, zone: ZoneInfo, room: Room) -> Section:
    """Return what was posted; and how many hours stayed silent, which is as it should be."""
    out = [each for each in digest.told if each.status == Status.PUBLISHED]
    entries = tuple(_out(each, zone, room) for each in out[: room.posts])
    section = Section("posted", "What was posted" if out else "Posts", (Group("", entries),))
    if len(out) > len(entries):
        return section.with_more(len(out) - len(entries), "bot queue --all")
    slots = counted(digest.silent, "slot")
    return replace(section, closing=f"{slots} stayed silent: there was nothing to say.") if digest.silent else section


def not_out(digest: Digest, zone: ZoneInfo, room: Room) -> Section:
    """Return the posts of the week that are not out, each with why; drafts that wait are told elsewhere."""
    told_elsewhere = {each.id for each in digest.waiting}
    left = [each for each in digest.told if each.status != Status.PUBLISHED and each.id not in told_elsewhere]
    entries = tuple(_left(each, zone, room) for each in left[: room.posts])
    section = Section("not_out", "What did not go out", (Group("", entries),))
    return section.with_more(len(left) - len(entries), "bot queue --all")


def waiting(digest: Digest, zone: ZoneInfo, room: Room) -> Section:
    """Return the drafts without a yes, and how to answer them."""
    drafts = digest.waiting
    entries = tuple(_draft(each, zone, room) for each in drafts[: room.drafts])
    way = f"{counted(digest.approved, 'post is', 'posts are')} approved already." if digest.approved else ""
    if not drafts:
        return Section("waiting", "Coming posts", closing=way)
    more = f"And {len(drafts) - len(entries)} more." if len(drafts) > len(entries) else ""
    closing = joined((more, way, "One key answers each draft:"), " ")
    return Section("waiting", "Drafts that wait for your yes", (Group("", entries),), closing, "bot review")


def _out(told: Told, zone: ZoneInfo, room: Room) -> Entry:
    return entry(_excerpt(told, room), _day(told, zone), about=_platform(told), url=told.url)


def _left(told: Told, zone: ZoneInfo, room: Room) -> Entry:
    became = f"{_platform(told)}, {_BECAME.get(told.status, told.status)}"
    why = on_one_line(told.reason, room.words)
    known = told.status != Status.REJECTED
    command = f"bot resolve {told.id} --help" if told.status == Status.UNCONFIRMED else f"bot show {told.id}"
    return entry(
        _excerpt(told, room),
        _day(told, zone),
        about=joined((became, why), ": "),
        url=told.url,
        command=command if known else "",
    )


def _draft(told: Told, zone: ZoneInfo, room: Room) -> Entry:
    due = told.due_at.astimezone(zone)
    return entry(
        _excerpt(told, room), f"#{told.id}", about=f"{_platform(told)}, {due:%a} {due.day} {due:%B}, {due:%H:%M}"
    )


def _excerpt(told: Told, room: Room) -> str:
    return cut(" ".join(clean(told.text).split()), room.excerpt)


def _platform(told: Told) -> str:
    return on_one_line(told.platform, _PLATFORM)


def _day(told: Told, zone: ZoneInfo) -> str:
    return short_day(told.due_at.astimezone(zone).date())
