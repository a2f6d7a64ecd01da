"""Sealing a text so that only the key ring opens it, only in its own place, and only whole."""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from candour.platform.vault.keys import ring

_NONCE_BYTES = 12
# A lone half of a surrogate pair is no character, but people paste it; it must come back as it was.
_ENCODING = ("utf-8", "surrogatepass")


class Unsealable(Exception):
    """A sealed value cannot be opened. The message says why, and never what it holds."""


def seal(text: str, place: str) -> str:
    """A text, sealed under the first key for its one place: the row and field where it is kept."""
    keys = ring()
    nonce = os.urandom(_NONCE_BYTES)
    sealed = keys.keys[keys.first].encrypt(nonce, text.encode(*_ENCODING), place.encode())
    return f"{keys.first}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(stored: str, place: str) -> str:
    """The text that was sealed for the place. Raises Unsealable if key, place or content is not what it was."""
    name, _, content = stored.partition(":")
    key = ring().keys.get(name)
    if key is None:
        raise Unsealable("A value was sealed under a key that is not in the vault's key ring.")
    return _open(key, content, place)


def reseal(stored: str, place: str) -> str:
    """The same value under the first key. Raises Unsealable."""
    return seal(unseal(stored, place), place)


def is_under(stored: str, key: str) -> bool:
    """Whether a value was sealed under the key of that name."""
    return stored.partition(":")[0] == key


def _open(key: AESGCM, content: str, place: str) -> str:
    try:
        whole = base64.b64decode(content, validate=True)
        return key.decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], place.encode()).decode(*_ENCODING)
    except (InvalidTag, ValueError, binascii.Error):
        raise Unsealable("A sealed value was changed, cut short or moved from the place it was sealed for.") from None
