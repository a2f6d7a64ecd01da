"""Rows to be imported, and imports of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess as Folder
from candour.platform.accounts.models import Account
from candour.platform.imports import operations
from candour.platform.imports.grids import Grid, grid
from candour.platform.imports.models import ImportRun
from candour.platform.imports.tests.conftest import HEAD, PEOPLE

ROWS = (
    ("Ada@Example.org", "LBBD", ""),
    ("bea@example.org", "LBBB", "Open"),
    ("no address", "LBBB", ""),
    ("cai@example.org", "", "Closed"),
)


def table(*rows: Sequence[str], head: Sequence[str] = HEAD, name: str = "Table 1") -> Grid:
    return grid(name, [head, *rows])


def started(ada: Actor, into: Folder, *rows: Sequence[str], **more: Any) -> ImportRun:
    return operations.start(
        ada,
        recipe=PEOPLE,
        owner=into,
        grids=[table(*(rows or ROWS), **more)],
        source_name="Log of Xanthippe.docx",
        context=PEOPLE.make_context(ada, into),
    )


def made() -> list[tuple[str, bool]]:
    return list(Account.objects.order_by("pk").values_list("email", "is_active"))


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
