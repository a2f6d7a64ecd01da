"""Requests to agencies: the office's list, the agency's own inbox, and one request with what its answer needs."""

from __future__ import annotations

from django.db.models import QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.cases.models import AgencyRequest, Case
from candour.practice.directory.roles import AGENCY


def requests_of(actor: Actor, case: Case) -> list[AgencyRequest]:
    """The requests of a case that the actor sees, by agency."""
    requests = seen_by(actor, AgencyRequest).filter(case=case)
    related = requests.select_related("case", "organisation", "collated_by__organisation")
    return actor.once(("requests", case.pk), lambda: list(related.order_by("organisation__name")))


def request(actor: Actor, ref: str) -> AgencyRequest:
    """One request by its reference. Reading it is recorded. Raises Hidden."""
    return fetch(
        actor,
        AgencyRequest,
        "case",
        "case__partnership",
        "review",
        "review__case",
        "organisation",
        "collated_by__organisation",
        "answers",
        "letter_docx",
        "letter_pdf",
        "received_file",
        ref=ref,
    )


def request_of_key(actor: Actor) -> AgencyRequest:
    """The one request that the holder of a link may open. Raises Hidden."""
    key = actor.key[1] if actor.key and actor.key[0] == "request" else None
    return fetch(actor, AgencyRequest, "case", "case__partnership", "review", "organisation", "answers", pk=key)


def inbox(actor: Actor) -> QuerySet[AgencyRequest]:
    """What the actor's own agencies are asked, over all partnerships, what is due first."""
    mine = actor.bodies("organisation", *AGENCY)
    requests = seen_by(actor, AgencyRequest).filter(organisation_id__in=mine)
    return requests.select_related("organisation", "case", "case__partnership").order_by("due_at")


def collated_in(actor: Actor, request: AgencyRequest) -> list[AgencyRequest]:
    """The health providers' requests that roll up into a designated nurse's return."""
    collated = (
        seen_by(actor, AgencyRequest)
        .filter(collated_by=request)
        .select_related("organisation", "answers", "case__partnership")
    )
    return list(collated.order_by("organisation__name"))
