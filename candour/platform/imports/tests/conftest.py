"""A recipe that brings people with an account into a folder, made up for these tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess as Folder
from candour.platform.access.policy import Refused, fetch
from candour.platform.accounts.models import Account, Invitation
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import sentence
from candour.platform.imports import recipes
from candour.platform.imports.recipes import Column, Note, Reading, Recipe
from tests.folders import OPEN_A_FOLDER, person

MADE = sentence("test_imports.made", "made an account")
REMOVED = sentence("test_imports.removed", "removed an account")
TOUCHED = sentence("test_imports.touched", "touched an account")

HEAD = ("Email", "Lead Agency", "Status")


@operation
def make_account(actor: Actor, values: Mapping[str, Any], context: Mapping[str, Any]) -> Account:
    if values["email"].startswith("refused"):
        raise Refused("The rules are against it.")
    account = Account.objects.create_user(values["email"], joined_at=actor.at, is_active=values["active"])
    record(MADE, subject=account, within=Folder(pk=context["owner_id"]))
    return account


@operation
def remove_account(actor: Actor, kind: str, id_: int) -> None:
    assert kind == "accounts.account"
    account = Account.objects.get(pk=id_)
    if Invitation.objects.filter(account=account).exists():
        raise Refused("Somebody was invited to it.")
    record(REMOVED, subject=account)
    account.delete()


@operation
def touch(actor: Actor, account: Account) -> None:
    record(TOUCHED, subject=account)


def read(cells: Mapping[str, str], context: Mapping[str, Any]) -> Reading:
    """As an app might: a wrong agency is corrected if that is accepted, and a row without an address is a problem."""
    notes = []
    email = cells["email"].lower()
    if "@" not in email:
        notes.append(Note("problem", "There is no email address.", "email", cells["email"]))
    agency = cells["agency"]
    if agency in context["known_as"]:
        proposed = context["known_as"][agency]
        notes.append(Note("correction", "This agency is written otherwise elsewhere.", "agency", agency, proposed))
    elif not agency:
        notes.append(Note("question", "Which agency is this?"))
    if cells["status"]:
        notes.append(Note("fine", f"“{cells['status']}” is read as open."))
    return Reading({"email": email, "agency": agency, "active": cells["status"] != "Closed"}, tuple(notes))


PEOPLE = Recipe(
    key="people",
    title="Bring in people",
    intro="Bring the list of people.",
    columns=(
        Column("email", ("Email", "E-mail address"), required=True),
        Column("agency", ("Lead agency", "Agency")),
        Column("status", ("Status",)),
    ),
    may_import=OPEN_A_FOLDER,
    find_owner=lambda actor, ref: fetch(actor, Folder, pk=ref),
    read_row=read,
    apply_row=make_account,
    undo_row=remove_account,
    make_context=lambda actor, owner: {"known_as": {"LBBB": "LBBD"}},
    home=lambda owner: f"/folders/{owner.pk}/",
)


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> Recipe:
    monkeypatch.setattr(recipes, "_recipes", {})
    return recipes.register(PEOPLE)


@pytest.fixture(autouse=True)
def contents(tmp_path: Path, settings: Any) -> Path:
    options = {"location": tmp_path / "contents"}
    default = {"BACKEND": "candour.platform.files.keeping.DurableStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return tmp_path / "contents"


@pytest.fixture
def ada(now: datetime) -> Actor:
    return person(1, now)


@pytest.fixture
def into(db: None, folder: Callable[..., Folder]) -> Folder:
    return folder(1)
