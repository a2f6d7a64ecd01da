"""Who had read the tracker and its cases by a day that is past, told to the office and to nobody else."""

from __future__ import annotations

import time_machine
from django.urls import reverse

from candour.platform.audit_trail.models import Entry
from candour.practice.cases.models import Case, TeamMember, TrackerLine
from candour.practice.cases.tests.papers import text_of
from tests.cast import Cast
from tests.walks import moment, walk


def test_the_office_sees_who_had_read_it_by_a_day_and_nobody_else_does(cast: Cast) -> None:
    # F29
    going = walk(cast, to="sent")
    for who, day in (("manager", 22), ("nelft_senior", 23), ("administrator", 29)):
        with time_machine.travel(moment(day), tick=False):
            client = Cast(cast.people, moment(day)).client(who)
            assert client.get(reverse("tracker")).status_code == 200
            if who != "nelft_senior":
                assert client.get(reverse("case", args=[going.case.ref])).status_code == 200
    asked = "?shows=all&day_day=27&day_month=10&day_year=2026"
    told = text_of(cast.client("manager"), reverse("tracker") + asked).split("Who had read it by then")[1]
    assert "Priya Anand" in told
    assert f"{going.case.key}" in told
    assert cast.people["administrator"].name not in told
    then = text_of(cast.client("manager"), reverse("tracker") + asked.replace("=27", "=30"))
    assert cast.people["administrator"].name in then.split("Who had read it by then")[1]
    for who in ("council", "nelft_senior"):
        assert "Who had read it by then" not in text_of(cast.client(who), reverse("tracker") + asked)
    assert "Who had read it by then" not in text_of(cast.client("manager"), reverse("tracker"))


def test_whoever_reads_the_cases_of_several_partnerships_is_kept_for_each(cast: Cast) -> None:
    # F29
    walk(cast, to="received")
    line = TrackerLine.objects.get(true_until=None)
    other = cast.partnership("Havering SAB")
    second = Case.objects.create(
        partnership=other, key="ZZ", kind="concern", about="adult", opened_at=cast.now, edition_key="care-act-2014"
    )
    manager = cast.people["manager"]
    TeamMember.objects.create(case=second, person=manager, purpose="office", joined_at=cast.now)
    line.pk, line.case, line.partnership, line.key = None, second, other, "ZZ"
    line.save()
    cast.client("manager").get(reverse("tracker"))
    read = Entry.objects.filter(kind="read", subject_kind="directory.partnership")
    assert set(read.values_list("subject_id", flat=True)) == {str(other.pk), str(cast.partnership().pk)}
