"""Erasing a case whose time is over: two people, everything that belongs to it, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from candour.platform.access.models import EmergencyAccess
from candour.platform.access.policy import may
from candour.platform.audit_trail.models import Entry
from candour.platform.exports.models import Export
from candour.platform.files import keeping
from candour.platform.files.models import StoredFile
from candour.platform.guided_forms.models import FormAnswers, SectionAnswers
from candour.platform.retention import ends, kinds, ledger, operations, reach
from candour.platform.retention.models import Erasure, ErasureLine, LegalHold
from candour.platform.retention.permissions import looks_after_records
from candour.platform.search.models import Entry as Found
from candour.platform.vault.models import Identity
from candour.practice.cases.models import AgencyRequest, Case, FullReview, Referral
from candour.practice.governance.models import Action, GroupDecision, Meeting
from candour.practice.publishing.models import Document, Dossier, Edition, Mark, Release
from candour.practice.publishing.operations import dossiers
from tests.cast import Cast
from tests.pages import words

LONG_AGO = datetime(2011, 3, 1, 12, 0, tzinfo=UTC)
"""More than fifteen years before the day of the tests."""
CANARY = "zyxomma"
KINDS = ("access-request", "challenge", "closed-case", "meeting", "redaction", "released-version")


@pytest.fixture
def old_case(told: Cast, settings: Any, tmp_path: Any) -> Case:
    """The case of the demonstration that has the most to it, closed long ago."""
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    case = max(Case.objects.filter(partnership=told.partnership()), key=lambda one: reach.reach_of(one).count)
    Case.objects.filter(pk=case.pk).update(closed_at=LONG_AGO, themes=CANARY)
    EmergencyAccess.objects.create(
        person_id=1, who="Somebody", record_kind="cases.case", record_id=case.pk, reason=CANARY,
        opened_at=told.now, ends_at=told.now,
    )  # fmt: skip
    Export.objects.create(
        owner_kind="cases.case", owner_id=case.pk, what="A list", reason=CANARY, taken_at=told.now, taken_by="Somebody"
    )
    apps.get_model("cases.linkedprocess").objects.filter(case=case).delete()
    case.refresh_from_db()
    return case


def proposed(told: Cast) -> Erasure:
    told.client("manager").post(reverse("retention_ended", args=[told.partnership().ref, "closed-case"]))
    return Erasure.objects.get()


def confirm(told: Cast, erasure: Erasure, key: str = "administrator") -> Any:
    return told.client(key).post(reverse("erasure", args=[erasure.ref]), {"sure": "on"}, follow=True)


def left_of(case_id: int, case_ref: str) -> list[str]:
    """What is still there of the case, found by reading every text of every table but history's and retention's own."""
    left = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label in ("audit_trail.entry", "retention.erasureline") or not model._meta.managed:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values(*names):
            texts = " ".join(str(value) for value in row.values())
            mine = row.get("case_id") == case_id or (
                row.get("owner_kind") == "cases.case" and row.get("owner_id") == case_id
            )
            if mine or CANARY in texts or case_ref in texts.split():
                left.append(label)
    return sorted(set(left))


def review_of(told: Cast, case: Case) -> FullReview:
    """A review of a case beside those it has, whose report was handed to publishing."""
    review = FullReview.objects.create(
        case=case, kind=FullReview.objects.values_list("kind", flat=True)[0], opened_at=told.now, beside_because=CANARY
    )
    dossiers.open_dossier(
        told.acting("manager"), partnership_id=case.partnership_id, title="A review", kind="review", owner=review,
        texts=[dossiers.Handed("What was learned", "The review", f"They met, and {CANARY} was said.")],
        enter_document="A report",
    )  # fmt: skip
    Mark.objects.all().update(state="left")
    return review


def version_of(told: Cast, review: FullReview, number: str) -> Edition:
    """A version of the report of a review, made from its redaction."""
    mine = {"owner_kind": "cases.fullreview", "owner_id": review.pk}
    found, document = Dossier.objects.get(**mine), Document.objects.get(**mine)
    actor = told.acting("manager")
    return dossiers.make_edition(actor, dossier_ref=found.ref, document_ref=document.ref, number=number)


def test_the_drafts_of_a_report_go_with_the_case_and_what_was_released_stays(told: Cast, old_case: Case) -> None:
    review = review_of(told, old_case)
    draft, out = version_of(told, review, "0.1"), version_of(told, review, "1.0")
    files = StoredFile.objects.all()[:1]
    release = Release.objects.create(
        edition=out, state="released", asked_by=told.people["manager"], asked_at=told.now, publish_on=told.now.date(),
        released_by=told.people["council"], released_at=told.now, word_file=files[0], pdf_file=files[0],
        page_digest="", register_version=1,
    )  # fmt: skip
    StoredFile.objects.filter(pk=files[0].pk).update(owner_kind="publishing.edition", owner_id=out.pk)
    assert "publishing.edition" in left_of(old_case.pk, old_case.ref)

    page = words(confirm(told, proposed(told)))

    assert "Version 1.0, made from it and released on 18 November 2026, stays" in page
    assert not Edition.objects.filter(pk=draft.pk).exists()
    assert (out.document.owner_kind, out.document.owner_id) == ("cases.fullreview", review.pk)
    out.document.refresh_from_db()
    assert (out.document.owner_kind, out.document.owner_id) == ("", None)
    assert not Dossier.objects.filter(owner_kind="cases.fullreview").exists()
    assert Release.objects.get(pk=release.pk).edition == out
    # Of all that is left, only what the public has had still says a word of it.
    assert left_of(old_case.pk, old_case.ref) == ["publishing.edition"]
    connection.check_constraints()


@pytest.mark.once
def test_nobody_but_those_who_look_after_records_comes_here(told: Cast) -> None:
    address = reverse("retention")
    assert told.client("manager").get(address).status_code == 200
    assert told.client("police").get(address).status_code == 200
    assert told.client("nelft").get(address).status_code == 404
    ended = reverse("retention_ended", args=[told.partnership().ref, "closed-case"])
    assert told.client("redbridge").get(ended).status_code == 404


def test_the_dry_run_names_no_case_and_changes_nothing(told: Cast, old_case: Case) -> None:
    before = Case.objects.count()
    page = words(told.client("police").get(reverse("retention_ended", args=[told.partnership().ref, "closed-case"])))
    assert "1 March 2011" in page
    assert "1 March 2026" in page
    assert old_case.ref[:6] in page
    assert old_case.key not in page.split()
    assert "you could be the second person" in page
    assert Case.objects.count() == before


def test_whoever_proposed_it_cannot_confirm_it(told: Cast, old_case: Case) -> None:
    # C19
    answer = confirm(told, proposed(told), "manager")
    assert answer.status_code == 422
    assert "never whoever proposed it" in words(answer)
    assert Case.objects.filter(pk=old_case.pk).exists()


def test_what_is_erased_is_gone_from_rows_files_drafts_search_and_the_vault(
    told: Cast, old_case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    # C19
    requests = list(AgencyRequest.objects.filter(case=old_case).values_list("pk", flat=True))
    referrals = list(Referral.objects.filter(case=old_case).values_list("pk", flat=True))
    mine = {("cases.case", old_case.pk), *(("cases.referral", pk) for pk in referrals)}
    mine |= {("cases.agencyrequest", pk) for pk in requests}
    contents = [stored.stored_as for stored in StoredFile.objects.all() if (stored.owner_kind, stored.owner_id) in mine]
    others = Case.objects.exclude(pk=old_case.pk).count()
    identities = Identity.objects.filter(owner_kind="cases.case", owner_id=old_case.pk)
    assert contents
    assert identities.exists()
    assert Found.objects.filter(kind="cases.case", record_id=old_case.pk).exists()
    assert left_of(old_case.pk, old_case.ref)

    with django_capture_on_commit_callbacks(execute=True):
        answer = confirm(told, proposed(told))

    assert "Erased: 1. Kept: 0." in words(answer)
    assert left_of(old_case.pk, old_case.ref) == []
    assert not identities.exists()
    assert not SectionAnswers.objects.filter(answers__owner_kind="cases.agencyrequest", answers__owner_id__in=requests)
    for place in contents:
        with pytest.raises(FileNotFoundError):
            keeping.read(place)
    assert Case.objects.count() == others
    connection.check_constraints()
    line = ErasureLine.objects.get()
    assert (line.record_ref, line.kept_because) == (old_case.ref, "")
    assert line.rows > 20


def test_whatever_has_an_end_can_be_erased_with_all_that_the_demonstration_tells_of_it(told: Cast) -> None:
    erased = set()
    for kept in kinds.kinds():
        for record in kept.model._default_manager.order_by("pk"):
            with transaction.atomic():
                reach.erase(reach.reach_of(record))
                connection.check_constraints()
                erased.add(kept.key)
                transaction.set_rollback(True)
    assert {"meeting", "challenge", "closed-case", "redaction", "released-version"} <= erased


def test_a_meeting_with_decisions_goes_with_them(told: Cast, settings: Any, tmp_path: Any) -> None:
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    here = {"owner_kind": "", "group__partnership": told.partnership()}
    decided = GroupDecision.objects.exclude(item=None).values("item__meeting")
    meeting = Meeting.objects.filter(pk__in=decided, **here).earliest("pk")
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=LONG_AGO)
    Action.objects.filter(item__meeting=meeting).update(state="closed")
    others = GroupDecision.objects.exclude(item__meeting=meeting).count()
    told.client("manager").post(reverse("retention_ended", args=[told.partnership().ref, "meeting"]))

    assert "Erased: 1. Kept: 0." in words(confirm(told, Erasure.objects.get()))

    assert not Meeting.objects.filter(pk=meeting.pk).exists()
    assert GroupDecision.objects.count() == others


def test_what_names_a_record_by_its_kind_would_be_missed_if_it_were_forgotten(
    told: Cast, old_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "_naming_by_kind", lambda: ())
    confirm(told, proposed(told))
    assert {"access.emergencyaccess", "exports.export"} <= set(left_of(old_case.pk, old_case.ref))


def test_answers_that_do_not_name_their_owner_go_with_the_referral_that_they_were_given_for(
    told: Cast, old_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = FormAnswers.objects.create(form_name="a/form", started_at=told.now, saved_at=told.now)
    Referral.objects.filter(case=old_case).update(answers=answers)
    assert answers.pk in reach.reach_of(old_case).rows[FormAnswers]
    monkeypatch.setattr(reach, "BELONGINGS", ())
    assert answers.pk not in reach.reach_of(old_case).rows.get(FormAnswers, set())


def test_a_legal_hold_keeps_it_until_it_is_lifted(told: Cast, old_case: Case) -> None:
    erasure = proposed(told)
    address = reverse("legal_hold", args=["closed-case", old_case.ref])
    day = {"next_check_on_day": "1", "next_check_on_month": "2", "next_check_on_year": "2027"}
    case_office = told.client("manager")
    page = words(case_office.post(address, {"reason": "A claim.", "ask": "The solicitor", **day}, follow=True))
    assert "There is a legal hold on it" in page
    assert "Kept: 1." in words(confirm(told, erasure))
    assert ErasureLine.objects.get().kept_because == "There is a legal hold on it."
    assert Case.objects.filter(pk=old_case.pk).exists()

    case_office.post(
        reverse("legal_hold_lift", args=["closed-case", old_case.ref]),
        {"sure": "on", "version": LegalHold.objects.get().version},
    )
    told.client("manager").post(reverse("retention_ended", args=[told.partnership().ref, "closed-case"]))
    assert "Erased: 1." in words(confirm(told, Erasure.objects.get(state="proposed")))


def test_a_legal_hold_is_for_those_of_the_body_whose_record_it_is(told: Cast, old_case: Case) -> None:
    office_elsewhere, office = told.acting("redbridge"), told.acting("manager")
    assert looks_after_records(office_elsewhere)
    allowed = [may(one, "put a legal hold on a record", old_case) for one in (office_elsewhere, office)]
    assert allowed == [False, True]


def test_a_case_that_was_opened_again_in_the_meantime_stays(told: Cast, old_case: Case) -> None:
    erasure = proposed(told)
    Case.objects.filter(pk=old_case.pk).update(closed_at=None)
    assert "Erased: 0. Kept: 1." in words(confirm(told, erasure))
    assert ErasureLine.objects.get().kept_because == "Its time is not over any more."


def test_a_longer_period_of_the_body_keeps_it(told: Cast, old_case: Case) -> None:
    address = reverse("retention_years", args=[told.partnership().ref, "closed-case"])
    told.client("manager").post(address, {"years": "20", "because": "The advice of counsel.", "version": "0"})
    page = words(told.client("manager").get(reverse("retention")))
    assert "20 years" in page
    assert "The advice of counsel." in page
    told.client("manager").post(reverse("retention_ended", args=[told.partnership().ref, "closed-case"]))
    assert not Erasure.objects.exists()


def test_what_a_restored_backup_brings_back_is_erased_again_and_its_successor_is_not(
    told: Cast, old_case: Case
) -> None:
    fields = {field.attname: getattr(old_case, field.attname) for field in Case._meta.concrete_fields}
    fields["line_id"] = fields["merged_into_id"] = None
    confirm(told, proposed(told))
    job = told.acting("technical").system("restoring", told.now)
    assert operations.erase_again(job, ledger.read()) == 0

    Case.objects.create(**fields)
    assert operations.erase_again(job, ledger.read()) == 1
    assert not Case.objects.filter(pk=old_case.pk).exists()

    Case.objects.create(**{**fields, "ref": "another-reference"})
    assert operations.erase_again(job, ledger.read()) == 0
    assert Case.objects.filter(pk=old_case.pk).exists()


@pytest.mark.parametrize("key", KINDS)
def test_the_time_of_each_kind_is_over_on_its_day_and_not_the_day_before_and_a_hold_keeps_it(
    told: Cast, key: str
) -> None:
    # C19
    kept, partnership = kinds.kind_of(key), told.partnership()
    actor = told.acting("manager")
    mine = kept.model._default_manager.filter(**{kept.body: partnership.pk})
    if key == "access-request":
        mine.model.objects.create(body_id=partnership.pk, received_on=told.now.date())
    record = mine.earliest("pk")
    for days, is_over in ((1, False), (0, True), (-1, True)):
        began = told.now.replace(year=told.now.year - kept.years) + timedelta(days=days)
        is_day = kept.model._meta.get_field(kept.began).get_internal_type() == "DateField"
        kept.model._default_manager.filter(pk=record.pk).update(**{kept.began: began.date() if is_day else began})
        assert (record.pk in {one.record.pk for one in ends.over(actor, kept, partnership.pk)}) is is_over, days
    LegalHold.objects.create(
        owner_kind=kept.model._meta.label_lower, owner_id=record.pk, reason="A claim.", ask="The solicitor",
        next_check_on=told.now.date(), placed_at=told.now, placed_by="Priya Anand",
    )  # fmt: skip
    because = {one.record.pk: one.kept_because for one in ends.over(actor, kept, partnership.pk)}[record.pk]
    assert "There is a legal hold on it." in because


def test_the_dry_run_is_what_is_erased_a_linked_process_keeps_it_and_history_has_the_fact_alone(
    told: Cast, old_case: Case
) -> None:
    # C19
    ended = reverse("retention_ended", args=[told.partnership().ref, "closed-case"])
    process = apps.get_model("cases.linkedprocess").objects.create(case=old_case, kind="inquest")
    assert "Another process about the same events goes on." in words(told.client("manager").get(ended))
    process.delete()
    dry = [
        one.record.ref
        for one in ends.over(told.acting("manager"), kinds.kind_of("closed-case"), old_case.partnership_id)
    ]
    confirm(told, proposed(told))
    assert (
        dry == list(ErasureLine.objects.filter(kept_because="").values_list("record_ref", flat=True)) == [old_case.ref]
    )
    trail = [f"{one.verb} {one.who} {one.facts}" for one in Entry.objects.all()]
    assert [line for line in trail if CANARY in line] == []
    assert [line for line in trail if line.startswith("retention.")]


def test_every_kind_that_has_an_end_is_among_those() -> None:
    assert {one.key for one in kinds.kinds()} == set(KINDS)
