"""The key ring: the first key seals, every key opens, and another makes the marks by which identities are found."""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")
_KEY_BYTES = 32
_HOW = "Write it anew with `manage.py make_keys`, or mend it by hand; keys that were used must stay in it."


class BadKeys(ValueError):
    """The key ring cannot be used. The message says why, without a word of any key."""


@dataclass(frozen=True)
class KeyRing:
    """Every key, by its short name. None of them is ever shown."""

    first: str
    """The name of the key that seals."""
    keys: dict[str, AESGCM] = field(repr=False)
    index_key: bytes = field(repr=False)

    @property
    def index_name(self) -> str:
        """A short name for the index key, by which marks made with an earlier one are known."""
        return self.mark("the name of the key")[:16]

    def mark(self, text: str) -> str:
        """A text as a mark: the same for the same text, and nothing to anybody without the key."""
        return hmac.new(self.index_key, text.encode(), hashlib.sha256).hexdigest()


def ring() -> KeyRing:
    """The key ring of this installation. Raises BadKeys."""
    return read_ring(settings.CANDOUR_VAULT_KEYS)


@functools.lru_cache(maxsize=8)
def read_ring(text: str) -> KeyRing:
    """A key ring from its written form. Raises BadKeys."""
    try:
        written = json.loads(text)
        entries = [(entry["id"], entry["key"]) for entry in written["keys"]]
        index_key = bytes.fromhex(written["index_key"])
    except (ValueError, KeyError, TypeError):
        raise BadKeys(f"The vault's key ring is not as it should be written. {_HOW}") from None
    if not entries or len(index_key) < _KEY_BYTES:
        raise BadKeys(f"The vault's key ring needs at least one key, and an index key of {_KEY_BYTES} bytes. {_HOW}")
    if len({name for name, _ in entries}) != len(entries) or not all(_is_name(name) for name, _ in entries):
        raise BadKeys(f"Each of the vault's keys needs a name of its own, of letters and numbers. {_HOW}")
    return KeyRing(entries[0][0], {name: _key(key) for name, key in entries}, index_key)


def _is_name(name: object) -> bool:
    return isinstance(name, str) and bool(_ID.fullmatch(name))


def _key(text: object) -> AESGCM:
    try:
        key = base64.b64decode(str(text), altchars=b"-_", validate=True)
        if len(key) != _KEY_BYTES:
            raise ValueError
        return AESGCM(key)
    except (ValueError, binascii.Error):
        raise BadKeys(f"One of the vault's keys is not {_KEY_BYTES} bytes. {_HOW}") from None
