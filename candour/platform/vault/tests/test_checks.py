"""The start-up check: a bad key ring is said before anything is lost, and `make_keys` writes a good one."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings

from candour.platform.vault.checks import the_key_ring_can_be_read
from candour.platform.vault.sealing import seal, unseal


def test_a_bad_key_ring_is_said(settings: Settings) -> None:
    settings.CANDOUR_VAULT_KEYS = '{"keys": [], "index_key": "secret"}'

    (problem,) = the_key_ring_can_be_read(None)

    assert problem.id == "vault.E001"
    assert "secret" not in f"{problem.msg} {problem.hint}"


def test_the_key_ring_that_the_command_writes_is_good(settings: Settings, tmp_path: Path) -> None:
    call_command("make_keys", tmp_path, stdout=StringIO())
    settings.CANDOUR_VAULT_KEYS = (tmp_path / "vault_keys").read_text()

    assert the_key_ring_can_be_read(None) == []
    assert unseal(seal("Ann", "a place"), "a place") == "Ann"
