"""An agency's answer: by link, by Word form or that there was no contact; then signed off, fixed and collated."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.platform.files.queries import sound_content_of
from candour.platform.guided_forms import operations as forms
from candour.platform.guided_forms import queries as form_queries
from candour.platform.guided_forms.models import SectionAnswers
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.models import AgencyRequest, Case, ChronologyEvent, ImmediateAction, RequestLink
from candour.practice.cases.operations import meetings, requests, returns
from candour.practice.cases.operations.returns import is_text_unchanged
from candour.practice.cases.tests.papers import body_of, words_of_word
from candour.project.demonstration.stage import answer, request_to, sign
from candour.rulebook import index
from candour.rulebook.language.forms import Form
from tests.cast import Cast
from tests.walks import NAMES, SUMMARY, moment, named_in, nil, walk

FORM = "bhr-protocol-2020/agency-summary"
CHILD_AND_FAMILY = ("Oriel", "Quennell", "14 March 2019", "8 Saltmarsh Row", "Marta Quennell")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def case(cast: Cast) -> Case:
    return walk(cast, to="asked", agencies=("NELFT",)).case


def asked(case: Case, organisation: str = "NELFT") -> AgencyRequest:
    return request_to(case, organisation)


def newest(template: str) -> dict[str, str]:
    return OutboxMessage.objects.filter(template=template).order_by("-pk")[0].values


def token_of(template: str) -> str:
    return newest(template)["link"].rstrip("/").rpartition("/")[2]


def opened_by_link(token: str) -> Client:
    cache.clear()
    client = Client()
    client.post(reverse("answer", args=[token]), {"send": "1"})
    answered = client.post(reverse("answer", args=[token]), {"code": newest("cases.code")["code"]})
    assert answered.status_code == 302
    return client


def written(cast: Cast, case: Case, organisation: str = "NELFT", key: str = "nelft", **said: Any) -> AgencyRequest:
    return answer(cast.acting(key, moment(23, "10:00")), case, organisation, SUMMARY | said)


def test_the_summary_has_the_sections_that_the_process_asks_for() -> None:
    # RR-03
    sections = [section.key for section in index.rule(FORM, Form).sections]
    assert sections == [
        "contact", "elsewhere", "author", "records", "involvement", "history", "events", "risk", "why", "strengths",
        "learning", "immediate",
    ]  # fmt: skip


def test_an_agency_without_any_account_answers_by_its_link_and_a_code(cast: Cast, case: Case) -> None:
    # RR-03
    client = opened_by_link(token_of("cases.request"))
    page = client.get(reverse("agency_return", args=[asked(case).ref])).content.decode()
    assert named_in(page, CHILD_AND_FAMILY) == list(CHILD_AND_FAMILY), "to look in its records"
    client.post(reverse("return_start", args=[asked(case).ref]))
    parts = {
        "contact": {"contact": "yes"},
        "elsewhere": {"other-areas": "no"},
        "author": {"name": "Ana Wole", "job": "Named nurse", "email": "ana@example.org"},
        "records": {"secured": "yes", "secured-by": "Records manager"},
        **{name: SUMMARY[name] for name in ("involvement", "risk", "why", "strengths", "learning")},
    }
    for name, said in parts.items():
        part = reverse("return_section", args=[asked(case).ref, name])
        assert client.post(part, {**said, "version": "0"}).status_code == 302, name
    client.post(reverse("return_send", args=[asked(case).ref]))
    assert (asked(case).state, asked(case).returned_by) == ("returned", "Ana Wole")
    assert asked(case).records_secured_by == "Records manager"
    for elsewhere in (reverse("case", args=[case.ref]), reverse("tracker"), reverse("inbox")):
        assert client.get(elsewhere).status_code in (302, 403, 404), elsewhere


def test_a_link_without_its_code_with_a_wrong_one_or_after_five_tries_opens_nothing(cast: Cast, case: Case) -> None:
    token = token_of("cases.request")
    cache.clear()
    client = Client()
    assert named_in(client.get(reverse("answer", args=[token])).content.decode()) == []
    assert client.get(reverse("agency_return", args=[asked(case).ref])).status_code != 200
    client.post(reverse("answer", args=[token]), {"send": "1"})
    right = newest("cases.code")["code"]
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post(reverse("answer", args=[token]), {"code": wrong}).status_code == 422
    assert client.post(reverse("answer", args=[token]), {"code": right}).status_code == 422
    assert RequestLink.objects.get().code_tries == 5


def test_the_word_form_names_the_family_is_filled_in_and_read_back_as_a_draft(cast: Cast, case: Case) -> None:
    # RR-03
    client = cast.client("nelft")
    content = body_of(client.post(reverse("return_form", args=[asked(case).ref])))
    assert named_in(words_of_word(content), CHILD_AND_FAMILY) == list(CHILD_AND_FAMILY)
    document = docx.Document(io.BytesIO(content))
    answers = {
        "Has your agency had any contact": "Yes",
        "Your name": "Ana Wole",
        "What was your agency's involvement": "Six visits.\nTwo of them with the social worker.",
        "Have your agency's records": "yes.",
        "Name of the senior manager": "Moira Keane",
    }
    for table in document.tables:
        head = [cell.text for cell in table.rows[0].cells]
        if "When?" in head:
            for cell, text in zip(
                table.rows[1].cells, ("May 2026", "Visit record", "No heating.", "A letter."), strict=True
            ):
                cell.text = text
        for row in table.rows:
            for question, text in answers.items():
                if row.cells[0].text.replace("’", "'").startswith(question):
                    row.cells[-1].text = text
    filled = io.BytesIO()
    document.save(filled)
    upload = SimpleUploadedFile("summary.docx", filled.getvalue(), content_type=DOCX)
    page = client.post(reverse("return_put_back", args=[asked(case).ref]), {"file": upload}, follow=True)
    words = " ".join(page.content.decode().split())
    assert "The answers were read into the summary. Check each of them." in words
    assert "One line of the form was not recognised; it is kept in the file." in words
    request = asked(case)
    assert request.answers is not None
    said = form_queries.values_of(request.answers)
    assert said["contact"] == {"contact": "yes"}
    assert said["author"] == {"name": "Ana Wole"}
    assert said["records"] == {"secured": "yes"}
    assert said["involvement"] == {"last-year": "Six visits.\nTwo of them with the social worker."}
    assert said["events"] == [
        {"happened-on": "May 2026", "source": "Visit record", "event": "No heating.", "response": "A letter."}
    ]
    assert request.state == "started"
    assert request.received_file is not None
    assert sound_content_of(request.received_file) == filled.getvalue(), "the paper is kept as it came"


def test_no_contact_takes_one_step_and_is_kept_as_an_answer(cast: Cast, case: Case) -> None:
    # RR-04
    client = cast.client("nelft")
    answered = client.post(reverse("return_nil", args=[asked(case).ref]), {"by": "Daniel Osei"}, follow=True)
    assert "Your answer has reached the partnership" in answered.content.decode()
    request = asked(case)
    assert (request.state, request.is_nil, request.returned_by) == ("nil", True, "Daniel Osei")
    assert request.returned_at is not None
    deadline = Deadline.objects.get(owner_kind="cases.agencyrequest", owner_id=request.pk, key="agency-return")
    assert deadline.met_at is not None
    page = cast.client("manager").get(reverse("case_agencies", args=[case.ref])).content.decode()
    assert "No contact" in page
    assert "answered for" in " ".join(line.what for line in history_of(case))


def test_no_contact_needs_the_name_of_whoever_looked(cast: Cast, case: Case) -> None:
    # RR-04
    with pytest.raises(Refused, match="Give the name of whoever checked the records"):
        returns.nil_return(cast.acting("nelft", moment(20)), ref=asked(case).ref, by=" ")
    assert asked(case).state == "asked"


def test_a_summary_is_not_sent_while_an_answer_is_missing_and_every_one_is_named(cast: Cast, case: Case) -> None:
    actor = cast.acting("nelft", moment(21))
    with pytest.raises(Refused, match="Nothing has been written yet"):
        returns.send_return(actor, ref=asked(case).ref)
    returns.fill_return(actor, ref=asked(case).ref, sections={"contact": {"contact": "no"}})
    with pytest.raises(Refused) as refused:
        returns.send_return(actor, ref=asked(case).ref)
    assert len(refused.value.reasons) == 10
    assert "Answer “Your name” under “Your details”." in refused.value.reasons


def test_none_is_accepted_without_a_named_senior_manager_who_is_not_the_author(cast: Cast, case: Case) -> None:
    # RR-06
    request = written(cast, case)
    assert asked(case).state == "returned"
    page = cast.client("manager").get(reverse("case", args=[case.ref])).content.decode()
    assert "Waiting for sign-off" in page
    senior = cast.acting("nelft_senior", moment(23, "15:00"))
    with pytest.raises(Refused, match="Name the senior manager who signs off, and their post"):
        sign(senior, request, "Moira Keane", "")
    with pytest.raises(Refused, match="this must be another name"):
        sign(senior, request, "daniel osei", "Director")
    assert asked(case).state == "returned"
    sign(senior, request, "Moira Keane", "Director of nursing")
    done = asked(case)
    assert (done.state, done.signed_off_by, done.signed_off_post) == (
        "signed-off",
        "Moira Keane",
        "Director of nursing",
    )
    assert done.signed_off_at == moment(23, "15:00")


def test_a_senior_manager_signs_off_with_a_link_of_their_own(cast: Cast, case: Case) -> None:
    # RR-06
    written(cast, case)
    lead = cast.acting("nelft", moment(23, "11:00"))
    with pytest.raises(Refused, match="Somebody senior to the author signs off"):
        requests.ask_senior(lead, ref=asked(case).ref, email=asked(case).to_email)
    requests.ask_senior(lead, ref=asked(case).ref, email="chief@example.org")
    client = opened_by_link(token_of("cases.sign_off"))
    sent = {"name": "Cora Lind", "post": "Chief nurse", "confirm": "on"}
    client.post(reverse("return_sign", args=[asked(case).ref]), sent)
    assert (asked(case).state, asked(case).signed_off_by) == ("signed-off", "Cora Lind")


def test_the_exact_text_is_fixed_by_the_sign_off_and_a_changed_word_shows(cast: Cast, case: Case) -> None:
    request = written(cast, case)
    senior = cast.acting("nelft_senior", moment(23, "15:00"))
    digest = returns.sign_off(senior, ref=request.ref, name="Moira Keane", post="Director of nursing")
    done = asked(case)
    assert done.text_hash == digest
    assert done.answers is not None
    assert is_text_unchanged(done)
    section = index.rule(FORM, Form).section("why")
    with pytest.raises(Refused, match="This form has been sent"):
        forms.save_section(senior, answers=done.answers, section=section, item=0, values={"why": "Other."}, version=1)
    row = SectionAnswers.objects.get(answers=done.answers, section="why")
    row.values = {"why": "Records are kept by contact and not by child!"}
    row.save()
    assert not is_text_unchanged(asked(case))


def test_opening_a_summary_again_voids_its_sign_off_for_all_to_see(cast: Cast, case: Case) -> None:
    event = {"happened-on": "May 2026", "source": "Visit record", "event": "No heating."}
    request = written(cast, case, events=[event])
    senior = cast.acting("nelft_senior", moment(23, "15:00"))
    sign(senior, request, "Moira Keane", "Director of nursing")
    returns.reopen_return(cast.acting("nelft", moment(24)), ref=request.ref)
    again = asked(case)
    assert (again.state, again.text_hash, again.signed_off_by, again.returned_at) == ("started", "", "", None)
    assert Deadline.objects.get(owner_kind="cases.agencyrequest", owner_id=again.pk, key="agency-return").met_at is None
    assert not ChronologyEvent.objects.filter(case=case, removed_at=None).exists()
    assert any("its sign-off no longer holds" in line.what for line in history_of(case))
    returns.send_return(cast.acting("nelft", moment(24, "13:00")), ref=request.ref)
    assert ChronologyEvent.objects.filter(case=case, removed_at=None).count() == 1, "and not twice"


def test_after_the_release_a_summary_is_not_opened_again(cast: Cast) -> None:
    going = walk(cast, to="released")
    with pytest.raises(Refused, match="The returns have been released"):
        returns.reopen_return(cast.acting("nelft", moment(28)), ref=asked(going.case).ref)


def test_health_summaries_roll_up_into_one_of_the_designated_nurse(cast: Cast) -> None:
    # RR-06
    case = walk(cast, to="asked", agencies=("NEL ICB", "NELFT", "BHRUT", "Police")).case
    nurse = asked(case, "NEL ICB")
    rolled = AgencyRequest.objects.filter(collated_by=nurse).values_list("organisation__short_name", flat=True)
    assert set(rolled) == {"NELFT", "BHRUT"}
    actor = cast.acting("nurse", moment(26, "10:00"))
    sign(cast.acting("nelft_senior", moment(23)), written(cast, case), "Moira Keane", "Director")
    unsigned = written(cast, case, "BHRUT", "hospital")
    with pytest.raises(Refused) as refused:
        returns.collate(actor, ref=nurse.ref)
    assert len(refused.value.reasons) == 1
    assert "has not returned a summary that is signed off" in refused.value.reasons[0]
    sign(cast.acting("hospital", moment(26, "11:00")), unsigned, "Anne Fielding", "Chief nurse")
    later = cast.acting("nurse", moment(26, "12:00"))
    returns.collate(later, ref=nurse.ref)
    assert asked(case, "NEL ICB").collated_at == moment(26, "12:00")
    step = Deadline.objects.get(owner_id=case.pk, owner_kind="cases.case", key="health-returns")
    assert step.met_at == moment(26, "12:00")
    with pytest.raises(Refused, match="collated already"):
        returns.collate(later, ref=nurse.ref)


def test_the_nurse_sees_the_summaries_that_she_collates_and_no_others(cast: Cast) -> None:
    # RR-06
    walk(cast, to="asked", agencies=("NEL ICB", "NELFT", "BHRUT", "Police"))
    seen = seen_by(cast.acting("nurse"), AgencyRequest)
    assert set(seen.values_list("organisation__short_name", flat=True)) == {"NEL ICB", "NELFT", "BHRUT"}
    assert not seen_by(cast.acting("nurse"), Case).exists()


def test_what_an_agency_says_must_be_done_at_once_is_entered_once(cast: Cast, case: Case) -> None:
    # INC-15
    request = written(cast, case, immediate={"needed": "See the brother tonight."})
    raised = ImmediateAction.objects.get(case=case)
    assert (raised.what, raised.owner) == ("See the brother tonight.", request.organisation.name)
    returns.reopen_return(cast.acting("nelft", moment(23, "11:00")), ref=request.ref)
    returns.send_return(cast.acting("nelft", moment(23, "12:00")), ref=request.ref)
    assert ImmediateAction.objects.filter(case=case).count() == 1


def test_seeing_who_it_is_about_is_recorded_each_time(cast: Cast, case: Case) -> None:
    before = [line.what for line in history_of(case)].count("opened the request")
    for _ in range(2):
        cast.client("nelft").get(reverse("agency_return", args=[asked(case).ref]))
    assert [line.what for line in history_of(case)].count("opened the request") == before + 2


def test_the_review_goes_on_without_an_agency_that_is_missing_and_names_it(cast: Cast) -> None:
    # RR-05
    going = walk(cast, to="asked", agencies=("NELFT", "Police"))
    nil(cast, going.case, "Police", moment(23))
    meetings.release_returns(going.manager(moment(27)), ref=going.case.ref)
    from candour.practice.cases.queries.report import report_facts

    manager = going.manager(moment(28))
    facts = report_facts(manager, going.case, going.review)
    assert {(part.name == asked(going.case).organisation.name, part.status) for part in facts.agencies} == {
        (True, "No summary received by the time of this report"),
        (False, "No contact with the family"),
    }
    assert named_in(str(facts), NAMES) == []
