"""What is released comes onto the site whole and once, and is corrected in the open; the rest is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client

from candour.platform.access.policy import Refused
from candour.practice.directory.models import Partnership
from candour.practice.public import operations as public
from candour.practice.public.models import Document, DocumentFile, MeetingDate, Promise, PromiseStep
from candour.practice.public.queries import document_of_source
from tests.cast import Cast

SLUG = "havering-scp"


def here() -> int:
    return int(Partnership.objects.get(short_name="Havering SCP").pk)


def put(cast: Cast, key: str = "manager", **facts: Any) -> str:
    given = {
        "kind": "minutes",
        "title": "Board, June",
        "summary": "What was said.",
        "body": "Said.",
        "source_ref": "m:1",
    }
    return public.put_document(cast.acting(key), partnership_id=here(), **given | facts)


def promise(cast: Cast, report: str, **facts: Any) -> str:
    given = {
        "source_ref": "r:1",
        "recommendation": "Count missed visits.",
        "report_ref": report,
        "who": "The council",
        "what": "A list.",
        "by_when": date(2027, 3, 1),
        "status": "promised",
        "evidence": "",
        "reason": "",
    }
    return public.put_promise(cast.acting("manager"), partnership_id=here(), **given | facts)


def seen(ref: str) -> str:
    return Client().get(f"/public/{SLUG}/documents/{ref}/").content.decode()


def test_files_come_out_byte_for_byte_and_only_to_be_saved(told: Cast) -> None:
    content = bytes(range(256)) * 5
    ref = put(told, files=[public.ReleasedFile("../Minutes <June>.pdf", content)])
    page = seen(ref)
    address = page.partition('<a class="govuk-link" href="/public/havering-scp/documents/' + ref + "/files/")[2][:24]

    answer = Client().get(f"/public/{SLUG}/documents/{ref}/files/{address}/")

    assert answer.content == content
    assert answer["Content-Disposition"] == 'attachment; filename="Minutes _June_.pdf"'
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_one_source_stands_once_and_a_correction_takes_its_place(told: Cast) -> None:
    first = put(told, kind="review", title="Review")
    with pytest.raises(Refused, match="published already"):
        put(told, kind="review", title="Review again")
    owed = promise(told, first)
    public.put_meeting_date(
        told.acting("manager"), partnership_id=here(), source_ref="meeting", title="Board", on=date(2026, 6, 3),
        minutes_ref=first,
    )  # fmt: skip
    with pytest.raises(Refused, match="Say what was corrected"):
        put(told, corrects=first)

    second = put(told, kind="review", title="Review", body="Right now.", corrects=first, change_note="A wrong month.")
    third = put(
        told, kind="review", title="Review", body="Right at last.", corrects=second, change_note="A wrong year."
    )

    assert f"/documents/{third}/" in seen(first), "an old address leads to the newest version"
    assert "corrected on 18 November 2026: A wrong month." in " ".join(seen(first).split())
    assert 'content="noindex"' in seen(first)
    assert all(words in seen(third) for words in ("A wrong month.", "A wrong year.", "First version"))
    with pytest.raises(Refused, match="withdrawn or corrected already"):
        put(told, corrects=first, change_note="Once more.")
    assert Promise.objects.get(ref=owed).document.ref == third
    assert MeetingDate.objects.get(came_from="meeting").minutes.ref == third
    listed = Client().get(f"/public/{SLUG}/reviews/").content.decode()
    assert (f"/documents/{third}/" in listed, f"/documents/{first}/" in listed) == (True, False)
    standing = document_of_source(told.acting("manager"), here(), "m:1")
    assert standing is not None
    assert standing.ref == third


def test_what_was_withdrawn_may_be_published_anew(told: Cast) -> None:
    first = put(told)
    public.withdraw_document(told.acting("police"), ref=first, reason="A slip.")

    assert seen(put(told, body="Right now."))
    with pytest.raises(Refused, match="not on the public site"):
        promise(told, first)


def test_withdrawing_a_version_takes_those_before_it_along(told: Cast) -> None:
    name = [public.ReleasedFile("minutes.pdf", b"Wren was there.")]
    first = put(told, body="Wren was there.", files=name)
    second = put(told, body="A child was there.", corrects=first, change_note="A name.")
    third = put(told, body="Somebody was there.", corrects=second, change_note="A word.")
    public.withdraw_document(told.acting("police"), ref=second, reason="It told who.", hide_title=True)

    answers = {ref: Client().get(f"/public/{SLUG}/documents/{ref}/") for ref in (first, second, third)}

    assert [answer.status_code for answer in answers.values()] == [410, 410, 200]
    assert "It told who." in answers[first].content.decode()
    assert not DocumentFile.objects.filter(document__ref=first).exists()
    assert not Document.objects.filter(Q(body__contains="Wren") | Q(words__contains="wren"), came_from="m:1").exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"summary": " "}, "a summary in plain words"),
        ({"kind": "case-file"}, "no place on the public site"),
        ({"published_on": date(2027, 1, 1)}, "has not come yet"),
        ({"keep_until": date(2027, 11, 17)}, "at least a year"),
        ({"files": [public.ReleasedFile("a.docm", b"x")]}, "not published: a.docm"),
        ({"key": "nelft"}, "You cannot put what was released"),
        ({"key": "redbridge"}, "You cannot put what was released"),
    ],
)
def test_what_may_not_stand_there_is_refused(facts: dict[str, Any], reason: str, told: Cast) -> None:
    before = Document.objects.count()

    with pytest.raises(Refused, match=reason):
        put(told, **facts)

    assert Document.objects.count() == before


@pytest.mark.once
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"status": "refused", "what": ""}, "says why"),
        ({"status": "evidenced"}, "what shows that it was done"),
        ({"status": "sustained", "evidence": "  "}, "what shows that it was done"),
        ({"what": ""}, "what was promised"),
        ({"status": "perhaps"}, "no status"),
        ({"who": ""}, "to which body"),
    ],
)
def test_a_promise_that_says_too_little_is_refused(facts: dict[str, Any], reason: str, told: Cast) -> None:
    with pytest.raises(Refused, match=reason):
        promise(told, put(told, kind="review"), **facts)


def test_every_move_of_a_promise_is_seen_and_nothing_else_is_a_move(told: Cast) -> None:
    report = put(told, kind="review")
    ref = promise(told, report, status="no-response", what="", by_when=None)
    assert promise(told, report) == ref
    promise(told, report, what="A better list.")
    promise(told, report, what="A better list.", by_when=date(2027, 9, 1))

    page = Client().get(f"/public/{SLUG}/promises/{ref}/").content.decode()

    assert [one.status for one in PromiseStep.objects.filter(promise__ref=ref)] == [
        "no-response",
        "promised",
        "promised",
    ]
    assert all(
        words in page for words in ("No response", "No date", "1 March 2027", "1 September 2027", "A better list.")
    )


def test_a_site_of_another_partnership_shows_none_of_it(told: Cast) -> None:
    ref = put(told)
    other = Client()

    assert other.get(f"/public/redbridge-scp/documents/{ref}/").status_code == 404
    assert b"Board, June" not in other.get("/public/redbridge-scp/meetings/").content
    assert b"Board, June" not in other.get("/public/redbridge-scp/search/?q=board").content
    assert document_of_source(told.acting("redbridge"), here() + 1, "m:1") is None


def test_a_search_finds_all_the_words_and_minds_no_accent_or_case(told: Cast) -> None:
    ref = put(told, title="The Café’s learning", body="About 100% of babies_")

    def finds(asked: str) -> bool:
        return ref in Client().get(f"/public/{SLUG}/search/", {"q": asked}).content.decode()

    assert finds("CAFE'S babies")
    assert finds("100%")
    assert finds("babies_")
    assert not finds("cafe’s wombat")
    assert not finds("ba%ies")
    assert not finds("babie__")
    assert not finds("\0")


def test_the_promise_page_filters_by_body_and_status(told: Cast) -> None:
    def page(**asked: str) -> str:
        return Client().get(f"/public/{SLUG}/promises/", asked).content.decode()

    housing = page(who="Havering Housing")
    assert ("Tell health visitors" in housing, "Teach all staff" in housing) == (True, False)
    assert "No response" in housing
    assert "There are not enough social workers" in page(status="refused")
    assert "No promise is like this." in page(who="Havering Housing", status="refused")
    assert "The day has passed" in page(status="under-way")
    assert page(status="nonsense", page="99999999") == page(page="x")


def test_fifty_promises_fill_a_page_and_the_questions_stay(told: Cast) -> None:
    report = put(told, kind="review")
    one = Promise.objects.get(ref=promise(told, report))
    Promise.objects.bulk_create(
        Promise(site=one.site, document=one.document, came_from=f"many:{number}", recommended="Do it.",
                who=f"Body {number % 7}", status="no-response", changed_at=told.now,
                published_on=told.now.date())
        for number in range(54)
    )  # fmt: skip

    page = Client().get(f"/public/{SLUG}/promises/").content.decode()

    assert page.count("promises__one") == 50
    assert 'rel="next" href="?page=2"' in page
    assert Client().get(f"/public/{SLUG}/promises/?page=2").content.decode().count("promises__one") == 11


@pytest.mark.once
def test_nothing_a_released_text_says_becomes_more_than_text(told: Cast) -> None:
    nasty = "# <script>x</script>\n\n- [a](javascript:x)\n\n| <b>a | b |\n|---|---|\n| \"' | c | d |"
    ref = put(told, title="<i>T", summary="<script>", body=nasty, fact_sheet={"<u>": ["<s>"]}, easy_read=nasty)
    page = seen(ref)

    assert [part for part in ("<script>", "<i>T", "<b>a", "<u>", "<s>") if part in page] == []
    assert 'href="javascript' not in page
    feed = Client().get(f"/public/{SLUG}/feed/").content.decode()
    assert "&lt;script&gt;" in feed
    assert told.now.date() + timedelta(days=365) == Document.objects.get(ref=ref).keep_until
