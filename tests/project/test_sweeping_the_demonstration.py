"""A sweep over the whole demonstration: what is due happens once."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.core import mail

from candour.platform.audit_trail.models import Entry
from candour.platform.messaging.models import OutboxMessage
from candour.project.sweeping import sweep
from conftest import NOW
from tests.databases import RealDatabase


def test_a_second_sweep_at_the_same_moment_does_nothing_more(demonstration: RealDatabase) -> None:
    later = NOW + timedelta(days=5)
    with time_machine.travel(later, tick=False):
        assert sweep(later) == []
        first = (OutboxMessage.objects.count(), Entry.objects.count(), len(mail.outbox))
        assert sweep(later) == []

    assert (OutboxMessage.objects.count(), Entry.objects.count(), len(mail.outbox)) == first
    assert first[2] > 0
