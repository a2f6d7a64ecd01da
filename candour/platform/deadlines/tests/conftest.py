"""Deadlines and holds of a partnership, which everybody with a post sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db.models import Model

from candour.platform.deadlines.counting import end_of
from candour.platform.deadlines.models import Deadline, Hold
from tests.cast import Cast

Setting = Callable[..., Deadline]
RULE = "working-together-2023/rapid-review"


def body(record: Model) -> tuple[str, int]:
    """A body as deadlines name it."""
    return record._meta.model_name or "", record.pk


def set_for(cast: Cast, title: str, due_on: date, acts: Model, **more: Any) -> Deadline:
    """A deadline at the end of a day, of Havering's partnership, for a body to act on."""
    overseer = more.pop("overseer", None)
    overseen = dict(zip(("overseer_kind", "overseer_id"), body(overseer), strict=True)) if overseer else {}
    kind, id_ = body(acts)
    owner = cast.partnership()
    given = {
        "owner_kind": "directory.partnership",
        "owner_id": owner.pk,
        "key": title,
        "title": title,
        "do_next": f"Do: {title}",
        "address": "/directory/",
        "rule_name": RULE,
        "starts_on": due_on,
        "counts": "working-days",
        "number": 0,
        "convention": "within",
        "by": end_of(due_on, None).time(),
        "due_on": due_on,
        "due_at": end_of(due_on, None),
        "calendar_version": "",
        "body_kind": kind,
        "body_id": id_,
        "set_at": cast.now,
    }
    return Deadline.objects.create(**(given | overseen | more))


def hold_of(cast: Cast, waits_for: str, next_check_on: date | None, lifted_at: datetime | None = None) -> Hold:
    """A hold of Havering's partnership."""
    return Hold.objects.create(
        owner_kind="directory.partnership",
        owner_id=cast.partnership().pk,
        address="/directory/",
        waits_for=waits_for,
        reason="",
        ask="Sergeant Pell",
        next_check_on=next_check_on,
        placed_at=cast.now,
        lifted_at=lifted_at,
    )


@pytest.fixture
def due(cast: Cast) -> Setting:
    """Set a deadline."""

    def make(title: str, due_on: date, acts: Model, **more: Any) -> Deadline:
        return set_for(cast, title, due_on, acts, **more)

    return make
