"""Meeting dates that the public may know of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import save_edit
from candour.practice.public import audit_events
from candour.practice.public.models import Document, MeetingDate, Site
from candour.practice.public.operations.checking import refuse_what_leads_to_somebody
from candour.practice.public.operations.sites import site_to_put_on


@operation
def put_meeting_date(
    actor: Actor,
    *,
    partnership_id: int,
    source_ref: str,
    title: str,
    on: date,
    note: str = "",
    is_cancelled: bool = False,
    minutes_ref: str = "",
) -> str:
    """Put a meeting on the site, or change the one of that source. Returns its reference. Raises Refused.

    `minutes_ref` is the reference of its published minutes, once there are any.
    """
    site = site_to_put_on(actor, partnership_id)
    if not source_ref:
        raise Refused("Say which meeting it is.")
    refuse_what_leads_to_somebody(site.pk, {"What meets": title, "Note": note})
    facts: dict[str, Any] = {"title": title, "on": on, "note": note, "is_cancelled": is_cancelled}
    if minutes_ref:
        facts["minutes"] = fetch(actor, Document, ref=minutes_ref, site=site)
    meeting, _ = MeetingDate.objects.update_or_create(site=site, came_from=source_ref, defaults=facts)
    record(audit_events.MEETING_SAVED, subject=meeting, within=site, slug=site.slug)
    return meeting.ref


@operation
def save_meeting_date(actor: Actor, *, slug: str, facts: Mapping[str, Any], ref: str = "", version: int = 0) -> None:
    """Add a meeting date by hand, or change the one of that reference. Raises Refused or Conflict.

    A place in its note stands as one of the venues of the site, where it has a postcode.
    """
    site = fetch(actor, Site, slug=slug)
    require(actor, "keep the public site", site)
    refuse_what_leads_to_somebody(site.pk, {"What meets": facts["title"], "Note": facts["note"]})
    if ref:
        meeting = fetch(actor, MeetingDate, ref=ref, site=site)
        save_edit(meeting, version, **facts)
    else:
        meeting = MeetingDate.objects.create(site=site, **facts)
    record(audit_events.MEETING_SAVED, subject=meeting, within=site, slug=slug)


@operation
def remove_meeting_date(actor: Actor, *, slug: str, ref: str) -> None:
    """Remove a meeting date that should not be there. One that will not take place is cancelled instead."""
    site = fetch(actor, Site, slug=slug)
    require(actor, "keep the public site", site)
    meeting = fetch(actor, MeetingDate, ref=ref, site=site)
    record(audit_events.MEETING_REMOVED, subject=meeting, within=site, slug=slug)
    meeting.delete()
