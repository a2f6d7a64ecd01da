"""Governed documents from the draft to the approved version, through the pages."""

from __future__ import annotations

from datetime import date

from candour.platform.deadlines.models import Deadline
from candour.practice.directory.models import Post
from candour.practice.publishing.models import Approval, Document, Edition, Suite
from candour.practice.publishing.tests.desk import PARTNERS, approve, day, document, drafted, send
from tests.cast import Cast
from tests.pages import problems, words

TEXT = "# 1 Who we are\n\nWe are the three partners.\n\n# 2 What we do\n\nWe meet and decide."


def test_a_document_has_its_details_and_every_approval_and_an_approved_version_stays(cast: Cast) -> None:
    # GOV-03
    ref = cast.partnership().ref
    page = send(
        cast,
        "manager",
        "document_add",
        ref,
        kind="policy",
        title="Threshold document",
        lead="Helen Marsh",
        source="London procedures",
        review_months="12",
        issue_months="0",
        **day("publish_by", date(2027, 3, 1)),
    )
    assert "The document is entered." in words(page)
    made = Document.objects.get(title="Threshold document")
    assert "103 days left" in words(page)
    send(cast, "manager", "edition_draft", made.ref, number="0.3", text=TEXT)
    edition = Edition.objects.get(document=made)
    chair = Post.objects.get(title="Partnership chair")
    nobody = send(cast, "manager", "edition_send", edition.ref)
    assert problems(nobody) == ["Name who has to approve it."]
    send(cast, "manager", "edition_send", edition.ref, posts=[chair.ref])
    approval = Approval.objects.get(edition=edition)
    assert "approve it as Partnership chair" in words(cast.client("chair").get("/documents/"))
    refused = send(cast, "police", "edition_sign", edition.ref, approval.ref)
    assert refused.status_code == 404
    signed = send(cast, "chair", "edition_sign", edition.ref, approval.ref)
    assert "Alun Pryce, 18 November 2026" in words(signed)
    edition.refresh_from_db()
    assert (edition.state, edition.approved_on, edition.review_on) == (
        "approved",
        date(2026, 11, 18),
        date(2027, 11, 18),
    )
    edited = send(cast, "manager", "edition_edit", edition.ref, text="Other.", version=str(edition.version))
    assert problems(edited) == ["Only a draft can be changed. Draft a new version instead."]
    history = words(cast.client("lay").get(f"/documents/{made.ref}/"))
    for said in (
        "Approved Version 0.3 Written by Priya Anand",
        "Lead officer Helen Marsh",
        "0.3 Partnership chair",
        "Alun Pryce, 18 November 2026",
        "review due 18 November 2027",
    ):
        assert said in history
    due = dict(Deadline.objects.filter(owner_id=made.pk, cancelled_at=None).values_list("key", "due_on"))
    assert due["document-review"] == date(2027, 11, 18)
    assert due["document-publish"] == date(2027, 3, 1)


def test_a_placeholder_blocks_the_approval_and_says_where(cast: Cast) -> None:
    edition = drafted(cast, "# Protocol\n\nSend the form to XX.\n\nThe rest is to be added.")
    page = words(cast.client("manager").get(f"/versions/{edition.ref}/"))
    assert "Looks unfinished: 2" in page
    assert "Line 3, “XX”" in page
    chair = Post.objects.get(title="Partnership chair")
    sent = send(cast, "manager", "edition_send", edition.ref, posts=[chair.ref])
    assert problems(sent) == ["2 places look unfinished. They are listed on the page of the version."]


def test_terms_of_reference_are_approved_only_when_all_three_partners_signed(cast: Cast) -> None:
    edition = drafted(cast, TEXT, kind="terms", title="Terms of reference of a review")
    send(cast, "manager", "edition_send", edition.ref)
    approvals = list(Approval.objects.filter(edition=edition))
    assert [one.is_statutory for one in approvals] == [True, True, True]
    for number, who in enumerate(PARTNERS, 1):
        for one in approvals:
            send(cast, who, "edition_sign", edition.ref, one.ref)
        edition.refresh_from_db()
        assert edition.state == ("approved" if number == 3 else "approval")


def test_what_is_taken_back_is_approved_again_and_a_nominee_signs_for_its_partner(cast: Cast) -> None:
    edition = drafted(cast, TEXT, kind="plan", title="Our arrangements")
    send(cast, "manager", "edition_send", edition.ref)
    send(
        cast,
        "council",
        "edition_sign",
        edition.ref,
        Approval.objects.get(edition=edition, post__organisation__short_name="Havering").pk,
    )
    send(cast, "manager", "edition_take_back", edition.ref)
    assert not Approval.objects.filter(edition=edition).exists()
    send(cast, "manager", "edition_send", edition.ref)
    health = Approval.objects.get(edition=edition, post__organisation__short_name="NEL ICB")
    page = send(cast, "nominee", "edition_sign", edition.ref, health.ref)
    assert "Grace Adeyemi stays accountable" in words(page)


def test_a_suite_goes_to_its_next_version_together(cast: Cast) -> None:
    # PUB-05
    send(cast, "manager", "suite_add", cast.partnership().ref, title="Adult review protocol")
    suite = Suite.objects.get()
    for title in ("Protocol", "Leaflet for families"):
        made = document(cast, title=title, suite=suite.ref)
        send(cast, "manager", "edition_draft", made.ref, number="1.0", text=TEXT)
    page = send(cast, "manager", "suite_advance", suite.ref, number="2.0", version=str(suite.version))
    assert "Version 2.0" in words(page)
    assert Edition.objects.filter(number="2.0", state="draft").count() == 2
    assert {one.text for one in Edition.objects.filter(number="2.0")} == {TEXT}


def test_the_report_lists_what_is_not_published(cast: Cast) -> None:
    # PUB-01
    approve(cast, drafted(cast, TEXT), Post.objects.get(title="Partnership chair").ref)
    page = words(cast.client("manager").get("/documents/report/"))
    assert "Working with families: Version 1.0 is approved and not published." in page
    assert "Published arrangements: None is published." in page


def test_drafts_and_minutes_are_for_the_office_and_whoever_approves_them(cast: Cast) -> None:
    minutes = drafted(cast, "# Item\n[Source: Executive]\n\nIt was agreed.", kind="minutes", title="Minutes of May")
    for who in ("lay", "scrutineer", "redbridge", "technical"):
        assert cast.client(who).get(f"/versions/{minutes.ref}/").status_code == 404
        assert cast.client(who).get(f"/documents/{minutes.document.ref}/").status_code == 404
    approve(cast, minutes)
    assert cast.client("police").get(f"/versions/{minutes.ref}/").status_code == 200
    assert cast.client("lay").get(f"/versions/{minutes.ref}/").status_code == 404


def test_minutes_say_of_every_part_where_it_comes_from(cast: Cast) -> None:
    edition = drafted(cast, "# Item\n\nIt was agreed.", kind="minutes", title="Minutes of May")
    sent = send(cast, "manager", "edition_send", edition.ref)
    assert problems(sent) == ["1 parts do not say where they come from."]
