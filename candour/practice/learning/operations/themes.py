"""Keeping the vocabulary of themes, and coding records with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.text import slugify

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import save_edit
from candour.practice.learning import audit_events
from candour.practice.learning.models import Coding, Recommendation, Theme
from candour.practice.learning.queries.themes import LEVELS, level_of

MOST = 8
"""How many themes one record may have: with more than that, nothing is told apart."""


@operation
def add_theme(actor: Actor, *, facts: Mapping[str, Any]) -> Theme:
    """Add a theme to the vocabulary that all partnerships share. Raises Refused."""
    require(actor, "keep themes")
    title = str(facts["title"]).strip()
    key = slugify(title)[:60]
    if not key:
        raise Refused("Name the theme with a word.")
    parent = _parent(actor, facts.get("parent") or "")
    theme = Theme(key=key, title=title, parent=parent, means=facts.get("means", ""), synonyms=facts.get("synonyms", []))
    _save_new(theme)
    record(audit_events.THEME_ADDED, subject=theme, key=theme.key)
    return theme


@operation
def change_theme(actor: Actor, *, key: str, version: int, facts: Mapping[str, Any]) -> None:
    """Change a theme's words or its place. What is coded with it stays coded. Raises Refused or Conflict."""
    theme = fetch(actor, Theme, key=key)
    require(actor, "keep themes", theme)
    parent = _parent(actor, facts.get("parent") or "", below=theme)
    title = str(facts["title"]).strip()
    if Theme.objects.filter(title=title).exclude(pk=theme.pk).exists():
        raise Refused("There is a theme of that name already.")
    save_edit(theme, version, title=title, parent=parent, means=facts["means"], synonyms=facts["synonyms"])
    record(audit_events.THEME_CHANGED, subject=theme, key=theme.key)


@operation
def retire_theme(actor: Actor, *, key: str, version: int, replaced_by: str = "") -> None:
    """Retire a theme: nothing new is coded with it, and what was stays and counts. Raises Refused or Conflict."""
    theme = fetch(actor, Theme, key=key)
    require(actor, "keep themes", theme)
    if theme.retired_on is not None:
        raise Refused("This theme is retired already.")
    if Theme.objects.filter(parent=theme, retired_on=None).exists():
        raise Refused("Themes stand under this one. Retire them or move them first.")
    successor = fetch(actor, Theme, key=replaced_by, retired_on=None) if replaced_by else None
    if successor is not None and successor.pk == theme.pk:
        raise Refused("A theme cannot be replaced by itself.")
    save_edit(theme, version, retired_on=actor.today, replaced_by=successor)
    record(audit_events.THEME_RETIRED, subject=theme, key=theme.key)


@operation
def code_recommendation(actor: Actor, *, ref: str, keys: Iterable[str]) -> None:
    """Give a recommendation its themes. Raises Hidden or Refused."""
    found = fetch(actor, Recommendation, "report", ref=ref)
    require(actor, "keep recommendations", found)
    code(actor, found, partnership_id=found.report.partnership_id, year=_year(found), keys=keys)


def code(actor: Actor, owner: Model, *, partnership_id: int, year: int, keys: Iterable[str]) -> None:
    """Give a record these themes and no others, inside an operation that has fetched and permitted.

    What it had before ends and stays in its history. Raises Refused for a theme that is retired or unknown.
    """
    wanted = set(dict.fromkeys(keys))
    if len(wanted) > MOST:
        raise Refused(f"Choose at most {MOST} themes: the ones that matter.")
    kind = owner._meta.label_lower
    held = Coding.objects.filter(owner_kind=kind, owner_id=owner.pk, ended_at=None)
    before = dict(held.values_list("theme__key", "pk"))
    themes = {theme.key: theme for theme in Theme.objects.filter(key__in=wanted)}
    new = wanted - before.keys()
    if any(key not in themes or themes[key].retired_on is not None for key in new):
        raise Refused("One of these themes is no longer in use. Choose the one that replaced it.")
    gone = [pk for key, pk in before.items() if key not in wanted]
    Coding.objects.filter(pk__in=gone).update(ended_at=actor.at, ended_by=actor.label[:200])
    Coding.objects.bulk_create(
        (
            Coding(
                theme=themes[key],
                owner_kind=kind,
                owner_id=owner.pk,
                partnership_id=partnership_id,
                year=year,
                coded_at=actor.at,
                coded_by=actor.label[:200],
            )
            for key in sorted(new)
        ),
        ignore_conflicts=True,
    )
    record(audit_events.CODED, subject=owner, count=len(wanted))


def _year(found: Recommendation) -> int:
    published = found.report.published_on
    day = published.earliest if published else None
    return day.year if day else found.report.opened_at.year


def _parent(actor: Actor, key: str, *, below: Theme | None = None) -> Theme | None:
    if not key:
        return None
    parent = fetch(actor, Theme, key=key, retired_on=None)
    if below is not None:
        above: Theme | None = parent
        while above is not None:
            if above.pk == below.pk:
                raise Refused("A theme cannot stand under itself.")
            above = above.parent
        if Theme.objects.filter(parent=below).exists() and level_of(parent) + 1 >= LEVELS:
            raise Refused(f"Themes have {LEVELS} levels, and others stand under this one.")
    if level_of(parent) >= LEVELS:
        raise Refused(f"Themes have {LEVELS} levels, and that one stands on the last.")
    return parent


def _save_new(theme: Theme) -> None:
    try:
        with transaction.atomic():
            theme.save()
    except IntegrityError as error:
        raise Refused("There is a theme of that name already.") from error
