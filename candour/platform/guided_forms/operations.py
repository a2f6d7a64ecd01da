"""Beginning, saving, sending and fixing a form. Saving a draft leaves no line of history; sending it does."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch
from candour.platform.audit_trail.operation import operation, record
from candour.platform.guided_forms import audit_events
from candour.platform.guided_forms.checking import MOST_ITEMS
from candour.platform.guided_forms.models import FormAnswers, SectionAnswers
from candour.platform.guided_forms.queries import form_of, is_place, values_of
from candour.platform.workflow.moving import Conflict
from candour.rulebook.language.forms import Form, Section

DRAFTS_LAST = timedelta(days=30)
LAPSED_AT_ONCE = 500


def begin(actor: Actor, *, form: Form, owner: Model | None = None, secret: str = "") -> FormAnswers:
    """Begin to fill in a form: for a record, for the account that is signed in, or for the session with a secret."""
    answers = FormAnswers(form_name=form.name, started_at=actor.at, saved_at=actor.at)
    if owner is not None:
        answers.owner_kind, answers.owner_id = owner._meta.label_lower, owner.pk
    elif actor.account_id is not None:
        answers.holder_kind, answers.holder_id = "account", actor.account_id
    else:
        answers.holder_kind, answers.holder_secret = "visitor", secret
    answers.save()
    return answers


def open_answers(actor: Actor, *, ref: str, secret: str = "") -> FormAnswers:
    """A form as its holder sees it; a visitor proves it with the secret of their session. Raises Hidden."""
    if secret:
        held = FormAnswers.objects.filter(ref=ref, holder_kind="visitor", holder_secret=secret).first()
        if held is not None:
            return held
    if actor.kind == "visitor":
        raise Hidden
    return fetch(actor, FormAnswers, ref=ref)


def save_section(
    actor: Actor, *, answers: FormAnswers, section: Section, item: int, values: dict[str, Any], version: int
) -> SectionAnswers:
    """Save one section as it stands, finished or not. `version` is the one that the page showed, 0 for a new one.

    Saving the same new words twice saves them once.

    Raises Refused once the form was sent and for one more than a section may hold, Conflict if somebody saved the same
    section in the meantime, and Hidden for a place that the section does not have.
    """
    _require_open(answers)
    if not is_place(section, item):
        raise Hidden
    if section.repeats and version == 0:
        _require_room(answers, section, item)
    with transaction.atomic():
        if version == 0:
            saved = _save_new(actor, answers, section, item, values)
        else:
            saved = _save_over(actor, answers, section, item, values, version)
        FormAnswers.objects.filter(pk=answers.pk).update(saved_at=actor.at)
    return saved


def remove_item(actor: Actor, *, answers: FormAnswers, section: Section, item: int) -> None:
    """Take one out of a section that repeats. Raises Refused once the form was sent."""
    _require_open(answers)
    SectionAnswers.objects.filter(answers=answers, section=section.key, item=item).delete()
    FormAnswers.objects.filter(pk=answers.pk).update(saved_at=actor.at)


def discard(actor: Actor, *, answers: FormAnswers) -> None:
    """Throw a form away for good that was begun and never sent. Raises Refused once it was sent."""
    _require_open(answers)
    FormAnswers.objects.filter(pk=answers.pk, submitted_at=None).delete()


def lapse(actor: Actor) -> int:
    """Throw away forms for no record yet that nobody touched for thirty days. A job of the sweep. Returns how many."""
    waiting = FormAnswers.objects.filter(submitted_at=None, owner_kind="", saved_at__lt=actor.at - DRAFTS_LAST)
    try:
        return _throw_away(actor) if waiting.exists() else 0
    except Refused:  # another sweep was quicker
        return 0


@operation
def _throw_away(actor: Actor) -> int:
    waiting = FormAnswers.objects.filter(submitted_at=None, owner_kind="", saved_at__lt=actor.at - DRAFTS_LAST)
    old = list(waiting.select_for_update(skip_locked=True).order_by("saved_at")[:LAPSED_AT_ONCE])
    if not old:
        raise Refused("Somebody else has thrown them away.")
    record(audit_events.LAPSED, subject=old[0], count=len(old))
    FormAnswers.objects.filter(pk__in=[answers.pk for answers in old], submitted_at=None).delete()
    return len(old)


def submit(actor: Actor, *, answers: FormAnswers, owner: Model, within: Model | None = None) -> None:
    """Send a form, inside the operation that takes it in.

    From here on it belongs to `owner`. Raises Refused if it was sent.
    """
    changed = FormAnswers.objects.filter(pk=answers.pk, submitted_at=None).update(
        submitted_at=actor.at, owner_kind=owner._meta.label_lower, owner_id=owner.pk, holder_secret=""
    )
    if not changed:
        raise Refused("This form has been sent already.")
    answers.refresh_from_db()
    record(audit_events.SUBMITTED, subject=answers, within=within or owner, form=form_of(answers).title)


def freeze(actor: Actor, *, answers: FormAnswers, within: Model) -> str:
    """Fix the exact text of a form that was sent, for a sign-off, inside its operation.

    Returns the hash of the text.
    """
    digest = hash_of(answers)
    FormAnswers.objects.filter(pk=answers.pk).update(frozen_hash=digest)
    record(audit_events.FROZEN, subject=answers, within=within, form=form_of(answers).title, hash=digest[:12])
    return digest


def thaw(actor: Actor, *, answers: FormAnswers, within: Model) -> None:
    """Open a sent form for changes again, inside an operation that voids its sign-off."""
    FormAnswers.objects.filter(pk=answers.pk).update(frozen_hash="", submitted_at=None)
    record(audit_events.THAWED, subject=answers, within=within, form=form_of(answers).title)


def hash_of(answers: FormAnswers) -> str:
    """The hash of everything that a form says, in a fixed order."""
    text = json.dumps(values_of(answers), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _require_room(answers: FormAnswers, section: Section, item: int) -> None:
    others = SectionAnswers.objects.filter(answers=answers, section=section.key).exclude(item=item)
    if others.count() >= MOST_ITEMS:
        raise Refused(f"At most {MOST_ITEMS} can be added here. Take one out first, or write the rest under another.")


def _require_open(answers: FormAnswers) -> None:
    if FormAnswers.objects.filter(pk=answers.pk).exclude(submitted_at=None).exists():
        raise Refused("This form has been sent, so it can no longer be changed here.")


def _save_new(
    actor: Actor, answers: FormAnswers, section: Section, item: int, values: dict[str, Any]
) -> SectionAnswers:
    try:
        with transaction.atomic():
            return SectionAnswers.objects.create(
                answers=answers, section=section.key, item=item, values=values, saved_at=actor.at, saved_by=actor.label
            )
    except IntegrityError as error:
        row = SectionAnswers.objects.get(answers=answers, section=section.key, item=item)
        if row.values == values:
            return row
        raise Conflict from error


def _save_over(
    actor: Actor, answers: FormAnswers, section: Section, item: int, values: dict[str, Any], version: int
) -> SectionAnswers:
    row = SectionAnswers.objects.filter(answers=answers, section=section.key, item=item, version=version).first()
    if row is None:
        raise Conflict
    row.values = values
    changed = SectionAnswers.objects.filter(pk=row.pk, version=version).update(
        values=row.values, saved_at=actor.at, saved_by=actor.label, version=F("version") + 1
    )
    if not changed:
        raise Conflict
    row.refresh_from_db()
    return row
