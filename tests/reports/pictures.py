"""Makes pictures of the weekly mail, to be looked at: python -m tests.reports.pictures FOLDER

Each sample as a phone and a desk show it: light, dark for programs that know dark mode, and inverted as those do that
recolour every mail on their own. Needs Chromium; where something is wider than its window the command fails.
"""

import base64
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.reports.digest.rendering import render, render_notices
from tests.conftest import BERLIN
from tests.reports.samples import FULL, SAMPLES

_WIDTHS = {"phone": 360, "desk": 800}
_LOOKS = {
    "light": ["--blink-settings=preferredColorScheme=1"],
    "dark": ["--blink-settings=preferredColorScheme=0"],
    "inverted": ["--blink-settings=preferredColorScheme=1,forceDarkModeEnabled=true"],
}
_TALLEST = 12_000
# A window has a least width of its own, so the mail is shown in a frame as wide as the screen that is meant.
_FRAME = """<!doctype html>
<style>body {{ margin: 0 }} iframe {{ border: 0; display: block; width: {width}px }}</style>
<iframe id="mail"></iframe>
<script>
const mail = document.getElementById("mail")
mail.onload = () => {{
  const page = mail.contentDocument.documentElement
  document.title = page.scrollWidth + "x" + page.scrollHeight
  mail.style.height = page.scrollHeight + "px"
}}
mail.srcdoc = new TextDecoder().decode(Uint8Array.from(atob("{content}"), letter => letter.charCodeAt(0)))
</script>"""


def main(folder: Path) -> int:
    """Make all pictures and tell which mails do not fit."""
    folder.mkdir(parents=True, exist_ok=True)
    notices = render_notices(folder, FULL.troubles, date(2026, 11, 21))
    mails = {name: render(folder, digest, BERLIN) for name, digest in SAMPLES.items()} | {"notices": notices}
    too_wide = 0
    for name, mail in mails.items():
        (folder / f"{name}.html").write_text(mail.html, encoding="utf-8")
        said = f"Subject: {mail.subject}\nPreview: {mail.preview}\n\n{mail.text}"
        (folder / f"{name}.txt").write_text(said, encoding="utf-8")
        for screen, width in _WIDTHS.items():
            for look, flags in _LOOKS.items():
                found = picture(mail.html, width, flags, folder / f"{name}-{screen}-{look}.png")
                too_wide += found > width
                sys.stdout.write(f"{name} {screen} {look}: {found} of {width} px, {len(mail.html.encode())} bytes\n")
    return 1 if too_wide else 0


def picture(html: str, width: int, flags: list[str], path: Path) -> int:
    """Draw a mail whole and return how wide it wants to be."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "Chromium is not installed."
    with TemporaryDirectory() as scratch:
        page = Path(scratch, "page.html")
        content = base64.b64encode(html.encode()).decode()
        page.write_text(_FRAME.format(width=width, content=content), encoding="utf-8")
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *flags,
                   f"--user-data-dir={scratch}/profile", "--virtual-time-budget=2000", page.as_uri()]  # fmt: skip
        seen = subprocess.run([*command, "--dump-dom"], check=True, capture_output=True, text=True).stdout
        size = re.search(r"<title>(\d+)x(\d+)</title>", seen)
        assert size, "Chromium did not tell the size."
        height = min(int(size[2]), _TALLEST)
        window = f"--window-size={max(width, 520)},{height + 120}"
        subprocess.run([*command, window, f"--screenshot={path}"], check=True, capture_output=True)
    _crop(path, width, height)
    return int(size[1])


def _crop(path: Path, width: int, height: int) -> None:
    from PIL import Image

    with Image.open(path) as picture:
        cropped = picture.crop((0, 0, width, height))
    cropped.save(path)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
