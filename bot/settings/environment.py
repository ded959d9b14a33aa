"""What the environment says that is no setting of ours: where the home is, who vouches for servers, which editor.

The home is read before any .env can be: it says where .env is.
"""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

HOME = "BOT_HOME"
DEFAULT_HOME = "~/.learnaloud"


def home_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return where everything of this person is kept."""
    given = (os.environ if environ is None else environ).get(HOME)
    return Path(given or DEFAULT_HOME).expanduser().absolute()


def certificates() -> Path | None:
    """Return the file or folder of certificate authorities the environment names, by whichever name it uses."""
    named = map(os.environ.get, ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"))
    return next((Path(each) for each in named if each and Path(each).exists()), None)


def has_editor() -> bool:
    """Tell whether this person has an editor to write in."""
    from shutil import which

    return any(map(os.environ.get, ("VISUAL", "EDITOR"))) or any(map(which, ("sensible-editor", "nano", "vim", "vi")))


def for_programs(hidden: Collection[str]) -> dict[str, str]:
    """Return the environment for a program we run: English, none of these names, and nothing that leads git astray."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name not in hidden}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
