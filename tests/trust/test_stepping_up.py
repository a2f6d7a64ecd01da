"""Before records are erased, the public reads something or a person is answered, the second step is asked for again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candour.platform.accounts import sessions
from candour.platform.audit_trail.models import Entry
from candour.platform.retention.models import Erasure
from candour.platform.subject_access import operations as requests
from candour.platform.subject_access.models import AccessRequest
from candour.platform.vault import operations as vault
from candour.platform.vault.models import Identity
from candour.practice.cases.models import Case, LinkedProcess, TeamMember
from candour.practice.public import operations as public
from candour.practice.public.models import Document, Site
from tests.cast import Cast
from tests.pages import markup, words

PAGE = "http://testserver"


@dataclass(frozen=True)
class Act:
    """Something that wants a fresh proof: by whom, from which page, to which address, and whether it was done."""

    key: str
    page: str
    address: str
    sent: dict[str, str]
    is_done: Callable[[], bool]


def erasing(told: Cast) -> Act:
    case = Case.objects.filter(partnership=told.partnership()).earliest("pk")
    LinkedProcess.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(closed_at=datetime(2011, 3, 1, 12, 0, tzinfo=UTC))
    told.client("manager").post(reverse("retention_ended", args=[told.partnership().ref, "closed-case"]))
    address = reverse("erasure", args=[Erasure.objects.get().ref])
    return Act("administrator", address, address, {"sure": "on"}, lambda: not Case.objects.filter(pk=case.pk).exists())


def publishing(told: Cast) -> Act:
    ref = _leaflet(told)
    return Act(
        "council",
        reverse("site_document", args=[ref]),
        reverse("site_confirm", args=[ref]),
        {"submission_key": "a-key-of-its-page"},
        lambda: Document.objects.get(ref=ref).shown_at is not None,
    )


def publishing_easy_read(told: Cast) -> Act:
    ref = _leaflet(told)
    public.confirm_document(told.acting("council"), ref=ref)
    version = Document.objects.get(ref=ref).version
    public.put_easy_read(told.acting("manager"), ref=ref, version=version, text="On the back.")
    return Act(
        "council",
        reverse("site_document", args=[ref]),
        reverse("site_easy_read_confirm", args=[ref]),
        {"version": str(version + 1)},
        lambda: Document.objects.get(ref=ref).easy_read == "On the back.",
    )


def opening_the_site(told: Cast) -> Act:
    Site.objects.filter(slug="havering-scp").update(opened_on=None)
    return Act(
        "manager",
        reverse("site_keep", args=["havering-scp"]),
        reverse("site_open", args=["havering-scp"]),
        {"submission_key": "a-key-of-its-page"},
        lambda: Site.objects.get(slug="havering-scp").opened_on is not None,
    )


def changing_its_words(told: Cast) -> Act:
    address = reverse("site_words", args=["havering-scp"])
    site = Site.objects.get(slug="havering-scp")
    names = ("name", "strapline", "concern_words", "colour", "accent", "exit_address", "newsletter_months", "version")
    sent = {name: str(getattr(site, name)) for name in names} | {"about": "Who we are <now>."}
    return Act("manager", address, address, sent, lambda: Site.objects.get(pk=site.pk).about == "Who we are <now>.")


def listing(told: Cast) -> Act:
    ref = _request(told)
    who = {"forenames": "Ottilie", "surname": "Vexley", "born_on": "2012-05-04"}
    mine = TeamMember.objects.filter(person=told.people["manager"], purpose="office", left_at=None)
    case = Case.objects.filter(pk__in=mine.values("case_id")).earliest("pk")
    vault.keep(told.acting("manager"), owner=case, kind="relative", facts=who)
    person = Identity.objects.latest("pk")
    requests.judge(told.acting("manager"), ref=ref, identity_ref=person.ref, is_person=True, because="The address.")
    address = reverse("access_request_bundle", args=[ref])
    taken = Entry.objects.filter(verb="subject_access.bundled")
    return Act("manager", address, address, {"reason": "To answer “now”."}, taken.exists)


def answering(told: Cast) -> Act:
    ref = _request(told)
    address = reverse("access_request_answer", args=[ref])
    sent = {"step": "refuse", "outcome": "It was not them.", "version": "1"}
    return Act("manager", address, address, sent, lambda: AccessRequest.objects.get(ref=ref).state == "refused")


def _leaflet(told: Cast) -> str:
    site = Site.objects.get(slug="havering-scp")
    written = {"title": "Safe sleep", "summary": "How.", "body": "# On the back", "audience": ""}
    return public.propose_document(
        told.acting("manager"), partnership_id=site.partnership_id, kind="leaflet", **written
    )


def _request(told: Cast) -> str:
    facts = {"forenames": "Ottilie", "surname": "Vexley", "born_on": "2012-05-04"}
    actor = told.acting("manager")
    made = requests.receive(
        actor, body_id=told.partnership().pk, received_on=actor.today, asked="Everything.", facts=facts
    )
    return made.ref


def proved(client: Client, at: datetime) -> None:
    session = client.session
    session[sessions.SECOND_FACTOR_AT] = at.isoformat()
    session.save()


def held_fields(answer: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', markup(answer))
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


ACTS = (erasing, publishing, publishing_easy_read, opening_the_site, changing_its_words, listing, answering)


@pytest.mark.parametrize("prepared", ACTS, ids=lambda one: one.__name__)
def test_an_old_proof_does_nothing_and_loses_nothing(
    told: Cast, prepared: Callable[[Cast], Act], settings: Any, tmp_path: Any
) -> None:
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    act = prepared(told)
    client = told.client(act.key)
    proved(client, told.now - timedelta(minutes=16))

    late = client.post(act.address, act.sent, HTTP_REFERER=f"{PAGE}{act.page}")
    assert late.status_code == 302
    assert late["Location"].startswith("/account/")
    assert not act.is_done()

    proved(client, told.now)
    offered = client.get(act.address)
    assert "nothing has been done with it yet" in words(offered)
    assert held_fields(offered) == act.sent
    begin_again = "" if act.page == act.address else act.page
    assert f'href="{begin_again}">Do not send it' in markup(offered)
    assert client.get(act.page).status_code == 200
    assert not act.is_done()

    client.post(act.address, held_fields(offered))
    assert act.is_done()


def test_reading_an_erasure_and_withdrawing_it_ask_for_nothing(told: Cast, settings: Any, tmp_path: Any) -> None:
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    act = erasing(told)
    client = told.client("administrator")
    proved(client, told.now - timedelta(hours=1))
    assert client.get(act.address).status_code == 200

    client.post(reverse("erasure_withdraw", args=[Erasure.objects.get().ref]))
    assert Erasure.objects.get().state == "withdrawn"
    assert not act.is_done()


def test_a_page_elsewhere_is_not_where_one_begins_again(told: Cast) -> None:
    act = publishing(told)
    client = told.client(act.key)
    for page in ("https://evil.example/site/", f"{PAGE}//evil.example/", f"{PAGE}/\\evil.example/"):
        proved(client, told.now - timedelta(minutes=16))
        client.post(act.address, act.sent, HTTP_REFERER=page)
        proved(client, told.now)
        assert 'href="">Do not send it' in markup(client.get(act.address))
