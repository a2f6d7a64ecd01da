"""What is typed into a referral by mistake or on purpose: kept in the draft, never sent on, and never an error page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.guided_forms.checking import MOST_ITEMS
from candour.platform.guided_forms.models import FormAnswers, SectionAnswers
from candour.platform.guided_forms.operations import lapse
from candour.practice.cases.models import Case, ImmediateAction
from candour.practice.cases.operations import chronology as chronology_operations
from candour.practice.cases.operations import meetings
from candour.practice.cases.tests.papers import text_of
from candour.project.demonstration.stage import refer
from candour.project.sweeping import JOBS
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.walks import SAID, walk

SOUND: dict[str, dict[str, str]] = {
    "about": {"kind": "concern", "person": "child"},
    "what-happened": {"outline": "Two agencies did not speak to each other.", "abuse": "no"},
    "referrer": {"agency": "Havering Education"},
}


@pytest.fixture
def visitor(cast: Cast) -> Client:
    client = Client()
    started = client.post(reverse("refer"), {"partnership": cast.partnership().ref})
    assert started.status_code == 302
    return client


def write(client: Client, said: dict[str, dict[str, str]]) -> None:
    for section, values in said.items():
        row = SectionAnswers.objects.filter(section=section).first()
        address = reverse("refer_section", args=[section])
        client.post(address, {**values, "version": str(row.version if row else 0)})


def send(client: Client) -> Any:
    return client.post(reverse("refer_check"), follow=True)


@pytest.mark.parametrize(
    ("section", "typed", "words"),
    [
        ("referrer", {"agency": "A school", "email": "me at example.org"}, "is not an email address"),
        ("about", {"kind": "concern", "person": "martian"}, "choose one of the answers"),
        ("about", {"kind": "banana", "person": "child"}, "choose one of the answers"),
        ("where", {"place": "x" * 300}, "choose one of the answers"),
        ("where", {"place": "england", "place-details": "x" * 401}, "write at most 400 characters"),
        ("what-happened", {"outline": "A fall.", "abuse": "x" * 600}, "choose one of the answers"),
        ("what-happened", {"outline": "A fall.", "harm": "<script>"}, "choose one of the answers"),
        ("what-happened", {"outline": "A fall.", "incident-on": "last spring"}, "is no date"),
        ("what-happened", {"outline": "A fall.", "incident-on": "1 1 2027"}, "1 January 2027 has not come yet"),
        ("what-happened", {"outline": "A fall.", "aware-on": "1 1 2027"}, "1 January 2027 has not come yet"),
    ],
)
def test_an_answer_that_does_not_hold_comes_back_with_its_section_and_nothing_is_lost(
    visitor: Client, section: str, typed: dict[str, str], words: str
) -> None:
    write(visitor, {**SOUND, section: typed})
    answered = send(visitor)
    assert answered.status_code == 422
    page = " ".join(answered.content.decode().split())
    assert words in page
    assert f'<a href="{reverse("refer_section", args=[section])}">Under “' in page
    assert not Case.objects.exists()
    corrected = text_of(visitor, reverse("refer_section", args=[section]))
    assert "govuk-error-message" in corrected, "the part says what is wrong as soon as it is opened"
    assert SectionAnswers.objects.get(section=section).values == typed
    write(visitor, {section: SOUND.get(section, {"place": "here"})})
    assert send(visitor).status_code == 200
    assert Case.objects.count() == 1


def test_places_that_a_form_does_not_have_do_not_exist(visitor: Client) -> None:
    huge = "9" * 23
    for address in (f"/refer/part/people/{huge}/", "/refer/part/about/5/", "/refer/part/people/0/"):
        assert visitor.post(address, {"forenames": "Ada", "kind": "concern", "version": "0"}).status_code == 404, (
            address
        )
    assert visitor.get(f"/refer/part/people/{huge}/").status_code == 404
    assert visitor.post(reverse("refer_section", args=["people"]), {"forenames": "Ada"}).status_code == 404
    assert not SectionAnswers.objects.exists()
    assert visitor.post("/refer/part/people/1/", {"forenames": "Ada", "version": "0"}).status_code == 302


def test_a_part_holds_fifty_and_says_so(visitor: Client, cast: Cast) -> None:
    answers = FormAnswers.objects.get()
    SectionAnswers.objects.bulk_create(
        SectionAnswers(answers=answers, section="people", item=item, values={}, saved_at=cast.now, saved_by="a visitor")
        for item in range(1, MOST_ITEMS + 1)
    )
    refused = visitor.post("/refer/part/people/51/", {"forenames": "Ada", "version": "0"})
    assert refused.status_code == 422
    assert "At most 50 can be added here." in refused.content.decode()
    assert SectionAnswers.objects.count() == 50


def test_a_referral_that_was_refused_uses_up_nothing_of_what_a_network_may_send(visitor: Client) -> None:
    write(visitor, {"about": SOUND["about"]})
    for _ in range(7):
        assert "Tell us what happened" in send(visitor).content.decode()
    write(visitor, SOUND)
    send(visitor)
    assert Case.objects.count() == 1


def test_a_network_sends_five_in_ten_minutes_and_five_in_the_next(cast: Cast) -> None:
    import time_machine

    def send_one() -> None:
        client = Client()
        client.post(reverse("refer"), {"partnership": cast.partnership().ref})
        answers = FormAnswers.objects.order_by("-pk")[0]
        for section, values in SOUND.items():
            client.post(reverse("refer_section", args=[section]), {**values, "version": "0"})
        assert answers.submitted_at is None
        send(client)

    for _ in range(6):
        send_one()
    assert Case.objects.count() == 5
    with time_machine.travel(cast.now + timedelta(minutes=9, seconds=59), tick=False):
        send_one()
        assert Case.objects.count() == 5
    with time_machine.travel(cast.now + timedelta(minutes=10), tick=False):
        send_one()
        assert Case.objects.count() == 6


def test_forms_that_nobody_sent_for_thirty_days_are_thrown_away_with_a_line(visitor: Client, cast: Cast) -> None:
    write(visitor, SOUND)
    assert lapse(Actor.system("the sweep", cast.now + timedelta(days=30))) == 0
    assert lapse(Actor.system("the sweep", cast.now + timedelta(days=30, seconds=1))) == 1
    assert not FormAnswers.objects.exists()
    assert not SectionAnswers.objects.exists()
    assert Entry.objects.order_by("-number")[0].facts == {"count": 1}
    assert ("throwing away forms that were never sent", lapse) in JOBS


def test_a_referrer_is_told_only_what_is_true(visitor: Client) -> None:
    write(visitor, SOUND)
    done = " ".join(send(visitor).content.decode().split())
    assert "come back with your key to see what came of it" in done
    assert "you will hear" not in done


def test_whoever_gave_an_address_is_told_that_news_will_be_sent(visitor: Client) -> None:
    write(visitor, {**SOUND, "referrer": {"agency": "A school", "email": "me@example.org"}})
    assert "You will be sent a message" in " ".join(send(visitor).content.decode().split())


def test_what_is_missing_is_what_can_be_asked_of_a_girl_of_seven(cast: Cast) -> None:
    case = walk(cast, to="received").case
    page = text_of(cast.client("manager"), reverse("case_referral", args=[case.ref]))
    missing = page.partition("Still missing")[2].partition("</ul>")[0]
    assert "Of school age?" in missing
    for idle in ("Not yet born?", "for an adult", "Date of death", "Joint Agency Response", "Which council area or"):
        assert idle not in missing


def test_a_new_case_stands_on_home_until_somebody_looks(cast: Cast) -> None:
    client = cast.client("manager")
    said = {"about": {"kind": "concern", "person": "child"}, "what-happened": {"outline": "Nobody told the school."}}
    case = refer(cast.acting("teacher"), "Havering SCP", said, by="Havering Education")
    line = f"New: concern about working together – case {case.key}"
    assert line in text_of(client, reverse("home"))
    assert line not in text_of(cast.client("teacher"), reverse("home"))
    Case.objects.filter(pk=case.pk).update(version=2)
    assert line not in text_of(client, reverse("home"))


def test_an_immediate_action_stands_on_home_until_it_is_done(cast: Cast) -> None:
    said = {**SAID, "safety": {"needed": "Find the brother a place tonight."}}
    case = walk(cast, to="shared", said=said).case
    client = cast.client("manager")
    assert f"Immediate action – case {case.key}" in text_of(client, reverse("home"))
    action = ImmediateAction.objects.get(case=case)
    meetings.immediate_done(cast.acting("manager"), ref=case.ref, action_ref=action.ref, words="He is with his aunt.")
    assert "Immediate action" not in text_of(client, reverse("home"))


def test_an_empty_chronology_opens_nothing(cast: Cast) -> None:
    case = walk(cast, to="received").case
    client = cast.client("manager")

    def opened() -> int:
        before = Entry.objects.filter(kind="change").count()
        assert client.get(reverse("case_chronology", args=[case.ref])).status_code == 200
        return Entry.objects.filter(kind="change").count() - before

    assert opened() == 0
    with pytest.raises(Refused, match="cannot lie after today"):
        chronology_operations.add_event(
            cast.acting("manager"), ref=case.ref, happened_on=FuzzyDate.parse("2031"), source="School", event="A fall."
        )
    chronology_operations.add_event(
        cast.acting("manager"), ref=case.ref, happened_on=FuzzyDate.parse("2026"), source="School", event="A fall."
    )
    assert opened() > 0


def test_choosing_no_contact_leads_to_the_one_page_that_is_left(cast: Cast) -> None:
    from candour.practice.cases.models import AgencyRequest
    from candour.practice.cases.operations.returns import start_return

    going = walk(cast, to="notified")
    asked = AgencyRequest.objects.get(case=going.case, organisation__short_name="NELFT")
    start_return(cast.acting("nelft"), ref=asked.ref)
    address = reverse("return_section", args=[asked.ref, "contact"])
    answered = cast.client("nelft").post(address, {"contact": "no", "version": "0"})
    assert answered["Location"] == reverse("return_nil", args=[asked.ref])


def test_an_adults_case_says_nothing_of_the_panel(cast: Cast) -> None:
    said = {**SAID, "about": {"kind": "serious-incident", "person": "adult"}}
    case = refer(cast.acting("teacher"), "Havering SAB", said, by="Havering Education")
    client = cast.client("manager")
    tracker = text_of(client, reverse("case_tracker", args=[case.ref]))
    assert "Notified to the Panel" not in tracker
    assert "Every rapid review" not in tracker
    assert "It is not planned yet at which meeting the case is tabled." in tracker
    assert "The list opens with the decision." in text_of(client, reverse("case_submission", args=[case.ref]))
