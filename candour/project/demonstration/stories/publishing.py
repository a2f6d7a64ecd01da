"""What is on its way to the public: a policy that is out, minutes under redaction, and a review that is held."""

from __future__ import annotations

from datetime import timedelta

from candour.platform.access.actor import Actor
from candour.practice.directory import queries
from candour.practice.directory.models import Organisation, Partnership, Post
from candour.practice.directory.operations import agreements
from candour.practice.publishing.models import Approval, Document, Edition, Named, Place
from candour.practice.publishing.operations import approving, copies, documents, dossiers, releasing, ruling
from candour.practice.publishing.operations.dossiers import Handed, Known
from candour.practice.publishing.queries.releases import ToName
from candour.project.demonstration.stage import Stage, Story

POLICY = """# 1 Why this matters
[Source: Case Review Working Group]

A family that moves often loses people who know it. This says who tells whom.

# 2 What you do
[Source: Case Review Working Group]

- Ask where the family lives now, at every visit.
- Tell the health visitor on the same day.

| Service | Whom to tell |
| --- | --- |
| Housing | The duty social worker |
| Schools | The safeguarding lead |
"""
PROTOCOL = """# 1 Scope

This protocol is for every adult review.

# 2 Sending a referral

Fill in the form and send it to: XX

# 3 Timetable

The dates are to be added.
"""
REVIEW = """# What happened
[Source: Review of Child Wren, chapter 1, redacted]

A child was hurt at home. Several services knew a part of the story.

# What we learned
[Source: Review of Child Wren, chapter 3, redacted]

Nobody asked who else lived there.

# For the statutory partners
[Source: Executive]
[Not for the public]

The costs of the review are shared in equal parts.
"""
NOTES = (
    "Milo Farthingale moved to Ashdown Road Primary School in the spring. His mother, Corinna Farthingale, had asked "
    "for help twice.\n\nMilo was 7 then. A neighbour, Ola Brandreth, had phoned on 4 June 2024. The group heard that "
    "three services knew and none of them told the school."
)
REGISTER = (
    Known("C1", "person", "child", "Child Y", {"names": ("Milo Farthingale",), "born_on": "2017-02-11", "sex": "m"}),
    Known("M1", "person", "mother", "", {"names": ("Corinna Farthingale",), "sex": "f"}),
    Known("S1", "organisation", "school", "", {"names": ("Ashdown Road Primary School",)}),
)
SIGNERS = ("council", "police", "health", "chair")


def on_its_way_to_the_public(stage: Stage) -> Story:
    """The documents of Havering's children's partnership, each at another point of its way."""
    at = stage.back(12, "11:00")
    yield at
    manager = stage.acting("manager", at)
    here = Partnership.objects.get(short_name="Havering SCP")
    _agree(manager, here)
    policy = _add(
        manager, here, "policy", "When a family moves", lead="Priya Anand", source="Case Review Working Group"
    )
    _add(manager, here, "newsletter", "Keeping in touch", issue_months=3, review_months=0, audience="Everybody")
    edition = documents.draft_edition(manager, document_ref=policy.ref, number="1.0", text=POLICY)
    _approve(stage, manager, edition, Post.objects.get(title="Partnership chair").ref)
    at = stage.back(9, "10:30")
    yield at
    asked = releasing.ask_release(
        stage.acting("administrator", at),
        ref=edition.ref,
        publish_on=at.date(),
        meant=[ToName("Priya Anand", "Leads the policy and is named on it")],
    )
    releasing.release_edition(stage.acting("manager", at), ref=asked.ref, version=1, typed="When a family moves")
    place = Place.objects.filter(edition=edition).earliest("pk")
    documents.confirm_place(
        stage.acting("manager", at),
        edition_ref=edition.ref,
        place_ref=place.ref,
        on=at.date(),
        address="https://www.example.org/when-a-family-moves",
    )
    at = stage.back(4, "14:00")
    yield at
    manager = stage.acting("manager", at)
    protocol = _add(manager, here, "protocol", "Adult review protocol", lead="Priya Anand")
    documents.draft_edition(manager, document_ref=protocol.ref, number="0.3", text=PROTOCOL)
    _held_review(stage, manager, here)
    dossier = dossiers.open_dossier(
        manager,
        partnership_id=here.pk,
        title="Minutes of the spring meeting",
        kind="minutes",
        texts=[Handed("What was reported", "Minutes of the Executive, item 2", NOTES)],
        register=REGISTER,
        allowed=[here.name, here.short_name],
    )
    child = Named.objects.get(dossier=dossier, entity="C1", kind="person")
    ruling.rule_named(manager, ref=child.ref, version=child.version, decision=ruling.REPLACE, choice="pseudonym")


def _agree(manager: Actor, here: Partnership) -> None:
    """The agreement under which the three statutory partners share what they know of serious incidents."""
    parties = Organisation.objects.filter(short_name__in=("Havering", "Police", "NEL ICB")).order_by("pk")
    agreements.add_agreement(
        manager,
        partnership_ref=here.ref,
        party_refs=[one.ref for one in parties],
        facts={
            "title": "Serious incidents",
            "purpose": "What each partner knows of a child and a family after a serious incident, for a review of it.",
            "legal_basis": "As the agreement names it in its second part.",
            "other_parties": "",
            "from_on": manager.today - timedelta(days=200),
            "review_on": manager.today + timedelta(days=200),
        },
    )


def _held_review(stage: Stage, manager: Actor, here: Partnership) -> None:
    review = _add(manager, here, "review", "Review of Child Wren", summary="What we learned when a child was hurt.")
    edition = documents.draft_edition(manager, document_ref=review.ref, number="1.0", text=REVIEW)
    _approve(stage, manager, edition)
    copies.hold_publication(
        manager,
        ref=edition.ref,
        waits_for="the end of a criminal trial",
        reason="The report could reach the jury.",
        ask="The officer in the case",
        next_check_on=manager.today + timedelta(days=28),
    )


def _add(manager: Actor, here: Partnership, kind: str, title: str, **more: object) -> Document:
    facts = {"kind": kind, "title": title, "summary": f"{title}: what to know, in plain words."} | more
    return documents.add_document(manager, partnership_ref=here.ref, facts=facts)


def _approve(stage: Stage, manager: Actor, edition: Edition, *posts: str) -> None:
    approving.send_edition(manager, ref=edition.ref, post_refs=posts)
    for approval in Approval.objects.filter(edition=edition).order_by("pk"):
        for key in SIGNERS:
            signer = stage.acting(key, manager.at)
            if approval.post_id in _posts_of(signer):
                approving.sign_edition(signer, ref=edition.ref, approval_ref=approval.ref)
                break


def _posts_of(actor: Actor) -> set[int]:
    return set(queries.posts_held(actor))
