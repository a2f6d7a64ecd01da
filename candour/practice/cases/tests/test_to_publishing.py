"""A signed-off report goes to publishing with what the case knows, seen by its team alone, and comes back released."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused, may, seen_by
from candour.platform.deadlines.models import Deadline, Hold
from candour.platform.files.models import StoredFile
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.models import FullReview, TeamMember, Wall
from candour.practice.cases.operations import full_reviews, teams, to_publishing, tracker
from candour.practice.cases.tests.office import Office, on
from candour.practice.cases.tests.test_reviews_to_the_end import office
from candour.practice.learning.models import Cell, Recommendation, Report, ReportBody
from candour.practice.public.models import Document as PublicDocument
from candour.practice.public.models import Promise
from candour.practice.publishing.models import (
    Approval,
    Copy,
    Document,
    Dossier,
    Edition,
    Mark,
    Named,
    Place,
    Release,
    SourceText,
)
from candour.practice.publishing.operations import approving, copies, documents, dossiers, releasing, ruling
from candour.practice.publishing.queries.releases import ToName
from candour.practice.publishing.tests.desk import approve, send
from tests.pages import problems, words

__all__ = ["office"]

DRAFT = (
    "What happened\n\nCorin Tolland was hurt at home. His mother, Jade Tolland, had asked for help. Nobody asked "
    "Ryan Moss, who lived there.\n"
)
SUMMARY = "What we learned when a baby was hurt."


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are not read as finished, which takes seconds, in tests of what comes after."""
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])


def handed(office: Office) -> Dossier:
    """The report with publishing."""
    office.draft = DRAFT.encode()
    office.signed_off()
    answered = office.client.post(reverse("review_hand_over", args=[office.case.ref, office.review.ref]), follow=True)
    assert "The redaction is open." in words(answered)
    return Dossier.objects.get(owner_kind="cases.fullreview", owner_id=office.review.pk)


def redacted(office: Office) -> Edition:
    """A draft version, made from the redaction with everything replaced."""
    found = handed(office)
    manager = office.told.acting("manager")
    for one in Named.objects.filter(dossier=found):
        ruling.rule_named(manager, ref=one.ref, version=one.version, decision="replace", choice="")
    document = Document.objects.get(owner_id=office.review.pk, owner_kind="cases.fullreview")
    Document.objects.filter(pk=document.pk).update(summary=SUMMARY)
    return dossiers.make_edition(manager, dossier_ref=found.ref, document_ref=document.ref, number="1.0")


def asked(office: Office) -> Release:
    edition = approve(office.told, redacted(office))
    return releasing.ask_release(
        office.told.acting("manager"),
        ref=edition.ref,
        publish_on=office.told.now.date(),
        meant=[ToName("Ines Calloway", "She is the reviewer.")],
        risks_read="Read.",
    )


def go(office: Office, who: str, release: Release) -> Any:
    title = release.edition.document.title
    more = {"typed": title, "early_because": "Agreed with the Panel.", "change_note": ""}
    return send(office.told, who, "release_go", release.ref, version=str(release.version), **more)


class TestHandingOver:
    def test_only_what_is_signed_off_is_handed_over_and_once(self, office: Office) -> None:
        office.put()
        address = reverse("review_hand_over", args=[office.case.ref, office.review.ref])
        assert "Only a report that is signed off" in words(office.client.post(address, follow=True))
        assert "Hand the report to publishing" not in office.page()
        FullReview.objects.filter(pk=office.review.pk).update(state="signed-off")
        assert "Hand the report to publishing" in office.page()
        assert office.told.client("police").post(address).status_code in (302, 403, 422)
        assert not Dossier.objects.filter(owner_kind="cases.fullreview").exists()
        office.client.post(address)
        page = words(office.client.post(address, follow=True))
        assert "This was handed over to be published already." in page
        assert Dossier.objects.filter(owner_kind="cases.fullreview").count() == 1
        assert "Hand the report to publishing" not in office.page()
        assert "The redaction" in office.page()

    def test_the_redaction_knows_whom_the_vault_holds_and_where_the_text_comes_from(self, office: Office) -> None:
        found = handed(office)
        named = {
            one.role: one.facts["names"]
            for one in Named.objects.filter(dossier=found)
            if one.facts and one.kind == "person"
        }
        assert named["child"] == ["Corin Tolland"]
        assert named["mother"] == ["Jade Tolland"]
        assert named["father"] == ["Ryan Moss"]
        text = SourceText.objects.get(dossier=found)
        assert text.source.endswith(", draft 1")
        assert Mark.objects.filter(text=text).count() >= 3
        edition = redacted_from(office, found)
        assert "Tolland" not in edition.text
        assert "Moss" not in edition.text
        page = words(office.client.get(reverse("document", args=[edition.document.ref])))
        assert "Version 1.0" in page
        assert "version 1.0, draft" in office.page()

    def test_a_version_is_made_of_the_documents_own_record_only(self, office: Office) -> None:
        found = handed(office)
        manager = office.told.acting("manager")
        Mark.objects.filter(text__dossier=found).update(state="masked")
        other = documents.add_document(
            manager, partnership_ref=office.case.partnership.ref,
            facts={"kind": "review", "title": "Another", "summary": "Of another child."},
        )  # fmt: skip
        with pytest.raises(Refused, match="do not come from the same record"):
            dossiers.make_edition(manager, dossier_ref=found.ref, document_ref=other.ref, number="1.0")
        page = words(office.client.get(reverse("redaction_make", args=[found.ref])))
        assert "Another" not in page

    def test_a_draft_that_was_not_scanned_or_has_no_file_waits(self, office: Office) -> None:
        office.signed_off()
        draft = office.review.newest_draft
        StoredFile.objects.filter(pk=draft.file_id).update(state="held")
        with pytest.raises(Refused, match="waits for the virus check"):
            to_publishing.hand_over(office.told.acting("manager"), review_ref=office.review.ref)
        type(draft).objects.filter(pk=draft.pk).update(file=None)
        with pytest.raises(Refused, match="has no file"):
            to_publishing.hand_over(office.told.acting("manager"), review_ref=office.review.ref)


def redacted_from(office: Office, found: Dossier) -> Edition:
    manager = office.told.acting("manager")
    for one in Named.objects.filter(dossier=found):
        ruling.rule_named(manager, ref=one.ref, version=one.version, decision="replace", choice="")
    document = Document.objects.get(owner_id=found.owner_id, owner_kind=found.owner_kind)
    return dossiers.make_edition(manager, dossier_ref=found.ref, document_ref=document.ref, number="1.0")


def leave(office: Office, who: str) -> None:
    """Somebody of the office leaves the team of the case."""
    person = office.told.people[who]
    TeamMember.objects.filter(case=office.case, person=person, left_at=None).update(left_at=office.told.now)


def wall(office: Office, who: str) -> None:
    """A conflict of interest keeps somebody from the case."""
    ref = office.told.people[who].ref
    teams.declare_conflict(office.told.acting("manager"), ref=office.case.ref, person_ref=ref, nature="family")
    assert Wall.objects.filter(case=office.case, person=office.told.people[who], lifted_at=None).exists()


def nothing_is_found(office: Office, who: str, *, but_out: bool = False) -> None:
    """Somebody finds nothing of the report anywhere: no record, no page, no list, no search, no deadline, no mail."""
    actor, client = office.told.acting(who), office.told.client(who)
    document = Document.objects.get(owner_kind="cases.fullreview")
    dossier = Dossier.objects.get(owner_kind="cases.fullreview")
    editions = list(Edition.objects.filter(document=document))
    owners = [("publishing.dossier", dossier.pk), ("publishing.document", document.pk)]
    owners += [("publishing.edition", one.pk) for one in editions]
    for seen in (
        seen_by(actor, Dossier).filter(pk=dossier.pk),
        seen_by(actor, SourceText).filter(dossier=dossier),
        seen_by(actor, Named).filter(dossier=dossier),
        seen_by(actor, Mark).filter(text__dossier=dossier),
        seen_by(actor, Document).filter(pk=document.pk),
        seen_by(actor, Edition).filter(document=document),
        seen_by(actor, Approval).filter(edition__document=document),
        seen_by(actor, Place).filter(edition__document=document),
        seen_by(actor, Copy).filter(edition__document=document),
        seen_by(actor, Release).filter(edition__document=document),
        *(
            seen_by(actor, model).filter(owner_kind=kind, owner_id=pk)
            for model in (Deadline, Hold, StoredFile)
            for kind, pk in owners
        ),
    ):
        assert not seen.exists(), seen.model
    named, text = Named.objects.filter(dossier=dossier)[0], SourceText.objects.get(dossier=dossier)
    addresses = [
        reverse("redaction", args=[dossier.ref]),
        reverse("redaction_text", args=[text.ref]),
        reverse("redaction_named", args=[named.ref]),
        reverse("redaction_make", args=[dossier.ref]),
        reverse("document", args=[document.ref]),
        *(reverse("edition", args=[one.ref]) for one in editions),
        *(reverse("edition_preview", args=[one.ref, "public"]) for one in editions),
        *(reverse("release", args=[one.ref]) for one in Release.objects.filter(edition__in=editions)),
        *(reverse("copy_take", args=[one.ref]) for one in Copy.objects.filter(edition__in=editions)),
    ]
    for address in addresses:
        assert client.get(address).status_code == 404, address
    refs = [document.ref, dossier.ref, *(one.ref for one in editions)]
    for address in ("/documents/", "/documents/report/", "/redactions/", reverse("home")):
        page = client.get(address).content.decode()
        assert not [ref for ref in refs if ref in page], address
    found = client.get(f"{reverse('search')}?q=Tolland").content.decode()
    assert not [ref for ref in refs if ref in found]
    mine = OutboxMessage.objects.filter(to=office.told.people[who].email)
    assert not [one for one in mine if any(ref in str(one.__dict__) for ref in refs)]


@pytest.mark.usefixtures("unread")
class TestWhoSeesIt:
    """F44, need to know: what is made from a case is seen by its team, and by nobody behind a wall."""

    def test_a_walled_member_of_the_office_finds_nothing_at_any_point(self, office: Office) -> None:
        handed(office)
        wall(office, "administrator")
        nothing_is_found(office, "administrator")
        found = Dossier.objects.get(owner_kind="cases.fullreview")
        edition = redacted_from(office, found)
        nothing_is_found(office, "administrator")
        Document.objects.filter(pk=edition.document_id).update(summary=SUMMARY)
        edition = approve(office.told, edition)
        copies.hold_publication(
            office.told.acting("manager"), ref=edition.ref, waits_for="the inquest", reason="It is near.",
            ask="The coroner", next_check_on=date(2026, 11, 25),
        )  # fmt: skip
        copies.add_copy(office.told.acting("manager"), edition_ref=edition.ref, name="The coroner")
        nothing_is_found(office, "administrator")
        copies.lift_hold(
            office.told.acting("manager"), ref=edition.ref,
            hold_ref=Hold.objects.get(owner_kind="publishing.edition", owner_id=edition.pk).ref,
        )  # fmt: skip
        release = releasing.ask_release(
            office.told.acting("manager"), ref=edition.ref, publish_on=office.told.now.date(), risks_read="Read."
        )
        nothing_is_found(office, "administrator")
        assert "It is on the public site." in words(go(office, "police", release))
        nothing_is_found(office, "administrator")

    def test_a_walled_partner_who_has_to_approve_finds_nothing(self, office: Office) -> None:
        edition = redacted(office)
        wall(office, "police")
        manager = office.told.acting("manager")
        approving.send_edition(manager, ref=edition.ref)
        nothing_is_found(office, "police")
        assert seen_by(office.told.acting("council"), Edition).filter(pk=edition.pk).exists(), "another partner sees it"

    def test_the_office_beyond_the_team_sees_it_only_once_everybody_does_and_never_the_whole(
        self, office: Office
    ) -> None:
        handed(office)
        leave(office, "administrator")
        nothing_is_found(office, "administrator")
        edition = redacted_from(office, Dossier.objects.get(owner_kind="cases.fullreview"))
        Edition.objects.filter(pk=edition.pk).update(
            text=edition.text + "\n\n# For partners\n[Source: Executive]\n[Not for the public]\n\nThe costs are shared."
        )
        Document.objects.filter(pk=edition.document_id).update(summary=SUMMARY)
        approve(office.told, edition)
        nothing_is_found(office, "administrator")
        release = releasing.ask_release(
            office.told.acting("manager"), ref=edition.ref, publish_on=office.told.now.date(), risks_read="Read."
        )
        go(office, "police", release)
        client, actor = office.told.client("administrator"), office.told.acting("administrator")
        page = words(client.get(reverse("edition", args=[edition.ref])))
        assert "Nobody asked" in page
        assert "The costs are shared" not in page
        assert "The costs are shared" not in words(client.get(reverse("edition_draft", args=[edition.document.ref])))
        assert "The costs are shared" in words(office.client.get(reverse("edition", args=[edition.ref])))
        assert not seen_by(actor, Release).filter(pk=release.pk).exists()
        edition.refresh_from_db()
        assert not may(actor, "keep documents", edition)
        assert client.get(reverse("redaction", args=[edition.dossier.ref])).status_code == 404  # type: ignore[union-attr]

    def test_a_second_person_who_does_not_see_the_case_is_not_told_what_is_wanting_there(self, office: Office) -> None:
        release = asked(office)
        tracker.put_on_hold(
            office.told.acting("manager"), ref=office.case.ref, waits_for="The trial", reason="Asked by the CPS.",
            ask="The officer in the case", next_check_on=date(2026, 12, 1),
        )  # fmt: skip
        TeamMember.objects.filter(case=office.case, person=office.told.people["police"]).delete()
        told = problems(go(office, "police", release))
        assert told == ["Its record is not ready for it to be published. Ask the partnership office."]
        assert (
            any("The case is on hold" in one for one in problems(go(office, "council", release)))
            or not seen_by(office.told.acting("council"), FullReview).filter(pk=office.review.pk).exists()
        )


def promised(office: Office) -> Report:
    """A set of recommendations with one that a body has not answered."""
    office.client.post(reverse("review_recommendations", args=[office.case.ref, office.review.ref]))
    report = office.review.recommendations
    assert report is not None
    body = ReportBody.objects.create(
        report=report, order=1, title="NELFT", organisation=office.told.organisation("NELFT")
    )
    asked_for = Recommendation.objects.create(
        report=report, number=1, text="Ask at every visit who lives at home.", added_at=office.told.now
    )
    Cell.objects.create(report=report, recommendation=asked_for, body=body, kind="action")
    return report


class TestRelease:
    def test_the_release_records_the_publication_with_its_fact_sheet_and_promises(
        self, office: Office, unread: None
    ) -> None:
        edition = approve(office.told, redacted(office))
        report = promised(office)
        assert "Ines Calloway: " in words(office.client.get(reverse("release_ask", args=[edition.ref])))
        release = releasing.ask_release(
            office.told.acting("manager"), ref=edition.ref, publish_on=office.told.now.date(), risks_read="Read."
        )
        page = words(office.told.client("police").get(reverse("release", args=[release.ref])))
        assert "Fact sheet beside it" in page
        assert "Ines Calloway" in page
        assert "Ask at every visit who lives at home." in page
        assert "No response" in page
        assert "no-response" not in page
        for copy in Copy.objects.filter(edition=edition):
            upload = SimpleUploadedFile("sent.txt", b"Sent by secure mail.")
            send(office.told, "manager", "copy_prove", copy.ref, file=upload, **on("on", office.told.now.date()))
        assert office.review.copied_on == office.told.now.date()
        # What was checked goes out, also where the review says more in the meantime.
        FullReview.objects.filter(pk=office.review.pk).update(method="Written later")
        assert "It is on the public site." in words(go(office, "police", release))
        review = office.review
        assert (review.state, str(review.published_on.exact)) == ("published", "2026-11-18")
        # The review itself owes its sending to the repository, so that the office is asked for it once.
        assert Deadline.objects.filter(key="review-deposit", owner_id=review.pk).count() == 1
        assert not Place.objects.filter(edition=edition, kind="repository").exists()
        assert review.published_where.startswith("The partnership’s public site: ")
        there = PublicDocument.objects.get(ref=Release.objects.get(pk=release.pk).public_ref)
        assert there.fact_sheet["Reviewer"] == "Ines Calloway"
        assert there.fact_sheet["Method"] == "Systems"
        promise = Promise.objects.get(document=there)
        assert (promise.who, promise.status) == (office.told.organisation("NELFT").name, "no-response")
        report.refresh_from_db()
        assert (report.is_restricted, report.published_on.exact) == (False, office.told.now.date())
        office.case.refresh_from_db()
        assert office.case.line is not None
        assert office.case.line.published_on.exact == office.told.now.date()
        there.site.opened_on = office.told.now.date()
        there.site.save()
        public = words(office.told.client("lay").get(reverse("public_document", args=[there.site.slug, there.ref])))
        assert "Fact sheet" in public
        assert "Ines Calloway" in public
        assert "Ask at every visit who lives at home." in public
        releasing.withdraw_release(office.told.acting("manager"), ref=release.ref, because="A figure was wrong.")
        history = words(office.client.get(reverse("case_history", args=[office.case.ref])))
        assert "withdrew the published report of the review" in history
        assert office.review.state == "published"

    def test_a_name_in_the_fact_sheet_that_nobody_decided_on_stops_it(self, office: Office) -> None:
        edition = approve(office.told, redacted(office))
        FullReview.objects.filter(pk=office.review.pk).update(family="Jade Tolland was met twice.")
        with pytest.raises(Refused) as refused:
            releasing.ask_release(
                office.told.acting("manager"), ref=edition.ref, publish_on=office.told.now.date(),
                meant=[ToName("Ines Calloway", "She is the reviewer.")], risks_read="Read.",
            )  # fmt: skip
        assert refused.value.reasons
        assert all(one.startswith("Web page, ") for one in refused.value.reasons), refused.value.reasons
        assert any("Tolland" in one for one in refused.value.reasons)

    def test_it_is_not_released_while_the_review_is_not_ready_or_after_it_was_stopped(
        self, office: Office, unread: None
    ) -> None:
        release = asked(office)
        manager = office.told.acting("manager")
        full_reviews.move_on(manager, review_ref=office.review.ref, step="stop", because="It was a mistake.")
        assert "The review is not ready for its report to be published: stopped." in problems(
            go(office, "manager", release)
        ) + problems(go(office, "health", release))
        assert not PublicDocument.objects.filter(came_from=f"publishing-{release.ref}").exists()

    def test_a_publication_that_was_recorded_by_hand_keeps_its_day(self, office: Office, unread: None) -> None:
        release = asked(office)
        FullReview.objects.filter(pk=office.review.pk).update(copied_on=date(2026, 11, 18))
        full_reviews.move_on(
            office.told.acting("manager"), review_ref=office.review.ref, step="publish", where="The national repository"
        )
        assert "It is on the public site." in words(go(office, "police", release))
        assert office.review.published_where == "The national repository"
