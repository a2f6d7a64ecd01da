"""People, posts, appointments, deputies, delegations and undertakings: adding, ending and signing them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.accounts import operations as accounts
from candour.platform.audit_trail.operation import operation, record
from candour.platform.messaging import operations as messaging
from candour.practice.directory import audit_events
from candour.practice.directory.models import (
    Appointment,
    Delegation,
    Organisation,
    Partnership,
    Person,
    Post,
    StandingDeputy,
    Undertaking,
)
from candour.practice.directory.undertakings import TEXTS

UNDERTAKING_LASTS = timedelta(days=365)


@operation
def add_person(actor: Actor, *, name: str, email: str, phone: str = "") -> Person:
    """Add a person to the directory. Raises Refused if somebody has the address."""
    require(actor, "keep the directory")
    try:
        with transaction.atomic():
            person = Person.objects.create(name=name.strip(), email=email.strip().lower(), phone=phone.strip())
    except IntegrityError as error:
        raise Refused("Somebody in the directory has this email address already.") from error
    record(audit_events.PERSON_ADDED, subject=person)
    return person


@operation
def add_post(
    actor: Actor,
    *,
    title: str,
    role: str,
    organisation: Organisation | None,
    partnership: Partnership | None,
) -> Post:
    """Add a post. It is vacant until somebody is appointed."""
    require(actor, "keep the directory")
    if organisation is None and partnership is None:
        raise Refused("A post belongs to an organisation, a partnership or both.")
    post = Post(title=title.strip(), role=role, organisation=organisation, partnership=partnership)
    require(actor, "appoint to a post", post)
    post.save()
    record(audit_events.POST_ADDED, subject=post, title=post.title)
    return post


@operation
def add_system_post(actor: Actor, *, title: str) -> Post:
    """Add the post of a system administrator, which belongs to no organisation and sees no case. Only a job can."""
    if not actor.is_system:
        raise Refused("The first system administrator is set up by whoever installs the service.")
    post = Post.objects.create(title=title, role="system-administrator")
    record(audit_events.POST_ADDED, subject=post, title=title)
    return post


@operation
def appoint(actor: Actor, *, post: Post, person: Person, from_on: date, until_on: date | None = None) -> Appointment:
    """Appoint a person to a post. Raises Refused if somebody holds it, and to whoever would appoint themselves."""
    require(actor, "appoint to a post", post)
    if person.pk == actor.person_id:
        raise Refused("You cannot appoint yourself. Ask another manager or a system administrator.")
    overlapping = Q(until_on=None) | Q(until_on__gte=from_on)
    if until_on is not None:
        overlapping &= Q(from_on__lte=until_on)
    try:
        with transaction.atomic():
            if Appointment.objects.filter(overlapping, post=post).exists():
                raise Refused("Somebody holds this post on those days. End that appointment first.")
            appointment = Appointment.objects.create(post=post, person=person, from_on=from_on, until_on=until_on)
    except IntegrityError as error:
        raise Refused("Somebody holds this post already. End that appointment first.") from error
    record(audit_events.APPOINTED, subject=appointment, within=post, title=post.title, from_on=from_on.isoformat())
    return appointment


@operation
def end_appointment(actor: Actor, *, ref: str, until_on: date) -> None:
    """End an appointment on a day, which may be today. Its powers end with that day.

    One that has an end can be made shorter and never longer: somebody else may hold the post by then. Raises Refused.
    """
    appointment = fetch(actor, Appointment, "post", ref=ref)
    require(actor, "appoint to a post", appointment.post)
    if until_on < appointment.from_on:
        raise Refused("An appointment cannot end before it began.")
    if appointment.until_on is not None and until_on > appointment.until_on:
        raise Refused("This appointment ends earlier already. Appoint the person again from the day after.")
    Appointment.objects.filter(pk=appointment.pk).update(until_on=until_on)
    record(
        audit_events.APPOINTMENT_ENDED,
        subject=appointment,
        within=appointment.post,
        title=appointment.post.title,
        until_on=until_on.isoformat(),
    )


@operation
def name_deputy(actor: Actor, *, post: Post, person: Person) -> None:
    """Name the one standing deputy of a post; the one before ends today."""
    require(actor, "appoint to a post", post)
    if Appointment.objects.filter(post=post, person=person, until_on=None).exists():
        raise Refused("The holder of the post cannot be their own deputy.")
    StandingDeputy.objects.filter(post=post, until_on=None).update(until_on=actor.today)
    try:
        with transaction.atomic():
            deputy = StandingDeputy.objects.create(post=post, person=person, from_on=actor.today)
    except IntegrityError as error:
        raise Refused("Somebody else named a deputy for this post just now. Look at it again.") from error
    record(audit_events.DEPUTY_NAMED, subject=deputy, within=post, title=post.title)


@operation
def delegate(
    actor: Actor, *, post: Post, nominee: Person, scope: str, from_on: date, until_on: date, document_ref: str = ""
) -> Delegation:
    """Record that a statutory partner lets a nominee act between two days, within a scope in words.

    The actual partner stays accountable. Raises Refused for a post that is not a statutory partner's.
    """
    require(actor, "delegate a statutory partner's powers", post)
    reasons = []
    if post.role != "statutory-partner":
        reasons.append("Only a statutory partner's powers are delegated in this way.")
    if not scope.strip():
        reasons.append("Say what the nominee may do.")
    if until_on < from_on:
        reasons.append("The last day must not be before the first.")
    if nominee.pk == actor.person_id and not _holds(actor, post):
        reasons.append("You cannot make yourself the nominee.")
    if reasons:
        raise Refused(*reasons)
    delegation = Delegation.objects.create(
        post=post,
        nominee=nominee,
        scope=scope.strip(),
        from_on=from_on,
        until_on=until_on,
        recorded_at=actor.at,
        document_ref=document_ref,
    )
    record(
        audit_events.DELEGATED,
        subject=delegation,
        within=post,
        title=post.title,
        from_on=from_on.isoformat(),
        until_on=until_on.isoformat(),
    )
    return delegation


@operation
def end_delegation(actor: Actor, *, ref: str) -> None:
    """End a delegation today. What the nominee signed before stays signed."""
    delegation = fetch(actor, Delegation, "post", ref=ref)
    require(actor, "delegate a statutory partner's powers", delegation.post)
    if not Delegation.objects.filter(pk=delegation.pk, ended_on=None).update(ended_on=actor.today):
        raise Refused("This delegation has ended already.")
    record(audit_events.DELEGATION_ENDED, subject=delegation, within=delegation.post, title=delegation.post.title)


@operation
def sign_undertaking(actor: Actor, *, kind: str) -> None:
    """Sign the confidentiality agreement or the seven principles, for oneself, for a year."""
    if actor.person_id is None:
        raise Refused("Only a person in the directory can sign.")
    undertaking = Undertaking.objects.create(
        person_id=actor.person_id,
        kind=kind,
        text_version=TEXTS[kind].version,
        signed_at=actor.at,
        ends_on=actor.today + UNDERTAKING_LASTS,
    )
    record(audit_events.SIGNED, subject=undertaking, what=undertaking.get_kind_display())


@operation
def person_left(actor: Actor, *, ref: str, left_on: date) -> int:
    """Record that a person left: their appointments and delegations end on that day and they can no longer sign in.

    What they still hold is listed for handover. Returns how many appointments ended.
    """
    require(actor, "keep the directory")
    person = fetch(actor, Person, "account", ref=ref)
    if person.pk == actor.person_id:
        raise Refused("You cannot record your own leaving. Ask another manager or a system administrator.")
    Person.objects.filter(pk=person.pk).update(left_on=left_on)
    held = Appointment.objects.filter(Q(until_on=None) | Q(until_on__gt=left_on), person=person)
    not_begun, _ = held.filter(from_on__gt=left_on).delete()
    ended = held.update(until_on=left_on) + not_begun
    StandingDeputy.objects.filter(person=person, until_on=None).update(until_on=left_on)
    lent = Delegation.objects.filter(nominee=person, until_on__gt=left_on, ended_on=None)
    lent.filter(from_on__gt=left_on).update(ended_on=actor.today)
    lent.filter(from_on__lte=left_on).update(until_on=left_on)
    if person.account and left_on <= actor.today:
        accounts.disable(actor, account=person.account)
    record(audit_events.PERSON_LEFT, subject=person, appointments=ended)
    return ended


@operation
def invite_person(actor: Actor, *, ref: str) -> None:
    """Send a person a link with which they choose a password. It lasts seven days and works once."""
    require(actor, "invite people and stop them signing in")
    person = fetch(actor, Person, ref=ref)
    if person.left_on is not None:
        raise Refused("This person has left.")
    account = messaging.invite_by_mail(actor, email=person.email)
    Person.objects.filter(pk=person.pk).update(account=account)
    record(audit_events.INVITED, subject=person)


@operation
def invite_administrator(actor: Actor, *, name: str, email: str) -> Person:
    """Add, appoint and invite the first system administrator. Raises Refused once somebody holds such a post."""
    held = Q(until_on=None) | Q(until_on__gte=actor.today)
    if Appointment.objects.filter(held, post__role="system-administrator").exists():
        raise Refused("There is a system administrator already, who invites others on the page “People”.")
    person = add_person(actor, name=name, email=email)
    appoint(actor, post=add_system_post(actor, title="System administrator"), person=person, from_on=actor.today)
    invite_person(actor, ref=person.ref)
    return person


@operation
def stop_person(actor: Actor, *, ref: str) -> None:
    """Stop a person from signing in, from their next request on."""
    require(actor, "invite people and stop them signing in")
    person = fetch(actor, Person, "account", ref=ref)
    if person.account is None:
        raise Refused("This person cannot sign in anyway.")
    if person.pk == actor.person_id:
        raise Refused("You cannot stop yourself.")
    accounts.disable(actor, account=person.account)
    record(audit_events.STOPPED, subject=person)


@operation
def allow_person(actor: Actor, *, ref: str) -> None:
    """Let somebody who was stopped sign in again, with the password and second step that they had. Raises Refused."""
    require(actor, "invite people and stop them signing in")
    person = fetch(actor, Person, "account", ref=ref)
    if person.account is None or not person.account.has_usable_password():
        raise Refused("This person has never signed in. Invite them instead.")
    if person.left_on is not None:
        raise Refused("This person has left.")
    accounts.enable(actor, account=person.account)
    record(audit_events.ALLOWED, subject=person)


@operation
def forget_second_factor(actor: Actor, *, ref: str, reason: str) -> None:
    """Take away the second step of somebody who lost it, so that they set one up at their next sign-in.

    A mail tells them. Raises Refused without a reason, for oneself and for somebody who cannot sign in.
    """
    require(actor, "invite people and stop them signing in")
    person = fetch(actor, Person, "account", ref=ref)
    reasons = []
    if person.account is None:
        reasons.append("This person cannot sign in anyway.")
    if person.pk == actor.person_id:
        reasons.append("You cannot do this for yourself. Ask another manager or a system administrator.")
    if not reason.strip():
        reasons.append("Say how you made sure that it is they who ask.")
    if reasons or person.account is None:
        raise Refused(*reasons)
    Person.objects.filter(pk=person.pk).update(second_step_forgotten_because=reason.strip())
    accounts.forget_factors(actor, account=person.account)
    record(audit_events.SECOND_STEP_FORGOTTEN, subject=person)


def _holds(actor: Actor, post: Post) -> bool:
    return Appointment.objects.filter(Q(person_id=actor.person_id), post=post, until_on=None).exists()
