"""The whole line, as a stranger would run it; and the transcript of it on its page."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/demo.md"
BEGIN, END = "<!-- transcript: make transcript writes it, a test keeps it true -->\n", "<!-- end of transcript -->"


def demo(folder: Path) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")} | {"COLUMNS": "88"}
    command = [sys.executable, "-m", "bot", "demo", "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    plain = re.sub(r" +$", "", done.stdout, flags=re.MULTILINE)
    return plain.replace(str(folder), "/tmp/learnaloud-demo-sample")


def test_the_page_shows_what_the_demo_prints(tmp_path: Path) -> None:
    shown = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert shown == f"```\n{demo(tmp_path / 'demo')}```\n"


def test_the_demo_publishes_each_post_once_to_the_sandbox_and_makes_a_page(tmp_path: Path) -> None:
    demo(tmp_path / "demo")
    home = tmp_path / "demo/home"
    ledgers = {path.stem: path.read_text(encoding="utf-8").count("\n") for path in (home / "sandbox").iterdir()}
    assert ledgers == {"x": 1, "linkedin": 1}
    page = (home / "timeline.html").read_text(encoding="utf-8")
    assert "never predicts fraud" in page
    assert "What this rests on" in page


def test_the_demo_does_the_same_whatever_git_and_the_clock_of_this_machine_say(tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text(
        "[commit]\n\tgpgsign = true\n[core]\n\thooksPath = /nowhere\n", encoding="utf-8"
    )
    once = demo(tmp_path / "one")
    os.environ |= {"GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"), "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    try:
        again = demo(tmp_path / "two")
    finally:
        for name in ("GIT_CONFIG_GLOBAL", "TZ", "LC_ALL"):
            os.environ.pop(name)
    assert once == again


if __name__ == "__main__":  # make transcript
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        transcript = demo(Path(made) / "demo")
        PAGE.write_text(f"{before}{BEGIN}```\n{transcript}```\n{END}{after}", encoding="utf-8")
