"""A structure installed twice is there once, and what the office changed since stays as the office left it."""

from __future__ import annotations

from datetime import date

from django.core.management import call_command

from candour.practice.directory.models import (
    Area,
    JointMembership,
    Organisation,
    Partnership,
    PartnershipArea,
    Post,
)
from candour.practice.governance.models import Group, GroupSeat
from tests.cast import Cast

TODAY = date(2026, 11, 18)
MODELS = (Area, Partnership, PartnershipArea, JointMembership, Organisation, Post, Group, GroupSeat)


def counted() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_a_structure_installed_twice_is_there_once(cast: Cast) -> None:
    before = counted()
    assert before[0] == 3, "the three boroughs"

    call_command("install_preset", "bhr")

    assert counted() == before


def test_a_structure_installed_again_leaves_what_the_office_changed(cast: Cast) -> None:
    one = cast.organisation("Probation")
    Organisation.objects.filter(pk=one.pk).update(until_on=TODAY)
    cast.client("manager").post(
        "/directory/organisations/add/", {"name": one.name, "short_name": "New probation", "sector": "probation"}
    )
    lead = Post.objects.get(title="Safeguarding lead", organisation=cast.organisation("NELFT"), partnership=None)
    Post.objects.create(title=lead.title, role=lead.role, organisation=lead.organisation)
    Partnership.objects.filter(short_name="Havering SCP").update(office_email="new@example.org")
    before = counted()

    call_command("install_preset", "bhr")

    new = Organisation.objects.get(short_name="New probation")
    assert counted()[:5] == before[:5]
    assert Organisation.objects.get(pk=one.pk).until_on == TODAY
    assert Partnership.objects.get(short_name="Havering SCP").office_email == "new@example.org"
    assert Post.objects.filter(organisation=new).exists(), "the living organisation is given the posts"
