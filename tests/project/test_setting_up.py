"""Setting up a service by its commands: keys that are never overwritten, a structure, and the first person."""

from __future__ import annotations

import json
import stat
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from candour.practice.directory.models import Organisation, Partnership, Person
from candour.project.sweeping import sweep
from conftest import NOW
from tests.databases import RealDatabase

THREE = ("secret_key", "secrets_key", "vault_keys")


def said(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_keys_are_for_their_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    said("make_keys", str(folder))
    first = {name: (folder / name).read_text() for name in THREE}

    assert all(stat.S_IMODE((folder / name).stat().st_mode) == 0o600 for name in THREE)
    assert len(json.loads(first["vault_keys"])["keys"]) == 1
    assert said("make_keys", str(folder)) == ""
    assert {name: (folder / name).read_text() for name in THREE} == first


@time_machine.travel(NOW, tick=False)
def test_the_first_person_is_let_in_once_and_signs_in_by_the_link(real_database: RealDatabase) -> None:
    said("invite_first", "Nia Grant", "nia.grant@example.org")
    assert sweep(NOW) == []

    [letter] = [one for one in mail.outbox if one.to == ["nia.grant@example.org"]]
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert Client().get(link[link.index("/account/") :]).status_code == 200
    with pytest.raises(CommandError, match="administrator already"):
        said("invite_first", "Olu Bright", "olu.bright@example.org")
    assert Person.objects.count() == 1


def test_an_address_that_is_none_is_refused(real_database: RealDatabase) -> None:
    with pytest.raises(CommandError, match="is not an email address"):
        said("invite_first", "Nia Grant", "nia.grant")
    assert not Person.objects.exists()


def test_a_structure_is_installed_once_however_often_it_is_asked_for(real_database: RealDatabase) -> None:
    said("install_preset", "bhr")
    counted = (Organisation.objects.count(), Partnership.objects.count())
    assert Partnership.objects.filter(short_name="Havering SCP").count() == 1

    said("install_preset", "bhr")

    assert (Organisation.objects.count(), Partnership.objects.count()) == counted
    assert not Person.objects.exists()
