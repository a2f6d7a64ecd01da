"""What the system does by itself: one sweep over everything that waits, safe to run from several places at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.core.management import call_command
from django.db import close_old_connections

from candour.platform.access.actor import Actor
from candour.platform.deadlines.reminders import remind
from candour.platform.files.operations import remove_orphans, scan_held
from candour.platform.guided_forms.operations import lapse
from candour.platform.messaging.operations import send_waiting
from candour.practice.cases.operations.decisions import pass_overdue
from candour.practice.cases.operations.requests import chase_late
from candour.practice.governance.operations.actions_chased import chase_actions
from candour.practice.governance.operations.updates import chase_updates
from candour.practice.learning.operations.letters import chase_due_letters

logger = logging.getLogger(__name__)


def _forget_old_sessions(actor: Actor) -> None:
    call_command("clearsessions")


JOBS: tuple[tuple[str, Callable[[Actor], object]], ...] = (
    ("scanning held files", scan_held),
    ("passing overdue decisions to the chair", pass_overdue),
    ("chasing late agencies", chase_late),
    ("asking after actions before a meeting", chase_actions),
    ("chasing updates before a meeting", chase_updates),
    ("chasing replies to letters", chase_due_letters),
    ("reminding of what is due", remind),
    ("sending mail", send_waiting),
    ("throwing away forms that were never sent", lapse),
    ("removing contents that nothing refers to", remove_orphans),
    ("forgetting old sessions", _forget_old_sessions),
)
"""Each job by the name under which it stands in the history; in this order, so that mail leaves in the same sweep."""


def sweep(at: datetime) -> list[str]:
    """Do every job once.

    A job that fails is logged and does not keep the others from running. Returns those that failed.
    """
    failed = []
    for name, job in JOBS:
        try:
            job(Actor.system(name, at))
        except Exception:
            logger.exception("The sweep failed at %s.", name)
            failed.append(name)
    close_old_connections()
    return failed
