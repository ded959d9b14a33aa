"""What the environment says that is no setting of ours: who vouches for servers, and which editor there is."""

import os
from pathlib import Path


def certificates() -> Path | None:
    """Return the file or folder of certificate authorities the environment names, by whichever name it uses."""
    named = map(os.environ.get, ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"))
    return next((Path(each) for each in named if each and Path(each).exists()), None)


def has_editor() -> bool:
    """Tell whether this person has an editor to write in."""
    from shutil import which

    return any(map(os.environ.get, ("VISUAL", "EDITOR"))) or any(map(which, ("sensible-editor", "nano", "vim", "vi")))
