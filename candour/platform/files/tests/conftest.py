"""An owner for files, people who see it and people who do not, and contents that each test has for itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import Q

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy
from candour.platform.accounts.models import Account


@pytest.fixture(autouse=True)
def contents(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    options = {"location": tmp_path / "contents", "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    default = {"BACKEND": "candour.platform.files.keeping.DurableStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}  # type: ignore[attr-defined]
    return tmp_path / "contents"


@pytest.fixture(autouse=True)
def owners(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account stands for a record of some app: seen by the person of the same number."""
    monkeypatch.setattr(policy, "_owners", dict(policy._owners))
    monkeypatch.setattr(policy, "_sees", {model: rule for model, rule in policy._sees.items() if model is not Account})

    @Policy("tests of files").sees(Account, confidential=True)
    def _accounts(actor: Actor) -> Q:
        """The account of the same number."""
        return Q(pk=actor.person_id or 0)

    policy.owner(Account)


@pytest.fixture
def owner(db: None, now: datetime) -> Account:
    return Account.objects.create_user("owner@example.org", joined_at=now)


@pytest.fixture
def insider(owner: Account, now: datetime) -> Actor:
    return Actor("person", "Ines Insider", now, person_id=owner.pk, account_id=owner.pk)


@pytest.fixture
def outsider(owner: Account, now: datetime) -> Actor:
    return Actor("person", "Otto Outsider", now, person_id=owner.pk + 1)


@pytest.fixture
def sweep(now: datetime) -> Actor:
    return Actor.system("the sweep", now)


def sent(name: str = "notes.txt", content: bytes = b"A quiet week.") -> UploadedFile:
    return SimpleUploadedFile(name, content)
