"""Links with which relatives and practitioners write for themselves: as the office sees them, and as their holders."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, fetch, seen_by
from candour.practice.voice.models import Contribution, LogEntry, Member, Practitioner, WritingDraft, WritingLink
from candour.practice.voice.permissions import HOLDER, open_at
from candour.practice.voice.queries.quiet import quiet_dates, why_quiet
from candour.practice.voice.vocabulary import Involvement

WHY_NOT = {
    Involvement.UNASKED: "They have not been asked yet how they want to take part. Ask them first.",
    Involvement.TOLD_ONLY: "They want to be told, not to take part, so no link is made for them.",
    Involvement.DECLINED: "They do not want to be contacted, so no link is made for them.",
    Involvement.NOT_INVITED: "They are not invited, so no link is made for them.",
}


def why_no_link(actor: Actor, writer: Member | Practitioner) -> list[str]:
    """Each reason why no link is made for somebody today: their wishes, and a quiet date. Empty where one may be."""
    if isinstance(writer, Practitioner):
        return ["They do not take part, so no link is made for them."] if writer.declined_on else []
    wishes = WHY_NOT.get(Involvement(writer.involvement), "")
    quiet = why_quiet(quiet_dates(actor, writer.room, writer), actor.today)
    return [reason for reason in (wishes, quiet) if reason]


def newest_link(actor: Actor, writer: Member | Practitioner) -> WritingLink | None:
    """The newest link of somebody, open or over."""
    links = seen_by(actor, WritingLink)
    mine = links.filter(member=writer) if isinstance(writer, Member) else links.filter(practitioner=writer)
    return mine.select_related("member__room__partnership", "practitioner__room__partnership").order_by("pk").last()


def is_open(actor: Actor, link: WritingLink) -> bool:
    """Whether a link that the caller has fetched as seen opens now."""
    return WritingLink.objects.filter(open_at(actor.at), pk=link.pk).exists()


def waits_to_be_read(actor: Actor, writer: Member | Practitioner) -> bool:
    """Whether something that somebody sent by a link waits to be read."""
    links = seen_by(actor, WritingLink).exclude(waits_since=None)
    mine = links.filter(member=writer) if isinstance(writer, Member) else links.filter(practitioner=writer)
    return mine.exists()


def name_of(link: WritingLink) -> str:
    """Whose link it is, in words for history that name nobody."""
    return f"person {link.member.number} of the family" if link.member else f"practitioner {link.writer.number}"


def link_of_holder(actor: Actor) -> WritingLink:
    """The link that the actor holds, as long as it is open. Raises Hidden for everybody else."""
    if actor.kind != "link" or actor.key is None or actor.key[0] != HOLDER:
        raise Hidden
    return fetch(actor, WritingLink, "member__room__partnership", "practitioner__room__partnership", pk=actor.key[1])


def draft_of(actor: Actor, link: WritingLink) -> WritingDraft | None:
    """What the holder of a link has written and not sent."""
    return seen_by(actor, WritingDraft).filter(link=link).first()


def sent_by(actor: Actor, link: WritingLink) -> list[LogEntry | Contribution]:
    """What the holder of a link has sent with it, taken back or not, in order."""
    if link.member is not None:
        return list(seen_by(actor, LogEntry).filter(link=link).order_by("pk"))
    return list(seen_by(actor, Contribution).filter(link=link).order_by("pk"))
