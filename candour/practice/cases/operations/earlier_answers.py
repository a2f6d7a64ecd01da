"""Ask once: what an agency told one partnership about a family becomes the draft of its answer to another.

The agency's own people begin with whatever it answered. A link is personal to one address, so its holder begins only
with what the same address sent for the same agency: nothing of what others of the agency said, or signed off, or that
they were asked at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, fetch, may, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.guided_forms import operations as forms
from candour.platform.guided_forms import queries as form_queries
from candour.platform.guided_forms.models import FormAnswers
from candour.platform.vault import queries as vault_queries
from candour.practice.cases import audit_events
from candour.practice.cases.models import AgencyRequest, Case
from candour.practice.cases.operations.returns import address_of, start_return, who_it_is_about

ASKED_ANEW = ("immediate",)
"""What each partnership must hear for itself."""
People = list[tuple[str, dict[str, str]]]
LIKE_ENOUGH = 40
"""How strongly two people must be alike: at least a whole name that sounds the same."""
MOST = 20
AN_ADDRESS_IS_KNOWN_FOR = timedelta(days=365)
"""How long what an address sent is shown to whoever reads its mail. Later it may have passed to somebody else."""


@dataclass(frozen=True)
class Earlier:
    """An answer that the agency gave before about somebody in the case, and how it is known that it is."""

    request: AgencyRequest
    why: str


def earlier_answers(actor: Actor, request: AgencyRequest, who: People) -> list[Earlier]:
    """What the actor's own agency answered before about the people of a case, to any partnership, the newest first.

    `who` is what `who_it_is_about` opened for the agency. Only the agency itself is told, since it alone knows that two
    partnerships asked about one family; and of the holder of a link, only what they sent themselves.
    """
    if request.state != "asked" or not may(actor, "see who a request is about", request):
        return []
    own = _own(actor, request).filter(organisation_id=request.organisation_id, returned_at__isnull=False)
    related = own.exclude(pk=request.pk).select_related("case__partnership", "answers")
    candidates = list(related.order_by("-returned_at")[:MOST])
    return _about_the_same(actor, request, candidates, who) if candidates else []


@operation
def begin_from(actor: Actor, *, ref: str, earlier_ref: str) -> FormAnswers:
    """Begin an agency's summary with what it said before of the same people, to be read again and changed.

    Raises Hidden for an answer that is not the agency's own or not about them.
    """
    request = fetch(actor, AgencyRequest, "case", "organisation", "answers", ref=ref)
    require(actor, "answer for an agency", request)
    if not may(actor, "see who a request is about", request):
        raise Hidden
    who = who_it_is_about(actor, ref=ref)
    found = [one.request for one in earlier_answers(actor, request, who) if one.request.ref == earlier_ref]
    if not found or found[0].answers is None:
        raise Hidden
    answers = start_return(actor, ref=ref)
    form = form_queries.form_of(answers)
    said_before = form_queries.values_of(found[0].answers)
    for section in form.sections:
        said = said_before.get(section.key)
        if not said or section.key in ASKED_ANEW:
            continue
        items = enumerate(said, start=1) if section.repeats else [(0, said)]
        for item, values in items:
            row = form_queries.row_of(answers, section, item)
            version = row.version if row else 0
            forms.save_section(actor, answers=answers, section=section, item=item, values=values, version=version)
    record(audit_events.BEGUN_FROM_EARLIER, subject=request, within=request.case, agency=request.organisation.name)
    return answers


def _own(actor: Actor, request: AgencyRequest) -> QuerySet[AgencyRequest]:
    """The answers that the actor may begin with, as far as they are their own."""
    if actor.person_id is not None:
        return seen_by(actor, AgencyRequest).filter(state__in=("signed-off", "nil"))
    address = address_of(actor, request)
    if not address:
        return AgencyRequest.objects.none()
    # Not as seen: a link opens one request only. What its holder sent from another is theirs, and signed off unchanged.
    since = actor.at - AN_ADDRESS_IS_KNOWN_FOR
    return AgencyRequest.objects.filter(answered_from=address, state="signed-off", returned_at__gte=since)


def _about_the_same(
    actor: Actor, request: AgencyRequest, candidates: list[AgencyRequest], who: People
) -> list[Earlier]:
    system = Actor.system(f"{actor.label}, for {request.organisation.name}", actor.at)
    why: dict[int, str] = {request.case_id: "the same case"}
    label = Case._meta.label_lower
    for kind, facts in who:
        for alike in vault_queries.alike(system, facts) if kind == "subject" else ():
            if alike.identity.owner_kind == label and alike.strength >= LIKE_ENOUGH:
                why.setdefault(alike.identity.owner_id, ", ".join(alike.why).lower())
    return [Earlier(one, why[one.case_id]) for one in candidates if one.case_id in why]
