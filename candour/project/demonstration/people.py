"""Putting the cast into the directory: posts, appointments, undertakings, deputies and a delegation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from candour.platform.access.actor import Actor
from candour.platform.accounts.models import Account
from candour.practice.cases.operations import reviews
from candour.practice.directory import operations as directory
from candour.practice.directory import roles
from candour.practice.directory.models import Organisation, Partnership, Person
from candour.practice.directory.queries import actor_of_person
from candour.project import presets
from candour.project.demonstration.cast import CAST, Member
from candour.rulebook.language.clocks import day_of

EXTRA_POSTS = (
    ("External author", roles.EXTERNAL_AUTHOR, "", "Havering SCP"),
    ("Contributor", roles.CONTRIBUTOR, "BHRUT", ""),
)
SINCE = timedelta(days=300)


def load_people(at: datetime, now: datetime) -> dict[str, Person]:
    """The structure and everybody in it, who have been there since `at`. Returns the people by their key.

    The delegation is in force around `now`.
    """
    actor = Actor.system("the demonstration", at)
    presets.install(actor, "bhr")
    for title, role, organisation, partnership in EXTRA_POSTS:
        directory.add_post(
            actor,
            title=title,
            role=role,
            organisation=Organisation.objects.get(short_name=organisation) if organisation else None,
            partnership=Partnership.objects.get(short_name=partnership) if partnership else None,
        )
    people = {member.key: _add(actor, member) for member in CAST}
    _set_up(actor, people, now)
    return people


def _add(actor: Actor, member: Member) -> Person:
    person = directory.add_person(actor, name=member.name, email=member.email)
    account = Account.objects.create_user(member.email, joined_at=actor.at)
    Person.objects.filter(pk=person.pk).update(account=account)
    since = actor.today - SINCE
    for title, organisation, partnership in member.posts:
        if title == "System administrator":
            post = directory.add_system_post(actor, title=title)
        else:
            post = presets.post_of(title, organisation, partnership)
        directory.appoint(actor, post=post, person=person, from_on=since)
    if member.is_bound:
        themselves = replace(actor_of_person(person.pk, actor.at), at=actor.at)
        for kind in ("confidentiality", "principles"):
            directory.sign_undertaking(themselves, kind=kind)
    if member.has_left:
        directory.person_left(actor, ref=person.ref, left_on=actor.today - timedelta(days=1))
    return Person.objects.get(pk=person.pk)


def _set_up(actor: Actor, people: dict[str, Person], now: datetime) -> None:
    scp = "Havering SCP"
    directory.name_deputy(actor, post=presets.post_of("Safeguarding lead", "Havering Children"), person=people["head"])
    directory.name_deputy(actor, post=presets.post_of("Safeguarding lead", "NELFT"), person=people["nelft_senior"])
    directory.delegate(
        actor,
        post=presets.post_of("Associate Director for safeguarding", "NEL ICB", scp),
        nominee=people["nominee"],
        scope="To give the board’s position on rapid reviews and to sign reports.",
        from_on=day_of(now) - timedelta(days=30),
        until_on=day_of(now) + timedelta(days=60),
    )
    directory.set_term(
        actor,
        sector="health",
        concept="serious-incident",
        label="Serious child safeguarding incident",
        definition="Not the health service’s own “serious incident”, which is a patient safety matter.",
    )
    for short_name in (scp, "Redbridge SCP"):
        reviews.choose_practice(
            actor,
            partnership=Partnership.objects.get(short_name=short_name),
            timetable_name="bhr-protocol-2020/fifteen-days",
            reading_key="notification",
            because=(
                "The Panel counts from the notification; the BHR plan keeps agencies to its days from the referral."
            ),
        )
