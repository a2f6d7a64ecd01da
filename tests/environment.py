"""The environment of the tests, set before Django reads it: throw-away keys, and SQLite unless told otherwise."""

import json
import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

os.environ["CANDOUR_ENVIRONMENT"] = "test"
for name in ("SECRET_KEY_FILE", "SECRETS_KEY_FILE", "VAULT_KEYS_FILE"):
    os.environ.pop(f"CANDOUR_{name}", None)
os.environ.setdefault("CANDOUR_VAR", tempfile.mkdtemp(prefix="candour-test-"))
Path(os.environ["CANDOUR_VAR"], "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("CANDOUR_SECRET_KEY", "a key for tests only, long enough to pass the start-up check 0123456789")
os.environ.setdefault("CANDOUR_SECRETS_KEY", Fernet.generate_key().decode())
os.environ.setdefault(
    "CANDOUR_VAULT_KEYS",
    json.dumps({"keys": [{"id": "1", "key": Fernet.generate_key().decode()}], "index_key": "5a" * 32}),
)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
