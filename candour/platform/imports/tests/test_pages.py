"""The pages of imports, from sending a table to undoing it, without any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from candour.platform.access.models import EmergencyAccess as Folder
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.models import Entry
from candour.platform.files.tests.browsing import browser_of, pages  # noqa: F401
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.tests.conftest import HEAD
from candour.platform.imports.tests.documents import word
from candour.platform.imports.tests.sent import ROWS
from tests.pages import markup, value_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

PASTED = "\n".join("\t".join(row) for row in (HEAD, *ROWS))


@pytest.fixture
def ines(now: datetime) -> Account:
    return Account.objects.create_user("ines@example.net", joined_at=now)


@pytest.fixture
def hers(ines: Account, folder: Callable[..., Folder]) -> Folder:
    return folder(ines.pk)


@pytest.fixture
def visit(ines: Account) -> Client:
    return browser_of(ines)


def begun(visit: Client, hers: Folder, **answers: Any) -> Any:
    return visit.post(f"/imports/new/people/{hers.pk}/", answers or {"text": PASTED}, follow=True)


def test_the_whole_way_there_and_back(visit: Client, hers: Folder) -> None:
    page = visit.get(f"/imports/new/people/{hers.pk}/")
    assert "Bring the list of people." in words(page)
    assert "Email (must be there)" in words(page)
    assert 'enctype="multipart/form-data"' in page.content.decode()

    report = begun(visit, hers)
    assert (report.status_code, report.templates[0].name) == (200, "imports/check.html")
    said = words(report)
    assert "3 rows will be imported 1 row has a problem and will be left out 1 correction is proposed" in said
    assert "The text, row 3 Email: bea@example.org Lead Agency: LBBB Status: Open" in said
    assert "Printed: “LBBB”. Change it to “LBBD”." in said
    assert "Problem: There is no email address." in said
    assert "To settle: Which agency is this?" in said
    assert Account.objects.count() == 1

    run = ImportRun.objects.get()
    result = visit.post(
        f"/imports/{run.ref}/",
        {"version": value_of(report, "version"), "accept": ["2-0"], "then": "import"},
        follow=True,
    )
    said = words(result)
    assert "The rows are imported." in said
    assert "3 rows were imported 1 row was left out" in said
    assert "Lead agency: LBBD" in said, "as it was accepted"
    assert "Undo the import" in said
    assert f'href="/folders/{hers.pk}/"' in result.content.decode()
    assert Account.objects.count() == 4

    undone = visit.post(f"/imports/{run.ref}/undo/", follow=True)
    assert "The import is undone." in words(undone)
    assert "Undo the import" not in words(undone)
    assert Account.objects.count() == 1


def test_a_file_is_read_like_a_pasted_table(visit: Client, hers: Folder) -> None:
    report = begun(visit, hers, file=SimpleUploadedFile("log.docx", word([HEAD, *ROWS])))

    assert "Table 1, row 3 Email: bea@example.org" in words(report)


def test_choices_can_be_saved_for_later(visit: Client, hers: Folder) -> None:
    version = value_of(begun(visit, hers), "version")
    address = f"/imports/{ImportRun.objects.get().ref}/"

    saved = visit.post(address, {"version": version, "accept": ["2-0"], "then": "save"}, follow=True)

    assert "Your choices are saved. Nothing has been imported yet." in words(saved)
    assert 'value="2-0" id="accept-2-0" checked' in markup(saved)
    assert ImportRow.objects.get(number=2).decisions == [0]
    assert Account.objects.count() == 1


def test_a_refusal_keeps_the_ticks_and_says_every_reason(visit: Client, hers: Folder) -> None:
    Account.objects.create_user("ada@example.org")
    version = value_of(begun(visit, hers), "version")
    address = f"/imports/{ImportRun.objects.get().ref}/"
    answers = {"version": version, "accept": ["2-0"], "then": "import", "submission_key": "a-key"}

    refused = visit.post(address, answers)

    assert refused.status_code == 422
    assert "Row 1: It cannot be imported, because it clashes with a record that is there." in words(refused)
    assert 'value="2-0" id="accept-2-0" checked' in markup(refused)
    Account.objects.filter(email="ada@example.org").delete()
    again = answers | {"submission_key": value_of(refused, "submission_key")}
    assert "The rows are imported." in words(visit.post(address, again, follow=True)), "the same form works now"


def test_the_same_form_sent_twice_imports_once(visit: Client, hers: Folder) -> None:
    version = value_of(begun(visit, hers), "version")
    address = f"/imports/{ImportRun.objects.get().ref}/"
    answers = {"version": version, "then": "import", "submission_key": "a-key"}

    first, second = visit.post(address, answers), visit.post(address, answers)

    assert (first.status_code, second.status_code) == (302, 200)
    assert Account.objects.count() == 4


def test_the_same_table_sent_twice_with_one_form_is_one_import(visit: Client, hers: Folder) -> None:
    answers = {"text": PASTED, "submission_key": "a-key"}
    address = f"/imports/new/people/{hers.pk}/"

    first, second = visit.post(address, answers), visit.post(address, answers)

    assert first["Location"] == second["Location"]
    assert ImportRun.objects.count() == 1


def test_somebody_quicker_is_not_overwritten(visit: Client, hers: Folder) -> None:
    version = value_of(begun(visit, hers), "version")
    address = f"/imports/{ImportRun.objects.get().ref}/"
    visit.post(address, {"version": version, "accept": ["2-0"], "then": "save"})

    stale = visit.post(address, {"version": version, "then": "import"})

    assert stale.status_code == 422
    assert "Somebody else changed this" in words(stale)
    assert Account.objects.count() == 1


def test_where_nothing_fits_it_says_what_was_found_and_missed_and_keeps_the_words(visit: Client, hers: Folder) -> None:
    pasted = "Email\tShoe size\tColour\nadä@example.org\t7\t<b>blue</b>"

    answer = begun(visit, hers, text=pasted)

    said = words(answer)
    assert "Nothing can be imported from this" in said
    assert "Nothing was changed, and what you sent is kept." in said
    assert "The text, 2 rows: not read. Columns that are not there: Lead agency, Status" in said
    assert "Columns that are not known here: Shoe size, Colour" in said
    assert "adä@example.org 7 <b>blue</b>" in said
    again = visit.get(re.search(r'href="([^"]*again=[^"]*)"', answer.content.decode())[1])  # type: ignore[index]
    assert "adä@example.org\t7\t&lt;b&gt;blue&lt;/b&gt;" in again.content.decode()


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, "Choose a file, or paste the table."),
        ({"text": " \n\t "}, "Choose a file, or paste the table."),
        ({"text": "a" * 2_000_001}, "at most 2000000 characters"),
    ],
)
def test_a_form_without_a_table_comes_back(visit: Client, hers: Folder, answers: dict[str, Any], reason: str) -> None:
    answer = visit.post(f"/imports/new/people/{hers.pk}/", answers)

    assert answer.status_code == 422
    assert reason in words(answer)
    assert not ImportRun.objects.exists()


def test_a_file_and_a_text_together_come_back_with_the_text(visit: Client, hers: Folder) -> None:
    answer = begun(visit, hers, file=SimpleUploadedFile("log.csv", b"a,b"), text=PASTED)

    assert answer.status_code == 422
    assert "Send one of them." in words(answer)
    assert "bea@example.org\tLBBB" in answer.content.decode()


def test_a_file_that_is_refused_is_explained(visit: Client, hers: Folder) -> None:
    answer = begun(visit, hers, file=SimpleUploadedFile("log.docm", word([HEAD, *ROWS])))

    assert "It may hold macros." in words(answer)
    assert "Nothing was changed." in words(answer)


@pytest.mark.parametrize(
    "answers",
    [
        {"version": "1", "accept": ["3-1"], "then": "import"},
        {"version": "1", "accept": ["1"], "then": "import"},
        {"version": "1", "accept": ["x-y"], "then": "import"},
        {"version": "x", "then": "import"},
        {"version": str(2**63), "then": "import"},
        {"version": "-1", "then": "import"},
        {"version": "1", "then": "destroy"},
        {"version": "1"},
        {},
    ],
)
def test_a_form_that_was_tampered_with_changes_nothing(visit: Client, hers: Folder, answers: dict[str, Any]) -> None:
    begun(visit, hers)

    answer = visit.post(f"/imports/{ImportRun.objects.get().ref}/", answers)

    assert answer.status_code == 422
    assert ImportRun.objects.get().state == "draft"
    assert Account.objects.count() == 1


def test_what_was_sent_is_never_run_by_the_page(visit: Client, hers: Folder) -> None:
    script = "<script>alert(1)</script>"
    pasted = f"Email\tAgency\t{script}\n{script}@x\t{script}\t{script}\n{script}\tLBBB\t\nq@x\tLBBB\t"

    answer = begun(visit, hers, text=pasted)

    assert answer.status_code == 200
    assert script not in answer.content.decode()
    assert "{{" not in begun(visit, hers, text=pasted.replace(script, "{{ 7|add:7 }}")).content.decode().replace(
        "{{ 7|add:7 }}", ""
    )


def test_an_undo_that_is_refused_says_why_on_the_page(visit: Client, hers: Folder) -> None:
    from candour.platform.imports.tests.conftest import touch
    from tests.folders import person

    version = value_of(begun(visit, hers), "version")
    run = ImportRun.objects.get()
    visit.post(f"/imports/{run.ref}/", {"version": version, "then": "import"})
    touch(person(1, run.made_at), Account.objects.get(email="cai@example.org"))

    answer = visit.post(f"/imports/{run.ref}/undo/", follow=True)

    assert "Row 4: what was made from it has been changed since." in words(answer)
    assert Account.objects.count() == 4


def test_others_find_nothing_at_all(visit: Client, hers: Folder, now: datetime) -> None:
    begun(visit, hers)
    run = ImportRun.objects.get()
    other = browser_of(Account.objects.create_user("other@example.net", joined_at=now))

    for answer in (
        other.get(f"/imports/new/people/{hers.pk}/"),
        other.post(f"/imports/new/people/{hers.pk}/", {"text": PASTED}),
        other.get(f"/imports/{run.ref}/"),
        other.post(f"/imports/{run.ref}/", {"version": "1", "then": "import"}),
        other.post(f"/imports/{run.ref}/undo/"),
        other.get(f"/imports/new/people/999999/?again={run.ref}"),
        visit.get("/imports/new/nothing/1/"),
        visit.get("/imports/nothing/"),
        visit.get(f"/imports/new/people/{hers.pk}/?again=nothing"),
        visit.get("/imports/new/people/not-a-number/"),
    ):
        assert answer.status_code == 404
    assert Account.objects.count() == 2


def test_whoever_may_not_import_is_told_so(visit: Client, ines: Account, folder: Callable[..., Folder]) -> None:
    closed = folder(ines.pk, may_open=False)

    answer = visit.get(f"/imports/new/people/{closed.pk}/")

    assert answer.status_code == 403
    assert "Only whoever the folder names." in words(answer)


@pytest.mark.parametrize(
    ("address", "methods"),
    [("new/people/1/", ["put", "delete"]), ("ref/", ["put", "patch"]), ("ref/undo/", ["get", "put", "delete"])],
)
def test_addresses_take_only_their_methods(visit: Client, hers: Folder, address: str, methods: list[str]) -> None:
    for method in methods:
        assert getattr(visit, method)(f"/imports/{address}").status_code == 405


def test_looking_at_an_import_is_written_into_history(visit: Client, hers: Folder) -> None:
    begun(visit, hers)
    visit.get(f"/imports/{ImportRun.objects.get().ref}/")

    assert Entry.objects.filter(kind="read").order_by("-number")[0].subject_kind == "imports.importrun"


def test_titles_and_addresses_say_nothing_of_what_was_sent(visit: Client, hers: Folder) -> None:
    answer = begun(visit, hers, file=SimpleUploadedFile("Xanthippe.csv", PASTED.replace("\t", ",").encode()))

    title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    assert title
    assert "Xanthippe" not in title[1]
    assert "xanthippe" not in str(answer.redirect_chain).lower()
