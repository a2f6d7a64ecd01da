"""Notifications: when one is owed, its number in the register, the copy sheet, and what became of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.deadlines.models import Deadline
from candour.platform.files.queries import sound_content_of
from candour.practice.cases.models import Case, Notification, Sharing
from candour.practice.cases.operations import description, duties, notice
from candour.practice.cases.operations.duties import share_with_partners
from candour.practice.cases.tests.papers import text_of
from candour.practice.directory.models import Agreement, AgreementParty
from candour.project.demonstration.stage import refer
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import words
from tests.walks import SAID, moment, notify, settle_notifiable, walk


def known_since(day: str) -> dict[str, Any]:
    return {**SAID, "what-happened": {**SAID["what-happened"], "aware-on": day}}


def live(case: Case, key: str) -> Deadline | None:
    return Deadline.objects.filter(owner_kind="cases.case", owner_id=case.pk, key=key, cancelled_at=None).first()


def page_of(cast: Cast, name: str, *args: str) -> str:
    return " ".join(cast.client("manager").get(reverse(name, args=args)).content.decode().split())


def test_the_councils_five_working_days_run_from_the_day_on_which_it_became_aware(cast: Cast) -> None:
    # INC-03: aware on Monday 16 November, so by the end of Monday 23; on Wednesday 18 three are left
    case = walk(cast, to="received", said=known_since("not known")).case
    case.refresh_from_db()
    description.set_awareness(
        cast.acting("manager"), ref=case.ref, version=case.version, aware_on=FuzzyDate.parse("16 November 2026")
    )
    settle_notifiable(cast.acting("manager"), case)
    owed = Notification.objects.get(case=case)
    assert owed.due_at is not None
    assert f"{owed.due_at.astimezone(LONDON):%d %b %H:%M}" == "23 Nov 23:59"
    page = page_of(cast, "case_notification", case.ref)
    assert "Mon 23 Nov" in page
    assert "3 working days left" in page


def test_a_notification_keeps_its_copy_its_sender_and_its_time_and_stops_the_clock(cast: Cast) -> None:
    # INC-03, F07: sent on day 3 at 16:20 and recorded two days later
    case = walk(cast, to="tested").case
    owed = Notification.objects.get(case=case)
    client = cast.client("council")
    copy = SimpleUploadedFile("notice.txt", b"What the service sent back.", content_type="text/plain")
    sent: dict[str, Any] = {
        "on_day": "22",
        "on_month": "10",
        "on_year": "2026",
        "at": "16:20",
        "sender": "Helen Marsh",
        "copy": copy,
    }
    sent["national_reference"] = "SIN-2026-000777"
    answered = client.post(reverse("notification_record", args=[case.ref, owed.ref]), sent, follow=True)
    owed.refresh_from_db()
    assert owed.state == "notified", re.findall(r"error-message.*?</p>", answered.content.decode(), re.S)
    assert (owed.submitted_at, owed.sender) == (moment(22, "16:20"), "Helen Marsh")
    assert owed.national_reference == "SIN-2026-000777"
    assert owed.copy is not None
    assert sound_content_of(owed.copy) == b"What the service sent back."
    clock = live(case, "notify-panel")
    assert clock is not None
    assert clock.met_at == moment(22, "16:20"), "the time of the receipt, not of its being recorded"
    assert "Sent in time" in page_of(cast, "case_notification", case.ref)


def test_a_notification_to_come_or_without_a_sender_is_refused(cast: Cast) -> None:
    case = walk(cast, to="tested").case
    owed = Notification.objects.get(case=case)
    with pytest.raises(Refused) as refused:
        duties.record_notification(
            cast.acting("manager", moment(20)), ref=owed.ref, submitted_at=moment(21), sender="", national_reference=""
        )
    assert refused.value.reasons == ("The notification cannot have been sent later than now.", "Say who sent it.")


def test_awareness_that_becomes_known_later_dates_what_is_owed_and_late_is_late(cast: Cast) -> None:
    # INC-03
    told = {**SAID["what-happened"], "aware-on": "October 2026", "incident-on": "9 October 2026"}
    said = {**SAID, "what-happened": told}
    case = walk(cast, to="tested", said=said).case
    owed = Notification.objects.get(case=case)
    assert (owed.due_at, live(case, "notify-panel")) == (None, None)
    case.refresh_from_db()
    description.set_awareness(
        cast.acting("manager", moment(20)), ref=case.ref, version=case.version, aware_on=FuzzyDate.parse("12 10 2026")
    )
    owed.refresh_from_db()
    assert owed.due_at == moment(19, "23:59").replace(second=59, microsecond=owed.due_at.microsecond)  # type: ignore[union-attr]
    notify(cast, case, moment(20, "16:00"))
    assert "Sent 1 working day late" in page_of(cast, "case_notification", case.ref)
    with pytest.raises(Refused, match="a day that has not come"):
        description.set_awareness(
            cast.acting("manager", moment(21)), ref=case.ref, version=3, aware_on=FuzzyDate.parse("22 10 2026")
        )


def test_a_day_of_awareness_that_is_corrected_starts_no_clock_for_what_is_settled(cast: Cast) -> None:
    case = walk(cast, to="notified").case
    before = live(case, "notify-panel")
    assert before is not None
    assert before.met_at == moment(20, "16:00")
    description.set_awareness(
        cast.acting("manager", moment(22)), ref=case.ref, version=case.version, aware_on=FuzzyDate.parse("18 10 2026")
    )
    after = live(case, "notify-panel")
    assert after is not None
    assert (after.pk, after.met_at) == (before.pk, moment(20, "16:00"))


@pytest.mark.parametrize("abuse", ["yes", "no", "unknown", ""])
def test_the_death_of_a_looked_after_child_is_notified_whatever_is_known_of_abuse(abuse: str, cast: Cast) -> None:
    # INC-04
    said = {**SAID, "what-happened": {**SAID["what-happened"], "abuse": abuse}}
    case = walk(cast, to="received", said=said).case
    assert not Notification.objects.filter(case=case).exists()
    description.save_subject(
        cast.acting("manager", moment(20)),
        ref=case.ref,
        number=1,
        facts={"looked_after": "yes", "has_died": True},
        identity={},
    )
    owed = Notification.objects.get(case=case)
    assert owed.due_at is not None
    assert owed.due_at.astimezone(LONDON).date() == moment(26).date(), "five working days from Monday 19 October"
    clock = live(case, "looked-after-death")
    assert clock is not None
    assert clock.due_on == moment(26).date()
    page = page_of(cast, "case_notification", case.ref)
    for told in ("the Secretary of State", "Ofsted", "the safeguarding partners"):
        assert told in page


def test_a_care_leavers_death_is_entered_as_something_that_should_be_notified(cast: Cast) -> None:
    case = walk(cast, to="received").case
    description.save_subject(
        cast.acting("manager", moment(20)),
        ref=case.ref,
        number=None,
        facts={"care_leaver": "yes", "has_died": True},
        identity={},
    )
    assert Notification.objects.get(case=case).duty_name.endswith("duty-care-leaver-death")
    assert "Who should notify" in page_of(cast, "case_notification", case.ref)


def test_the_register_has_no_gap_in_its_numbers_and_no_row_without_outcome_or_open_state(cast: Cast) -> None:
    # INC-05
    manager = cast.acting("manager", moment(20))
    cases = [refer(cast.acting("teacher", moment(19)), "Havering SCP", SAID, by="Havering Education") for _ in range(4)]
    for case in cases:
        settle_notifiable(manager, case)
    owed = {one.case_id: one for one in Notification.objects.all()}
    duties.notification_not_owed(manager, ref=owed[cases[1].pk].ref, because="The harm was not serious, says Dr Amis.")
    for case in (cases[2], cases[3]):
        duties.record_notification(
            manager,
            ref=owed[case.pk].ref,
            submitted_at=moment(20, "11:00"),
            sender="Helen Marsh",
            national_reference="",
        )
    duties.withdraw_notification(manager, ref=owed[cases[3].pk].ref, because="It was an accident, found the coroner.")
    elsewhere = refer(cast.acting("redbridge", moment(19)), "Redbridge SCP", SAID)
    settle_notifiable(cast.acting("redbridge", moment(20)), elsewhere)
    rows = Notification.objects.filter(partnership=cast.partnership()).order_by("number")
    assert [(one.number, one.state) for one in rows] == [
        (1, "open"), (2, "not-owed"), (3, "notified"), (4, "withdrawn"),
    ]  # fmt: skip
    assert Notification.objects.get(case=elsewhere).number == 1, "each partnership has a register of its own"
    page = page_of(cast, "notification_register", cast.partnership().ref)
    for state in ("Owed", "Not owed", "Notified", "Withdrawn"):
        assert state in page


@pytest.mark.parametrize("end", [duties.notification_not_owed, duties.withdraw_notification])
def test_a_notification_ends_only_with_a_reason(end: Any, cast: Cast) -> None:
    # INC-05
    case = walk(cast, to="notified" if end is duties.withdraw_notification else "tested").case
    owed = Notification.objects.get(case=case)
    with pytest.raises(Refused, match="Say which criterion was not met, and who determined it"):
        end(cast.acting("manager", moment(21)), ref=owed.ref, because=" ")
    end(cast.acting("manager", moment(21)), ref=owed.ref, because="No serious harm, says Dr Amis.")
    owed.refresh_from_db()
    assert (owed.ended_because, owed.ended_at) == ("No serious harm, says Dr Amis.", moment(21))


def test_withdrawing_a_notification_stops_the_fifteen_days_that_it_had_started(cast: Cast) -> None:
    going = walk(cast, to="notified")
    assert live(going.case, "rapid-review") is not None
    owed = Notification.objects.get(case=going.case)
    duties.withdraw_notification(going.manager(moment(22)), ref=owed.ref, because="An accident, says Dr Amis.")
    going.case.refresh_from_db()
    assert going.case.notified_at is None
    assert live(going.case, "rapid-review") is None
    assert "The working days have not started" in page_of(cast, "case", going.case.ref)


def test_sharing_keeps_the_time_for_each_partner_and_leaves_those_who_were_told_alone(cast: Cast) -> None:
    # INC-13
    case = walk(cast, to="shared").case
    told = Sharing.objects.filter(case=case).order_by("organisation__short_name")
    assert [(one.organisation.short_name, one.shared_at, one.shared_by) for one in told] == [
        (name, moment(19, "11:00"), "Priya Anand") for name in ("Havering", "NEL ICB", "Police")
    ]
    page = page_of(cast, "case_notification", case.ref)
    assert page.count("11:00") >= 3
    with pytest.raises(Refused, match="shared with every statutory partner already"):
        share_with_partners(cast.acting("manager", moment(20)), ref=case.ref)
    assert set(told.values_list("shared_at", flat=True)) == {moment(19, "11:00")}


def agreed(cast: Cast, *parties: str, partnership: str = "Havering SCP") -> Agreement:
    """An agreement in force between some agencies."""
    here = cast.partnership(partnership)
    agreement = Agreement.objects.create(
        partnership=here, title=f"Sharing in {here.short_name}", purpose="Reviews.", legal_basis="As it says.",
        from_on=date(2026, 1, 1), review_on=date(2027, 1, 1), added_at=moment(1), added_by="The office",
    )  # fmt: skip
    for name in parties:
        AgreementParty.objects.create(agreement=agreement, organisation=cast.organisation(name))
    return agreement


def share(cast: Cast, case: Case, key: str = "manager", **sent: str) -> Any:
    """Share a case through its page."""
    return cast.client(key).post(
        reverse("case_share", args=[case.ref]), {"agreement": "", "legal_reason": "", **sent}, follow=True
    )


def test_where_there_is_no_agreement_a_recorded_legal_reason_is_enough(cast: Cast) -> None:
    # IG-02
    case = walk(cast, to="received").case
    page = cast.client("manager").get(reverse("case_share", args=[case.ref]))
    assert "That is no reason not to share" in words(page)
    assert "shared? (optional)" not in words(page)
    bare = share(cast, case)
    assert bare.status_code == 422
    assert "Choose the agreement under which it is shared, or say the legal reason." in words(bare)
    assert not Sharing.objects.filter(case=case).exists()

    done = words(share(cast, case, legal_reason="A duty to protect the siblings."))

    assert "The incident is shared with every statutory partner" in done
    assert done.count("Legal reason: A duty to protect the siblings.") == 3
    assert {one.legal_reason for one in Sharing.objects.filter(case=case)} == {"A duty to protect the siblings."}


def test_an_agreement_carries_the_sharing_with_its_parties_and_the_others_want_a_reason(cast: Cast) -> None:
    case = walk(cast, to="received").case
    agreement = agreed(cast, "Police", "NEL ICB")
    offered = words(cast.client("manager").get(reverse("case_share", args=[case.ref])))
    assert f"Sharing in Havering SCP: {cast.organisation('Police').name}, " in offered or (
        f", {cast.organisation('Police').name}" in offered
    )
    council = cast.organisation("Havering").name
    part = share(cast, case, agreement=agreement.ref)
    assert part.status_code == 422
    assert f"{council}: no party to it. Say the legal reason" in words(part)

    page = words(share(cast, case, agreement=agreement.ref, legal_reason="Its own duty."))

    under = dict(Sharing.objects.filter(case=case).values_list("organisation__short_name", "agreement"))
    assert under == {"Havering": None, "Police": agreement.pk, "NEL ICB": agreement.pk}
    assert page.count("under Sharing in Havering SCP") == 2


def test_an_agreement_of_all_partners_needs_no_more_words(cast: Cast) -> None:
    case = walk(cast, to="received").case
    agreement = agreed(cast, "Police", "NEL ICB", "Havering")
    assert "shared with every statutory partner, and they" in words(share(cast, case, agreement=agreement.ref))
    assert set(Sharing.objects.filter(case=case).values_list("agreement", "legal_reason")) == {(agreement.pk, "")}


def test_an_agreement_that_is_over_or_of_another_partnership_is_not_taken(cast: Cast) -> None:
    case = walk(cast, to="received").case
    over, elsewhere = agreed(cast, "Police"), agreed(cast, "Police", partnership="Redbridge SCP")
    Agreement.objects.filter(pk=over.pk).update(until_on=date(2026, 2, 1), ended_because="Replaced.")
    agreed(cast, "NEL ICB")
    for one in (over, elsewhere):
        assert share(cast, case, agreement=one.ref, legal_reason="A duty.").status_code == 422
        with pytest.raises(Refused, match="not in force today"):
            share_with_partners(
                cast.acting("manager", moment(20)), ref=case.ref, agreement_ref=one.ref, legal_reason="A duty."
            )
    assert not Sharing.objects.filter(case=case).exists()


def test_only_whoever_describes_the_case_shares_it(cast: Cast) -> None:
    case = walk(cast, to="received").case
    for key in ("redbridge", "nelft"):
        assert cast.client(key).get(reverse("case_share", args=[case.ref])).status_code == 404, key
        assert share(cast, case, key, legal_reason="Mine.").status_code == 404, key
    assert not Sharing.objects.filter(case=case).exists()


IN_ORDER = (
    "Notifying local authority", "Notifier", "Date the local authority became aware", "Type of notification",
    "Date and time of the incident", "Place of the incident", "What happened", "Harm",
    "Abuse or neglect known or suspected", "Name", "Date of birth, or expected date", "Date of death",
    "Sex or gender", "Ethnic origin", "Disability", "Faith or religion", "Home address",
    "Local authority of residence", "Legal status and placement", "Child protection plan, now or before",
    "Open to social care or early help", "Parents, carers, siblings and household",
    "Immediate safeguarding of other children", "Police, court and coroner", "Agencies and other areas involved",
    "Do the safeguarding partners agree that the criteria are met?",
)  # fmt: skip


def test_the_copy_sheet_stands_in_the_order_of_the_national_service_with_a_button_for_each_answer(cast: Cast) -> None:
    # F07
    case = walk(cast, to="tested").case
    answered = cast.client("manager").post(reverse("case_copy_sheet", args=[case.ref]))
    page = answered.content.decode()
    questions = re.findall(r'summary-list__key">([^<]*)<', page[page.index("The local authority") :])
    assert [question.partition("'")[0].partition("&")[0] for question in questions] == list(IN_ORDER)
    known = len(re.findall(r"<button[^>]*data-copies=", page))
    assert known == len(questions) - page.count("Not recorded</span>")
    assert "Oriel Quennell" in page
    assert "14 March 2019" in page
    ids = re.findall(r'data-copies="([^"]+)"', page)
    assert all(f'<span id="{one}">' in page for one in ids)


@pytest.mark.parametrize(("children", "notices"), [(1, 1), (4, 1), (5, 2), (9, 3)])
def test_four_children_go_on_one_notice_and_the_fifth_needs_another(children: int, notices: int, cast: Cast) -> None:
    # F07
    people = [{"forenames": f"Child {number}"} for number in range(children)]
    case = walk(cast, to="received", said={**SAID, "people": people}).case
    sheet = notice.lay_out_notice(cast.acting("manager", moment(20)), ref=case.ref, reason="To count the notices.")
    assert (sheet.children, sheet.notices_needed) == (children, notices)
    assert sum(title.startswith("Child ") for title, _ in sheet.sections) == children


def test_each_sector_reads_its_own_word_for_an_event_that_is_kept_as_one_thing(cast: Cast) -> None:
    # INC-14: the demonstration sets what health calls a serious incident
    case = walk(cast, to="shared").case
    said = {key: text_of(cast.client(key), reverse("case", args=[case.ref])) for key in ("manager", "health")}
    assert "Serious child safeguarding incident" in said["health"]
    assert "Serious child safeguarding incident" not in said["manager"]
    assert "Serious incident" in said["manager"]
    assert case.kind == "serious-incident"
