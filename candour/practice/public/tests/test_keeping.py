"""The office keeps its site through the pages: sets it up, opens it, writes for it with a second person, withdraws."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from candour.platform.accounts import sessions
from candour.platform.audit_trail.models import Entry
from candour.practice.directory.models import Partnership
from candour.practice.public.models import Contact, Document, DocumentFile, MeetingDate, Site
from tests.cast import Cast
from tests.pages import problems, words

DAY = {"on_day": "4", "on_month": "6", "on_year": "2027"}
WORDS = {
    "name": "Havering Safeguarding Adults Board",
    "strapline": "",
    "about": "Who we are.",
    "concern_words": "Tell us.",
    "colour": "#0b5c3d",
    "accent": "#b5361c",
    "exit_address": "https://www.bbc.co.uk/weather",
    "newsletter_months": "3",
}


def contact(kind: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "name": f"A {kind}", "phone": "020 7946 0999", "order": "0", **more}


def test_a_site_is_set_up_filled_and_opened(cast: Cast) -> None:
    office, everybody = cast.client("manager"), Client()
    board = Partnership.objects.get(short_name="Havering SAB")
    start = f"/site/new/{board.ref}/"

    pale = office.post(start, {**WORDS, "slug": "Havering SAB", "colour": "#9fc5e8"})
    assert pale.status_code == 422
    assert "small letters" in pale.content.decode()
    pale = office.post(start, {**WORDS, "slug": "havering-sab", "colour": "#9fc5e8"})
    assert "contrast with white is 1.8 to 1" in pale.content.decode()
    assert office.post(start, {**WORDS, "slug": "havering-sab"}).status_code == 302

    page = "/site/havering-sab/"
    assert "Add where a concern can be reported." in office.get(page).content.decode()
    assert "Open it to everybody" not in office.get(page).content.decode()
    nobody = office.post(f"{page}contacts/add/", {**contact("office"), "phone": ""})
    assert "at least one way to reach them" in nobody.content.decode()
    for kind in ("office", "partner", "concern"):
        assert office.post(f"{page}contacts/add/", contact(kind)).status_code == 302
    assert everybody.get("/public/havering-sab/").status_code == 404
    assert "havering-sab" not in everybody.get("/public/").content.decode()

    office.post(f"{page}open/")

    assert "A concern" in everybody.get("/public/havering-sab/concern/").content.decode()
    assert "--band:#0b5c3d" in everybody.get("/public/havering-sab/colours.css").content.decode()
    last = Contact.objects.get(site__slug="havering-sab", kind="concern")
    refused = office.post(f"{page}contacts/{last.ref}/remove/", follow=True)
    assert "This is the last contact of its kind" in refused.content.decode()
    assert Contact.objects.filter(pk=last.pk).exists()


def test_two_who_change_the_words_at_once_keep_both(told: Cast) -> None:
    office = told.client("manager")
    old = {**WORDS, "version": "1", "about": "Mine."}
    assert office.post("/site/havering-scp/words/", {**old, "about": "Theirs."}).status_code == 302

    answer = office.post("/site/havering-scp/words/", old)

    assert answer.status_code == 422
    assert "Theirs." in answer.content.decode()
    assert "Mine." in answer.content.decode()


def test_what_the_office_writes_is_published_by_somebody_else(told: Cast) -> None:
    writer, second, everybody = told.client("manager"), told.client("council"), Client()
    written = {"kind": "leaflet", "title": "Safe sleep", "in_short": "How.", "audience": "", "body": "# On the back"}

    ref = writer.post("/site/havering-scp/write/", written)["Location"].split("/")[-2]

    address = f"/public/havering-scp/documents/{ref}/"
    own = writer.post(f"/site/documents/{ref}/confirm/", follow=True).content.decode()
    assert "You wrote it" in own
    assert everybody.get(address).status_code == 404
    assert b"Safe sleep" not in everybody.get("/public/havering-scp/search/?q=back").content
    assert "Safe sleep" in second.get("/site/havering-scp/").content.decode()
    assert second.post(f"/site/documents/{ref}/confirm/").status_code == 302
    assert everybody.get(address).status_code == 200
    assert b"Safe sleep" in everybody.get("/public/havering-scp/search/?q=back").content
    assert Entry.objects.filter(verb="public.document_confirmed", person_id=told.people["council"].pk).count() == 1
    again = second.post(f"/site/documents/{ref}/confirm/", follow=True).content.decode()
    assert "in the meantime" in again


def test_what_leads_to_somebody_is_published_neither_by_its_writer_nor_by_a_second_reader(told: Cast) -> None:
    # IG-03
    writer, second, everybody = told.client("manager"), told.client("council"), Client()
    fine = "Ring 020 7946 0313 or write to havering-scp@example.org. We meet at the town hall on 4 June."
    risky = "The girl, aged 7, lived in Dunford and had epilepsy. Her number is 943 476 5919; ring 020 7946 0777."
    written = {"kind": "leaflet", "title": "Safe sleep", "in_short": "How.", "audience": "", "body": fine}

    told_writer = problems(writer.post("/site/havering-scp/write/", {**written, "body": f"{fine}\n\n{risky}"}))
    assert told_writer[0].startswith("Text: “943 476 5919” (an NHS number, by its check digit) may lead to somebody.")
    assert "“020 7946 0777” (a telephone number)" in told_writer[1]
    assert "or add it to the contacts of the site if it is for everybody" in told_writer[1]
    assert told_writer[2].startswith("Text: Paragraph 2 has an exact age (“aged 7”)")
    assert not Document.objects.filter(title="Safe sleep").exists()

    ref = writer.post("/site/havering-scp/write/", written)["Location"].split("/")[-2]
    Document.objects.filter(ref=ref).update(body=risky)
    refused = words(second.post(f"/site/documents/{ref}/confirm/", follow=True))
    assert "“943 476 5919” (an NHS number, by its check digit) may lead to somebody. Leave it out." in refused
    assert everybody.get(f"/public/havering-scp/documents/{ref}/").status_code == 404
    Document.objects.filter(ref=ref).update(body=fine)
    second.post(f"/site/documents/{ref}/confirm/")
    assert everybody.get(f"/public/havering-scp/documents/{ref}/").status_code == 200

    version = Document.objects.get(ref=ref).version
    easy = problems(writer.post(f"/site/documents/{ref}/easy-read/", {"text": risky, "version": version}))
    assert easy[0].startswith("Easy-read version: “943 476 5919”")
    writer.post(f"/site/documents/{ref}/easy-read/", {"text": "Sleep on your back.", "version": version})
    Document.objects.filter(ref=ref).update(easy_read_waiting=risky)
    second.post(f"/site/documents/{ref}/easy-read/confirm/", {"version": version + 1})
    assert Document.objects.get(ref=ref).easy_read == ""


def test_the_postcode_of_a_venue_may_stand_and_that_of_a_home_may_not(told: Cast) -> None:
    # IG-03
    office = told.client("manager")
    body = "We meet at the Town Hall, RM1 3BD. Park in RM5 2QQ."
    written = {"kind": "leaflet", "title": "Come along", "in_short": "How.", "audience": "", "body": body}
    both = problems(office.post("/site/havering-scp/write/", written))
    mend = "(a postcode) may lead to somebody. Leave it out, or add it to the contacts of the site"
    assert [one.partition(" if it")[0] for one in both] == [f"Text: “RM1 3BD” {mend}", f"Text: “RM5 2QQ” {mend}"]
    venue = {"kind": "venue", "name": "Town Hall", "when": "", "phone": "", "email": "", "web": "", "order": "0"}
    nowhere = problems(office.post("/site/havering-scp/contacts/add/", {**venue, "address": ""}))
    assert nowhere == ["Give the address of the place where meetings are held."]
    office.post("/site/havering-scp/contacts/add/", {**venue, "address": "Main Road, Romford, rm13bd"})

    left = problems(office.post("/site/havering-scp/write/", written))
    assert [one.partition(" if it")[0] for one in left] == [f"Text: “RM5 2QQ” {mend}"]
    sent = office.post("/site/havering-scp/write/", {**written, "body": "We meet at the Town Hall, RM1 3BD."})
    assert sent.status_code == 302
    about = words(Client().get("/public/havering-scp/about/"))
    assert "Where we meet" in about
    assert "Main Road, Romford, rm13bd" in about


def test_an_address_alone_is_no_way_to_report_a_concern(told: Cast) -> None:
    sent = {"kind": "concern", "name": "Front door", "address": "1 Main Road, Romford", "order": "0"}
    asked = problems(told.client("manager").post("/site/havering-scp/contacts/add/", sent))
    assert asked == ["Give at least one way to reach them: a telephone number, an email address or a web address."]


@pytest.mark.parametrize(
    ("address", "sent", "part"),
    [
        ("words/", {**WORDS, "version": "1", "about": "Call 020 7946 0777."}, "What the partnership is"),
        (
            "contacts/add/",
            {"kind": "office", "name": "Office", "when": "Or 020 7946 0777", "phone": "01708 431 000", "order": "0"},
            "For whom or when",
        ),
        ("dates/add/", {"title": "Board", "note": "Call 020 7946 0777.", **DAY}, "Note"),
    ],
)
def test_what_the_site_says_of_itself_leads_to_nobody(
    told: Cast, address: str, sent: dict[str, str], part: str
) -> None:
    # IG-03
    refused = problems(told.client("manager").post(f"/site/havering-scp/{address}", sent))
    assert [one.partition(" may lead")[0] for one in refused] == [f"{part}: “020 7946 0777” (a telephone number)"]


def test_a_site_whose_words_lead_to_somebody_is_not_opened(told: Cast) -> None:
    Site.objects.filter(slug="havering-scp").update(opened_on=None, strapline="Call 020 7946 0777.")
    refused = words(told.client("manager").post("/site/havering-scp/open/", follow=True))
    assert "One line under the name: “020 7946 0777” (a telephone number) may lead to somebody." in refused
    assert Site.objects.get(slug="havering-scp").opened_on is None


def test_a_withdrawn_document_leaves_its_day_and_its_reason_and_nothing_else(told: Cast) -> None:
    office, everybody = told.client("manager"), Client()
    review = Document.objects.get(kind="review", corrected_on=None)
    file = DocumentFile.objects.get(document=review)
    address = f"/public/havering-scp/documents/{review.ref}/"
    promises = "/public/havering-scp/promises/"
    assert b"missed appointments" in everybody.get(promises).content
    form = f"/site/documents/{review.ref}/withdraw/"
    assert "It was to stay on the site until" in office.get(form).content.decode()
    assert office.post(form, {"reason": " "}).status_code == 422

    office.post(form, {"reason": "A detail could have told who it is about.", "hide_title": "on"})

    for gone in (address, f"{address}easy-read/", f"{address}files/{file.ref}/", f"{address}facts.json"):
        answer = everybody.get(gone)
        assert answer.status_code == 410, gone
        assert "A detail could have told who it is about." in answer.content.decode()
        assert "Wren" not in answer.content.decode()
    assert b"missed appointments" not in everybody.get(promises).content
    assert b"Wren" not in everybody.get("/public/havering-scp/search/?q=baby").content
    assert b"Wren" not in everybody.get("/public/havering-scp/feed/").content
    row = Document.objects.get(pk=review.pk)
    assert (row.body, row.summary, row.easy_read, row.words, row.fact_sheet) == ("", "", "", "", {})
    assert not DocumentFile.objects.filter(document=review).exists()
    assert Entry.objects.filter(verb="public.document_withdrawn_early").exists()


def test_an_easy_read_version_and_a_meeting_date_are_added(told: Cast) -> None:
    office, everybody = told.client("administrator"), Client()
    policy = Document.objects.get(title="When babies are bruised")
    easy = f"/public/havering-scp/documents/{policy.ref}/easy-read/"
    assert everybody.get(easy).status_code == 404

    office.post(f"/site/documents/{policy.ref}/easy-read/", {"text": "A bruise is blue.", "version": policy.version})
    assert everybody.get(easy).status_code == 404
    sent = {"version": str(policy.version + 1)}
    refused = office.post(f"/site/documents/{policy.ref}/easy-read/confirm/", sent, follow=True)
    assert "Somebody else must read it before it is published. You wrote it." in words(refused)
    told.client("manager").post(f"/site/documents/{policy.ref}/easy-read/confirm/", sent)
    on = told.now.date() + timedelta(days=70)
    day = {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}
    office.post("/site/havering-scp/dates/add/", {"title": "Young people’s board", "note": "", **day})

    assert "A bruise is blue." in everybody.get(easy).content.decode()
    assert "Young people’s board" in everybody.get("/public/havering-scp/meetings/").content.decode()
    added = MeetingDate.objects.get(title="Young people’s board")
    office.post(
        f"/site/havering-scp/dates/{added.ref}/", {"title": added.title, "is_cancelled": "on", "version": "1", **day}
    )
    assert "Cancelled" in everybody.get("/public/havering-scp/meetings/").content.decode()


def test_the_office_is_told_what_should_be_there(told: Cast) -> None:
    page = told.client("manager").get("/site/havering-scp/").content.decode()

    assert "“Child protection procedures” was to be reviewed by" in page
    assert "Recommendations without a response: 1." in page
    assert "Promises whose day has passed: 1." in page
    assert "Meetings held more than eight weeks ago without published minutes: 1." in page
    Document.objects.filter(kind="newsletter").update(published_on=told.now.date() - timedelta(days=200))
    page = told.client("manager").get("/site/havering-scp/").content.decode()
    assert "A newsletter is due every 3 months." in page


def test_nobody_of_another_partnership_keeps_it(told: Cast) -> None:
    document = Document.objects.filter(site__slug="havering-scp").earliest("pk")
    before = Site.objects.get(slug="havering-scp").version

    for key in ("redbridge", "lay", "nelft"):
        browser = told.client(key)
        assert browser.get("/site/havering-scp/").status_code == 404, key
        assert browser.post("/site/havering-scp/words/", {**WORDS, "version": before}).status_code == 404, key
        assert browser.post(f"/site/documents/{document.ref}/withdraw/", {"reason": "x"}).status_code == 404, key
    partner = told.client("council")
    assert partner.get("/site/havering-scp/").status_code == 200
    assert partner.get("/site/havering-scp/words/").status_code == 403
    assert Site.objects.get(slug="havering-scp").version == before


def test_withdrawing_asks_for_the_second_step_again_here_too(told: Cast) -> None:
    client, document = told.client("council"), Document.objects.filter(site__slug="havering-scp").earliest("pk")
    session = client.session
    session[sessions.SECOND_FACTOR_AT] = (told.now - timedelta(hours=1)).isoformat()
    session.save()

    answer = client.post(f"/site/documents/{document.ref}/withdraw/", {"reason": "A slip."})

    assert answer["Location"].startswith("/account/")
    assert Document.objects.get(pk=document.pk).withdrawn_on is None
