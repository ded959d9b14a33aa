"""A picture from a file, with nothing in it but the picture, and its words."""

from pathlib import Path

import click

from bot.errors import NotAllowed
from bot.platforms import Picture
from bot.redact.picture import NoPicture, bare

_MOST = 50 * 1024 * 1024  # it is made to fit its platform; more is no picture of a screen or a camera


def picture(path: Path | None, alt: str, option: str) -> Picture:
    """Return the picture a file holds; `option` is how the command calls it."""
    if path is None:
        raise click.UsageError(f"--alt describes a picture: name it with {option}.")
    if not alt.strip():
        raise NotAllowed("A picture needs words for those who cannot see it.", f'{option} {path} --alt "what it shows"')
    try:
        if path.stat().st_size > _MOST:
            raise NotAllowed(f"{path} is larger than 50 MB.", "make it smaller")
        return Picture(*bare(path.read_bytes()), alt.strip())
    except OSError as error:
        raise NotAllowed(f"{path} cannot be read: {error.strerror}.", f"ls -l {path}") from None
    except NoPicture as error:
        raise NotAllowed(f"{path} is no picture that can be posted: {error}.", "save it as JPEG or PNG") from None
