"""Asking agencies: one act writes to all, with letter, date and link; then who leads, and who is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, seen_by
from candour.platform.deadlines.models import Deadline
from candour.platform.files.queries import sound_content_of
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.models import AgencyRequest, Case
from candour.practice.cases.operations import meetings, requests, returns, securing, submissions
from candour.practice.cases.operations.requests import chase_late
from candour.practice.cases.queries import returns as queries
from candour.practice.cases.tests.papers import words_of_pdf, words_of_word
from candour.project.demonstration.stage import answer, ask, request_to
from candour.project.sweeping import JOBS
from candour.rulebook.language.clocks import LONDON
from tests.cast import Cast
from tests.walks import LEADS, SAID, SUMMARY, moment, named_in, nil, walk

EVERYBODY = ("NEL ICB", "NELFT", "BHRUT", "Police", "Havering Children", "Havering Education", "Probation")
RETURN_BY = "17:00 on Monday 26 October 2026"
"""Day 6 of a referral on Monday 19 October, at the close of business."""


def page_of(cast: Cast, case: Case, key: str = "manager") -> str:
    return " ".join(cast.client(key).get(reverse("case_agencies", args=[case.ref])).content.decode().split())


def mail(template: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(template=template).order_by("to"))


def test_one_act_writes_to_every_agency_with_a_letter_a_link_and_a_deadline(cast: Cast) -> None:
    # RR-02
    case = walk(cast, to="asked", agencies=EVERYBODY).case
    asked = AgencyRequest.objects.filter(case=case).select_related("organisation", "letter_docx", "letter_pdf")
    assert {one.organisation.short_name for one in asked} == set(EVERYBODY)
    assert {one.sent_at for one in asked} == {moment(19, "12:00")}
    assert len(mail("cases.request")) == len(EVERYBODY)
    assert {one.to for one in mail("cases.request")} >= {cast.people[LEADS[name]].email for name in EVERYBODY[1:]}
    for one in asked:
        deadline = Deadline.objects.get(owner_kind="cases.agencyrequest", owner_id=one.pk, key="agency-return")
        assert deadline.due_at == one.due_at == moment(26, "17:00")
    commission = Deadline.objects.get(owner_id=case.pk, owner_kind="cases.case", key="commission")
    assert commission.met_at == moment(19, "12:00")


def test_each_letter_is_word_and_pdf_and_says_the_one_return_date_whom_to_ask_and_what_to_do(cast: Cast) -> None:
    # RR-02, RR-05, T4
    case = walk(cast, to="asked", agencies=("NELFT", "Police")).case
    for one in AgencyRequest.objects.filter(case=case).select_related("organisation", "letter_docx", "letter_pdf"):
        assert one.letter_docx is not None
        assert one.letter_pdf is not None
        for text in (words_of_word(sound_content_of(one.letter_docx)), words_of_pdf(sound_content_of(one.letter_pdf))):
            assert f"We need your answer by {RETURN_BY}" in " ".join(text.split())
            assert f"Dear {one.to_name}" in text
            assert "Name one person who leads on this for your agency" in " ".join(text.split())
            assert "Priya Anand" in text
            assert case.key in text
            assert named_in(text) == []


def test_the_mail_to_an_agency_says_nothing_of_anybody_and_its_link_alone_opens_nothing(cast: Cast) -> None:
    case = walk(cast, to="asked", agencies=("NELFT",)).case
    sent = mail("cases.request")[0].values
    assert named_in(" ".join(sent.values())) == []
    assert case.key not in " ".join(value for name, value in sent.items() if name != "link")
    assert "17:00" in sent["due"]


def test_an_agency_that_was_asked_is_not_asked_twice_and_then_nobody_is(cast: Cast) -> None:
    going = walk(cast, to="asked", agencies=("NELFT",))
    with pytest.raises(Refused, match="has been asked already"):
        ask(going.manager(moment(19, "15:00")), going.case, ["Police", "NELFT"])
    assert AgencyRequest.objects.filter(case=going.case).count() == 1
    with pytest.raises(Refused, match="Choose at least one agency"):
        requests.ask_agencies(going.manager(moment(19, "15:00")), ref=going.case.ref, asks=[])


def test_agencies_without_a_named_lead_are_listed_until_each_has_named_one(cast: Cast) -> None:
    # RR-02
    case = walk(cast, to="asked", agencies=("NELFT", "Police")).case
    step = Deadline.objects.get(owner_id=case.pk, owner_kind="cases.case", key="leads-named")
    names = {one.organisation.short_name: one.organisation.name for one in AgencyRequest.objects.filter(case=case)}
    listed = page_of(cast, case).partition("No lead named:</span>")[2].partition("</p>")[0]
    assert {name for name in names.values() if name in listed} == set(names.values())
    nelft = cast.acting("nelft", moment(19, "16:00"))
    requests.name_lead(nelft, ref=request_to(case, "NELFT").ref, name="Ana Wole", email="ana@example.org")
    assert AgencyRequest.objects.get(case=case, lead_named_at=None).organisation.name == names["Police"]
    step.refresh_from_db()
    assert step.met_at is None
    police = cast.acting("police_lead", moment(19, "17:00"))
    with pytest.raises(Refused, match="Give the lead's name and email address"):
        requests.name_lead(police, ref=request_to(case, "Police").ref, name="Sgt Tull", email="")
    requests.name_lead(police, ref=request_to(case, "Police").ref, name="Sgt Tull", email="tull@example.org")
    step.refresh_from_db()
    assert step.met_at == moment(19, "17:00")


def test_each_agency_confirms_that_records_are_secured_by_whom_and_when(cast: Cast) -> None:
    # RR-15
    case = walk(cast, to="asked", agencies=("NELFT", "Police")).case
    ref = request_to(case, "NELFT").ref
    nelft = cast.acting("nelft", moment(20, "10:00"))
    with pytest.raises(Refused, match="Say who secured the records"):
        securing.confirm_records(nelft, ref=ref, secured=True, by=" ", at=moment(20, "09:00"))
    with pytest.raises(Refused, match="later than now"):
        securing.confirm_records(nelft, ref=ref, secured=True, by="Ana Wole", at=moment(21))
    securing.confirm_records(nelft, ref=ref, secured=True, by="Ana Wole", at=moment(20, "09:00"))
    police = cast.acting("police_lead", moment(20, "11:00"))
    securing.confirm_records(police, ref=request_to(case, "Police").ref, secured=False, by="", at=moment(20, "11:00"))
    kept = AgencyRequest.objects.filter(case=case).order_by("organisation__short_name")
    assert [(one.records_secured, one.records_secured_by, one.records_secured_at) for one in kept] == [
        ("yes", "Ana Wole", moment(20, "09:00")),
        ("no", "", None),
    ]
    page = page_of(cast, case)
    assert "Secured by Ana Wole" in page
    assert "Not secured" in page
    AgencyRequest.objects.filter(case=case).update(state="signed-off", signed_off_at=moment(20, "12:00"))
    unconfirmed = cast.organisation("Police").name
    assert f"Records not confirmed as secured:</span> {unconfirmed} </p>" in page_of(cast, case)


def due_for(cast: Cast, who: str) -> str:
    """What is due for somebody on the day of the tests, as the page says it."""
    return " ".join(cast.client(who).get(reverse("home")).content.decode().split())


def test_agencies_that_have_not_secured_their_records_by_the_end_of_day_2_are_listed(cast: Cast) -> None:
    # F15
    case = walk(cast, to="asked", agencies=("NELFT", "Police", "Probation")).case
    kept = {name: request_to(case, name) for name in ("NELFT", "Police", "Probation")}
    for one in kept.values():
        due = Deadline.objects.get(owner_kind="cases.agencyrequest", owner_id=one.pk, key="records-secured")
        assert (due.due_at, due.met_at) == (moment(20, "23:59") + timedelta(seconds=59), None)
        assert one.letter_docx is not None
        letter = " ".join(words_of_word(sound_content_of(one.letter_docx)).split())
        assert "confirm that you have by the end of 20 October 2026" in letter
    securing.confirm_records(
        cast.acting("nelft", moment(20, "10:00")), ref=kept["NELFT"].ref, secured=True, by="Ana", at=moment(20, "09:00")
    )
    returns.nil_return(cast.acting("manager", moment(20, "11:00")), ref=kept["Probation"].ref, by="T. Brand")
    still_open = Deadline.objects.filter(key="records-secured", met_at=None, cancelled_at=None)
    assert [one.owner_id for one in still_open] == [kept["Police"].pk]
    words = f"Records secured at {cast.organisation('Police').name}"
    assert words in due_for(cast, "police_lead")
    assert words in due_for(cast, "manager")
    assert "Records secured at" not in due_for(cast, "nelft")


def test_records_said_to_be_secured_and_then_not_are_due_again(cast: Cast) -> None:
    case = walk(cast, to="asked", agencies=("NELFT",)).case
    asked = request_to(case, "NELFT")
    due = Deadline.objects.get(owner_kind="cases.agencyrequest", owner_id=asked.pk, key="records-secured")
    for hour, secured, met in (("10:00", True, moment(20, "10:00")), ("12:00", False, None)):
        nelft = cast.acting("nelft", moment(20, hour))
        securing.confirm_records(nelft, ref=asked.ref, secured=secured, by="Ana Wole", at=moment(20, "09:00"))
        due.refresh_from_db()
        assert due.met_at == met


def test_a_new_return_date_leaves_the_day_for_securing_records(cast: Cast) -> None:
    going = walk(cast, to="asked", agencies=("NELFT",))
    asked = request_to(going.case, "NELFT")
    manager = going.manager(moment(20, "09:00"))
    requests.move_return_date(manager, ref=asked.ref, to=date(2026, 10, 28), because="A records system is down.")
    days = dict(
        Deadline.objects.filter(owner_kind="cases.agencyrequest", owner_id=asked.pk).values_list("key", "due_on")
    )
    assert days == {"agency-return": date(2026, 10, 28), "records-secured": date(2026, 10, 20)}


@pytest.mark.parametrize("is_secured", [False, True])
def test_a_letter_with_a_new_date_asks_for_records_by_a_day_only_where_they_are_not_secured(
    cast: Cast, is_secured: bool
) -> None:
    going = walk(cast, to="asked", agencies=("NELFT",))
    asked = request_to(going.case, "NELFT")
    if is_secured:
        nelft = cast.acting("nelft", moment(20, "08:00"))
        securing.confirm_records(nelft, ref=asked.ref, secured=True, by="Ana Wole", at=moment(20, "07:00"))
    manager = going.manager(moment(20, "09:00"))
    requests.move_return_date(manager, ref=asked.ref, to=date(2026, 10, 28), because="A records system is down.")
    asked.refresh_from_db()
    assert asked.letter_docx is not None
    letter = " ".join(words_of_word(sound_content_of(asked.letter_docx)).split())
    assert "confirm that you have" in letter
    assert ("by the end of 20 October 2026" in letter) is not is_secured


def test_records_are_released_when_the_case_is_closed_and_asked_for_again_when_it_opens(cast: Cast) -> None:
    # F15
    case = walk(cast, to="asked", agencies=("NELFT", "Police", "Probation")).case
    returns.nil_return(
        cast.acting("manager", moment(20, "11:00")), ref=request_to(case, "Probation").ref, by="T. Brand"
    )
    manager = cast.client("manager")
    address = reverse("records_release", args=[case.ref])
    early = manager.post(address, {"because": "It is over."}, follow=True).content.decode()
    assert "The records are needed until the case is closed." in early
    assert "It is over." in early
    assert mail("cases.records_released") == []
    Case.objects.filter(pk=case.pk).update(state="closed")
    assert "2 agencies hold records for it" in page_of(cast, case)
    for _ in range(2):
        manager.post(address, {"because": "The inquest has ended."})
    told = mail("cases.records_released")
    assert [one.to for one in told] == sorted(cast.people[LEADS[name]].email for name in ("NELFT", "Police"))
    assert named_in(" ".join(" ".join(one.values.values()) for one in told)) == []
    assert {one.values["since"] for one in told} == {"19 October 2026"}
    page = page_of(cast, case)
    assert page.count("Need no longer be held, told on 18 November 2026: The inquest has ended.") == 2
    assert page.count("Holds no records") == 1
    own = cast.client("nelft").get(reverse("agency_return", args=[request_to(case, "NELFT").ref])).content.decode()
    assert "Need no longer be held" in own
    assert "The inquest has ended." not in own
    assert "Records not confirmed as secured" not in page
    assert not Deadline.objects.filter(key="records-secured", met_at=None, cancelled_at=None).exists()
    submissions.reopen_case(cast.acting("manager", moment(19, "09:00", 11)), ref=case.ref)
    assert [one.to for one in mail("cases.secure_again")] == [one.to for one in told]
    assert {one.values["due"] for one in mail("cases.secure_again")} == {"20 November 2026"}
    again = Deadline.objects.filter(key="records-secured", cancelled_at=None).values_list("due_on", flat=True)
    assert list(again) == [date(2026, 11, 20)] * 2
    assert "Records not confirmed as secured" in page_of(cast, case)


def test_an_agency_whose_request_is_withdrawn_is_told_that_its_records_are_free(cast: Cast) -> None:
    # F15
    case = walk(cast, to="asked", agencies=("NELFT", "Police")).case
    asked = request_to(case, "NELFT")
    requests.withdraw_request(cast.acting("manager", moment(20, "09:00")), ref=asked.ref)
    assert [one.to for one in mail("cases.records_released")] == [cast.people[LEADS["NELFT"]].email]
    with pytest.raises((Hidden, Refused)):
        securing.confirm_records(
            cast.acting("nelft", moment(20, "10:00")), ref=asked.ref, secured=True, by="Ana", at=moment(20, "09:00")
        )


def test_what_was_said_of_records_before_they_were_let_go_does_not_count_again(cast: Cast) -> None:
    going = walk(cast, to="asked", agencies=("NELFT",))
    asked = request_to(going.case, "NELFT")
    lead = cast.acting("nelft", moment(20, "09:00"))
    answer(lead, going.case, "NELFT", SUMMARY)
    asked.refresh_from_db()
    assert asked.records_secured == "yes"
    Case.objects.filter(pk=going.case.pk).update(state="closed")
    manager = cast.acting("manager", moment(22, "09:00"))
    securing.release_records(manager, ref=going.case.ref, because="It is over.")
    submissions.reopen_case(cast.acting("manager", moment(23, "09:00")), ref=going.case.ref)
    again = cast.acting("nelft", moment(23, "10:00"))
    returns.reopen_return(again, ref=asked.ref)
    returns.send_return(again, ref=asked.ref)
    asked.refresh_from_db()
    assert (asked.state, asked.records_secured, asked.records_secured_at) == ("returned", "", None)
    due = Deadline.objects.get(owner_id=asked.pk, key="records-secured", cancelled_at=None)
    assert due.met_at is None


def test_only_the_office_releases_records(cast: Cast) -> None:
    case = walk(cast, to="asked", agencies=("NELFT",)).case
    Case.objects.filter(pk=case.pk).update(state="closed")
    for who in ("nelft", "police", "scrutineer", "lay"):
        with pytest.raises((Hidden, Refused)):
            securing.release_records(cast.acting(who, moment(22, "09:00")), ref=case.ref, because="Over.")
    assert mail("cases.records_released") == []


def test_the_return_date_of_one_agency_moves_with_a_reason_and_the_letter_of_the_others_stays(cast: Cast) -> None:
    # RR-05
    going = walk(cast, to="asked")
    ref = request_to(going.case, "NELFT").ref
    manager = going.manager(moment(22))
    with pytest.raises(Refused) as refused:
        requests.move_return_date(manager, ref=ref, to=date(2026, 10, 21), because="")
    assert refused.value.reasons == ("Say why the date moves.", "The new date must be today or later.")
    requests.move_return_date(manager, ref=ref, to=date(2026, 10, 28), because="The records are in another building.")
    moved = request_to(going.case, "NELFT")
    assert moved.due_at == moment(28, "17:00")
    due = Deadline.objects.get(owner_kind="cases.agencyrequest", owner_id=moved.pk, key="agency-return")
    assert due.due_at == moment(28, "17:00")
    assert request_to(going.case, "Police").due_at == moment(26, "17:00")
    requests.chase(going.manager(moment(27)), ref=ref)
    assert mail("cases.chaser")[0].values["due"] == "28 October 2026, 17:00"
    nil(cast, going.case, "Police", moment(23))
    with pytest.raises(Refused, match="This agency has answered, so its date stays"):
        requests.move_return_date(manager, ref=request_to(going.case, "Police").ref, to=date(2026, 10, 28), because="x")


def test_a_partnership_that_chooses_another_plan_has_its_return_date(cast: Cast) -> None:
    # RR-05, T4: by the longer plan agencies answer by day 10 after the notification on Tuesday 20 October
    from candour.practice.cases.operations.reviews import choose_practice, open_review

    choose_practice(
        cast.acting("manager", moment(12)),
        partnership=cast.partnership(),
        timetable_name="longer-returns/sixteen-days",
        reading_key="notification",
        because="Agencies need more time.",
    )
    going = walk(cast, to="tested")
    from tests.walks import notify

    notify(cast, going.case, moment(20, "16:00"))
    open_review(going.manager(moment(20, "17:00")), ref=going.case.ref)
    ask(going.manager(moment(20, "17:30")), going.case, ["NELFT"])
    assert f"{request_to(going.case, 'NELFT').due_at.astimezone(LONDON):%d %b %H:%M}" == "03 Nov 17:00"


@pytest.mark.parametrize(
    ("at", "chased"), [(moment(26, "17:00"), 0), (moment(26, "17:01"), 2), (moment(30, "09:00"), 2)]
)
def test_an_agency_is_chased_from_the_minute_after_its_date(at: Any, chased: int, cast: Cast) -> None:
    # RR-05
    walk(cast, to="asked")
    assert chase_late(Actor.system("chasing late agencies", at)) == chased
    assert len(mail("cases.chaser")) == chased


def test_the_sweep_chases_who_is_late_once_a_day_and_nobody_who_has_answered(cast: Cast) -> None:
    # RR-05
    assert ("chasing late agencies", chase_late) in JOBS
    case = walk(cast, to="asked", agencies=("NELFT", "Police", "Probation")).case
    nil(cast, case, "Probation", moment(23))
    sweeps = (moment(27, "09:00"), moment(27, "18:00"), moment(28, "09:00"))
    assert [chase_late(Actor.system("a sweep", at)) for at in sweeps] == [2, 0, 2]
    assert {one.organisation.short_name: one.chases for one in AgencyRequest.objects.filter(case=case)} == {
        "NELFT": 2, "Police": 2, "Probation": 0,
    }  # fmt: skip
    overview = " ".join(cast.client("manager").get(reverse("case", args=[case.ref])).content.decode().split())
    assert overview.count("chased 2 times") == 2, "both are listed as late"


def test_a_chaser_carries_a_new_link_and_the_old_one_ends(cast: Cast) -> None:
    case = walk(cast, to="asked", agencies=("NELFT",)).case
    first = mail("cases.request")[0].values["link"].rstrip("/").rpartition("/")[2]
    requests.chase(cast.acting("administrator", moment(27)), ref=request_to(case, "NELFT").ref)
    second = mail("cases.chaser")[0].values["link"].rstrip("/").rpartition("/")[2]
    assert first != second
    client = cast.client("manager").__class__()
    assert client.get(reverse("answer", args=[first])).status_code == 404
    assert client.get(reverse("answer", args=[second])).status_code == 200


def test_who_has_answered_is_not_chased_by_hand_either(cast: Cast) -> None:
    case = walk(cast, to="asked", agencies=("NELFT",)).case
    nil(cast, case, "NELFT", moment(23))
    with pytest.raises(Refused, match="This agency has answered"):
        requests.chase(cast.acting("manager", moment(27)), ref=request_to(case, "NELFT").ref)


def test_an_agency_sees_only_its_own_request_until_the_returns_are_released_together(cast: Cast) -> None:
    # RR-07
    going = walk(cast, to="answered")
    others = request_to(going.case, "Police").ref
    nelft = cast.acting("nelft", moment(26))
    assert [one.organisation.short_name for one in queries.inbox(nelft)] == ["NELFT"]
    assert seen_by(nelft, AgencyRequest).count() == 1
    client = cast.client("nelft")
    assert client.get(reverse("agency_return", args=[others])).status_code == 404
    assert client.get(reverse("case", args=[going.case.ref])).status_code == 404
    meetings.release_returns(going.manager(moment(27)), ref=going.case.ref)
    assert client.get(reverse("agency_return", args=[others])).status_code == 200
    assert client.get(reverse("case", args=[going.case.ref])).status_code == 200


def test_a_request_that_is_withdrawn_asks_nothing_more_of_anybody(cast: Cast) -> None:
    case = walk(cast, to="asked", agencies=("NELFT", "Police")).case
    ref = request_to(case, "NELFT").ref
    requests.withdraw_request(cast.acting("manager", moment(21)), ref=ref)
    assert not Deadline.objects.filter(owner_kind="cases.agencyrequest", cancelled_at=None, met_at=None).filter(
        owner_id=AgencyRequest.objects.get(ref=ref).pk
    )
    assert not queries.inbox(cast.acting("nelft")).exists()
    assert chase_late(Actor.system("a sweep", moment(28))) == 1
    with pytest.raises(Hidden):
        returns.nil_return(cast.acting("nelft", moment(22)), ref=ref, by="Daniel Osei")


def test_an_inbox_holds_what_all_partnerships_ask(cast: Cast) -> None:
    walk(cast, to="asked", agencies=("NELFT",))
    adult = {**SAID, "about": {"kind": "serious-incident", "person": "adult"}}
    walk(
        cast, to="asked", said=adult, partnership="Havering SAB",
        referred_by=("adults_care", "Havering Adults"), agencies=("NELFT",),
    )  # fmt: skip
    page = cast.client("nelft").get(reverse("inbox")).content.decode()
    assert "Havering Safeguarding Children" in page
    assert "Havering Safeguarding Adults" in page
