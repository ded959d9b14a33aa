"""What one Mastodon server takes: its owner's limits, as it tells them, kept for a day, and a part held against them.

Odd about it: a server may leave out any of them, and then Mastodon's own hold (November 2026). How many pixels a
picture may have is left to the server: to know it, one would have to open the picture.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.errors import Refused
from bot.platforms import Part, Picture


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server takes."""

    characters: int = 500
    address: int = 23  # so many characters an address counts
    pictures: int = 4
    kinds: tuple[str, ...] = ("image/jpeg", "image/png", "image/gif", "image/webp")
    size: int = 16 * 1024 * 1024
    alt: int = 1500

    @classmethod
    def said(cls, configuration: Mapping[str, Any]) -> Self:
        """Return the limits in what a server says of itself."""
        statuses, media = (_object(configuration.get(name)) for name in ("statuses", "media_attachments"))
        numbers = {
            "characters": statuses.get("max_characters"),
            "address": statuses.get("characters_reserved_per_url"),
            "pictures": statuses.get("max_media_attachments"),
            "size": media.get("image_size_limit"),
            "alt": media.get("description_limit"),
        }
        kinds = media.get("supported_mime_types")
        named = tuple(map(str, kinds)) if isinstance(kinds, list) and kinds else cls().kinds
        known: dict[str, Any] = {name: each for name, each in numbers.items() if _is_number(each)}
        return cls(kinds=named, **known)

    @classmethod
    def kept(cls, text: str, today: str) -> Self | None:
        """Return the limits kept today, or nothing."""
        try:
            held = json.loads(text)
            if held.pop("day") != today:
                return None
            return cls(**{**held, "kinds": tuple(held["kinds"])})
        except (ValueError, TypeError, KeyError, AttributeError):  # nothing, or of another version
            return None

    def to_keep(self, today: str) -> str:
        """Return these limits as they are kept."""
        return json.dumps({"day": today, **asdict(self)})

    def look_over(self, part: Part, used: int) -> None:
        """Refuse what the server would refuse, before anything leaves; `used` is the length of the text."""
        if used > self.characters:
            raise _too_many(f"{used} characters", self.characters, "bot edit ID")
        if len(part.pictures) > self.pictures:
            raise _too_many(f"{len(part.pictures)} pictures", self.pictures, "bot edit ID")
        for each in part.pictures:
            self._look_at(each)

    def _look_at(self, picture: Picture) -> None:
        if picture.kind not in self.kinds:
            raise Refused(
                f"Your Mastodon server takes no picture that is {picture.kind}.", "bot edit ID, with a JPEG or PNG"
            )
        if len(picture.content) > self.size:
            raise _too_many(
                f"{len(picture.content)} bytes of a picture", self.size, "bot edit ID, with a smaller picture"
            )
        if len(picture.alt) > self.alt:
            raise _too_many(f"{len(picture.alt)} characters about a picture", self.alt, "bot edit ID, with fewer words")


def _too_many(what: str, limit: int, hint: str) -> Refused:
    return Refused(f"{what} are more than the {limit} your Mastodon server takes.", hint)


def _object(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def _is_number(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found > 0
