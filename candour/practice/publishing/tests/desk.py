"""A governed document of the cast on its way, for tests of publishing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from candour.practice.directory import queries
from candour.practice.public import operations as public
from candour.practice.publishing.models import Approval, Document, Dossier, Edition
from candour.practice.publishing.operations import approving, documents, dossiers
from candour.practice.publishing.operations.dossiers import Handed, Known
from tests.cast import Cast

PARTNERS = ("council", "police", "health")
NOTES = (
    "Jonas Brightwell moved to Fernhill Primary School in March. His mother, Dana Brightwell, asked for help twice.\n\n"
    "Jonas was 7 then. Their neighbour Tess Oram had called the police on 4 June 2024."
)
KNOWN = (
    Known("C1", "person", "child", "Child Q", {"names": ("Jonas Brightwell",), "born_on": "2017-02-11", "sex": "m"}),
    Known("M1", "person", "mother", "", {"names": ("Dana Brightwell",), "sex": "f"}),
    Known("S1", "organisation", "school", "", {"names": ("Fernhill Primary School",)}),
)


def send(cast: Cast, who: str, address: str, /, *args: object, **data: Any) -> Any:
    """Send a form as one of the cast, and follow where it leads."""
    return cast.client(who).post(reverse(address, args=args), data, follow=True)


def day(name: str, on: date) -> dict[str, str]:
    """A day as a form takes it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def document(
    cast: Cast, kind: str = "policy", title: str = "Working with families", suite: str = "", **facts: Any
) -> Document:
    """A document of Havering's children's partnership."""
    return documents.add_document(
        cast.acting("manager"),
        partnership_ref=cast.partnership().ref,
        suite_ref=suite,
        facts={"kind": kind, "title": title, "summary": "What it says, in plain words.", **facts},
    )


def drafted(cast: Cast, text: str, kind: str = "policy", number: str = "1.0", **facts: Any) -> Edition:
    """The first draft of a document."""
    made = document(cast, kind, **facts)
    return documents.draft_edition(cast.acting("manager"), document_ref=made.ref, number=number, text=text)


def approve(cast: Cast, edition: Edition, *posts: str) -> Edition:
    """Send a draft for approval, and have everybody approve it."""
    approving.send_edition(cast.acting("manager"), ref=edition.ref, post_refs=posts)
    for approval in Approval.objects.filter(edition=edition).select_related("post"):
        for who in (*PARTNERS, "chair"):
            actor = cast.acting(who)
            if approval.post_id in set(directory_posts(actor)):
                approving.sign_edition(actor, ref=edition.ref, approval_ref=approval.ref)
                break
    edition.refresh_from_db()
    return edition


def directory_posts(actor: Any) -> Any:
    """The posts that an actor holds."""
    return queries.posts_held(actor)


def dossier(cast: Cast, kind: str = "minutes", **more: Any) -> Dossier:
    """A redaction with one text that names a child, a mother, a school and a neighbour."""
    return dossiers.open_dossier(
        cast.acting("manager"),
        partnership_id=cast.partnership().pk,
        title="Minutes of the spring meeting",
        kind=kind,
        texts=[Handed("What was reported", "Minutes of the Executive, item 2", NOTES)],
        register=KNOWN,
        **more,
    )


def site(cast: Cast) -> None:
    """The public site of the partnership."""
    public.set_up_site(
        cast.acting("manager"), partnership_ref=cast.partnership().ref, slug="havering", facts={"name": "Havering"}
    )
