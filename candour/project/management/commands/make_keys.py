"""`manage.py make_keys FOLDER`: write new secrets into files that only their owner can read."""

import json
import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Writes each secret that does not exist yet; one that exists is never touched."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder to write into."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the secrets."""
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        vault_keys = json.dumps(
            {"keys": [{"id": "1", "key": Fernet.generate_key().decode()}], "index_key": secrets.token_hex(32)}
        )
        for name, value in (
            ("secret_key", secrets.token_urlsafe(64)),
            ("secrets_key", Fernet.generate_key().decode()),
            ("vault_keys", vault_keys),
        ):
            path = folder / name
            if path.exists():
                continue
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(value)
            self.stdout.write(f"Wrote {path}.")
