"""A token as it lies in the vault: encrypted where a key is given from outside the home, else as it is.

The key is BOT_VAULT_KEY, which no file of the home holds, so a copy of the home alone opens nothing. A sealed value is
bound to its name: one put in the place of another does not open.
"""

import os
from typing import TYPE_CHECKING

from bot.errors import SealError
from bot.redact import Secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_PLAIN, _LOCKED = b"\0", b"\1"
_NONCE = 12  # bytes, as AES-GCM wants them
_HINT = "give the BOT_VAULT_KEY it was sealed with, or bot login once more"


def seal(secret: Secret, name: str, key: Secret) -> bytes:
    """Return a secret as it is kept."""
    content = secret.reveal().encode()
    if not key:
        return _PLAIN + content
    nonce = os.urandom(_NONCE)
    return _LOCKED + nonce + _cipher(key).encrypt(nonce, content, name.encode())


def unseal(sealed: bytes, name: str, key: Secret) -> Secret:
    """Return the secret that was kept under a name."""
    kind, content = sealed[:1], sealed[1:]
    if kind == _PLAIN:
        return Secret(content.decode())
    if not key:
        raise SealError(f"{name} is sealed, and no key is given.", _HINT)
    from cryptography.exceptions import InvalidTag

    try:
        return Secret(_cipher(key).decrypt(content[:_NONCE], content[_NONCE:], name.encode()).decode())
    except (InvalidTag, ValueError):
        raise SealError(f"{name} does not open with this key.", _HINT) from None


def _cipher(key: Secret) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"learnaloud vault").derive(key.reveal().encode())
    return AESGCM(derived)
