"""A page with a form: it comes back filled with everything that is wrong, acts once, and works when it is corrected."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from candour.platform.access.actor import Actor
from candour.platform.accounts import operations as accounts
from candour.platform.audit_trail.models import DoneOnce, Entry
from candour.platform.audit_trail.queries import lines_by
from candour.platform.design.pages import act_page
from tests.cast import Cast
from tests.databases import RealDatabase, race
from tests.pages import markup, problems, title, value_of, words

ADD = "/directory/people/add/"
ANN = {"name": "Ann Example", "email": "ann.example@example.org", "phone": ""}


def added() -> int:
    return Entry.objects.filter(verb="directory.person_added").count()


@pytest.fixture
def office(cast: Cast) -> Client:
    return cast.client("manager")


def test_what_is_wrong_comes_back_with_every_answer_and_a_summary(office: Client) -> None:
    before = added()

    answer = office.post(ADD, {"name": "", "email": "ann <b>example", "phone": "020 7946 0000"})

    assert answer.status_code == 422
    assert title(answer) == "Error: Add a person – Candour"
    assert problems(answer) == ["Enter an answer to “Full name”.", "Enter a valid email address."]
    assert value_of(answer, "email") == "ann <b>example"
    assert value_of(answer, "phone") == "020 7946 0000"
    page = markup(answer)
    assert "<b>example" not in page
    places = re.findall(r'<li><a href="#([^"]+)">', page)
    assert places == ["id_name", "id_email"]
    for place in places:
        assert re.search(rf'<input[^>]*aria-describedby="{place}-error"[^>]* id="{place}"', page) or re.search(
            rf'<input[^>]* id="{place}"[^>]*aria-describedby="{place}-error"', page
        )
    assert added() == before


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (("31", "2", "2027"), "Enter a real date, like 27 3 2026."),
        (("1", "", "2027"), "The date must include a month."),
        (("", "", "2027"), "The date must include a day and a month."),
        (("x", "y", "z"), "Enter a real date, like 27 3 2026."),
        (("1", "1", "9" * 30), "Enter a real date, like 27 3 2026."),
        (("0", "1", "2027"), "Enter a real date, like 27 3 2026."),
    ],
)
def test_a_day_that_is_none_comes_back_in_its_three_boxes(
    cast: Cast, office: Client, day: tuple[str, str, str], problem: str
) -> None:
    parts = dict(zip(("until_on_day", "until_on_month", "until_on_year"), day, strict=True))

    answer = office.post(f"/directory/organisations/{cast.organisation('Probation').ref}/close/", parts)

    assert answer.status_code == 422
    assert problems(answer) == [problem]
    assert {name: value_of(answer, name) for name in parts} == parts


def test_a_refusal_comes_back_filled_and_the_corrected_form_works(office: Client) -> None:
    before = added()
    key = value_of(office.get(ADD), "submission_key")

    refused = office.post(ADD, ANN | {"email": "helen.marsh@example.org", "submission_key": key})
    assert refused.status_code == 422
    assert problems(refused) == ["Somebody in the directory has this email address already."]
    assert (value_of(refused, "name"), value_of(refused, "email")) == ("Ann Example", "helen.marsh@example.org")
    assert added() == before

    corrected = office.post(ADD, ANN | {"submission_key": value_of(refused, "submission_key")})
    assert corrected.status_code == 302
    assert added() == before + 1


def test_a_corrected_form_works_even_if_a_part_of_it_was_done_before_the_refusal(cast: Cast, settings: Any) -> None:
    partner = cast.client("council")
    post = next(
        href
        for href in re.findall(r'href="(/directory/posts/[^"]+/)"', partner.get("/directory/posts/").content.decode())
        if "Director of Children’s Services" in words(partner.get(href))
    )

    def send(key: str, year: str) -> Any:
        sent = {
            "person": cast.people["head"].ref,
            "scope": "To sign reports.",
            "from_on_day": "1",
            "from_on_month": "12",
            "from_on_year": "2026",
            "until_on_day": "31",
            "until_on_month": "12",
            "until_on_year": year,
            "document": SimpleUploadedFile("letter.txt", b"I lend my powers."),
            "submission_key": key,
        }
        return partner.post(f"{post}delegate/", sent)

    refused = send("a-key", "2025")
    assert problems(refused) == ["The last day must not be before the first."]

    assert send(value_of(refused, "submission_key"), "2026").status_code == 302
    assert "To sign reports." in words(partner.get(post))


def test_a_form_sent_twice_acts_once_and_leads_to_the_same_place(office: Client) -> None:
    before = added()
    sent = ANN | {"submission_key": value_of(office.get(ADD), "submission_key")}

    first, second = office.post(ADD, sent), office.post(ADD, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert added() == before + 1


def test_two_forms_act_twice(office: Client) -> None:
    keys = {value_of(office.get(ADD), "submission_key") for _ in range(2)}
    before = added()

    assert len(keys) == 2
    for number, key in enumerate(keys):
        office.post(ADD, ANN | {"email": f"ann{number}@example.org", "submission_key": key})
    assert added() == before + 2


@pytest.mark.parametrize("key", ["", "\x00", "a\x00b", "x" * 5000, "é" * 64])
def test_whatever_key_is_sent_the_form_acts(office: Client, key: str) -> None:
    before = added()

    assert office.post(ADD, ANN | {"submission_key": key}).status_code == 302
    assert added() == before + 1


def test_the_key_of_somebody_else_tells_nothing_and_does_nothing(cast: Cast, office: Client) -> None:
    first = office.post(ADD, ANN | {"submission_key": "theirs"})
    before = added()

    other = cast.client("technical").post(ADD, ANN | {"email": "b@example.org", "submission_key": "theirs"})

    assert other.status_code == 302
    assert other["Location"] == ADD != first["Location"]
    assert added() == before


def test_a_button_that_is_refused_says_why_where_it_stood(cast: Cast, office: Client) -> None:
    one = f"/directory/people/{cast.people['manager'].ref}/"

    answer = office.post(f"{one}stop/", follow=True)

    assert answer.redirect_chain == [(one, 302)]
    assert "You cannot stop yourself." in words(answer)


def test_many_clicks_at_once_act_once(demonstration: RealDatabase, demonstration_cast: Cast) -> None:
    clients = [demonstration_cast.client("manager") for _ in range(6)]
    before = added()

    answers = race(6, lambda number: clients[number].post(ADD, ANN | {"submission_key": "one-key"}))

    assert [getattr(answer, "status_code", answer) for answer in answers] == [302] * 6
    assert added() == before + 1
    assert DoneOnce.objects.filter(key="one-key").count() == 1
    assert lines_by(demonstration_cast.people["manager"].pk)[0].what == "added a person to the directory"


def test_a_second_visitor_with_the_same_key_is_not_told_that_theirs_was_done(rf: RequestFactory, cast: Cast) -> None:
    done: list[str] = []
    manager = cast.acting("manager")

    def sent_by(session: SessionStore) -> Any:
        request = rf.post("/refer/", {"words": "A child is unsafe.", "submission_key": "the-same-key"})
        request.session = session
        request.actor = Actor.visitor(cast.now)

        def do() -> HttpResponse:
            name = f"visitor {len(done)}"
            accounts.invite(manager, email=f"{name.replace(' ', '.')}@example.org")
            done.append(name)
            return HttpResponseRedirect(f"/done/{len(done)}/")

        return act_page(request, do=do, back="/refer/")

    first, second = SessionStore(), SessionStore()
    first.create()
    second.create()
    assert [sent_by(session)["Location"] for session in (first, second, first)] == ["/done/1/", "/done/2/", "/done/1/"]
    assert done == ["visitor 0", "visitor 1"]


def test_a_refusal_that_comes_back_on_a_form_leaves_a_line(office: Client) -> None:
    before = Entry.objects.filter(kind="refusal").count()
    office.post(ADD, ANN | {"email": "helen.marsh@example.org"})
    assert Entry.objects.filter(kind="refusal").count() == before + 1
