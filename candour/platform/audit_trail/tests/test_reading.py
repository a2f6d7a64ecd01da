"""What history says of reading: who looked at which case, once for each page, and never a word of what it holds."""

from __future__ import annotations

from django.apps import apps
from django.urls import reverse

from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import history_of, lines_by
from candour.platform.vault.facts import place_of
from candour.platform.vault.models import Fact
from candour.platform.vault.sealing import unseal
from tests.cast import Cast
from tests.pages import words
from tests.planted import found_in


def newest() -> Entry:
    return Entry.objects.order_by("-number")[0]


def test_looking_at_a_case_is_a_line_with_the_page(told: Cast) -> None:
    case = told.case(kind="concern")
    before = Entry.objects.count()

    assert told.client("manager").get(reverse("case", args=[case.ref])).status_code == 200

    assert Entry.objects.count() == before + 1
    line = history_of(case, kinds=("read",))[0]
    assert (line.who, line.what, line.at) == ("Priya Anand", "looked at the page “Overview”", told.now)
    assert lines_by(told.people["manager"].pk)[0] == line


def test_a_page_is_one_line_however_much_it_shows(told: Cast) -> None:
    client, case = told.client("manager"), told.case(kind="concern")

    titles = {
        "case_history": "History",
        "case_team": "Team and conflicts",
        "case_referral": "Referral and people",
        "case_tracker": "Tracker, hold, tabling",
    }
    for page, title in titles.items():
        before = Entry.objects.count()
        assert client.get(reverse(page, args=[case.ref])).status_code == 200
        assert Entry.objects.count() == before + 1, page
        assert newest().facts == {"page": title}
        assert (newest().within_kind, newest().within_id) == ("cases.case", str(case.pk)), page


def test_the_tracker_counts_as_reading(told: Cast) -> None:
    before = Entry.objects.filter(kind="read").count()

    assert told.client("manager").get("/cases/").status_code == 200

    read = Entry.objects.filter(kind="read").order_by("-number")[: Entry.objects.filter(kind="read").count() - before]
    assert {one.subject_kind for one in read} == {"directory.partnership"}
    assert len({one.subject_id for one in read}) == len(read) == 2, "once for each partnership whose cases it shows"


def test_a_page_that_is_refused_is_no_reading(told: Cast) -> None:
    before = Entry.objects.filter(kind="read").count()

    told.client("redbridge").get(reverse("case", args=[told.case(kind="concern").ref]))

    assert Entry.objects.filter(kind="read").count() == before


def test_what_is_public_leaves_no_line(told: Cast) -> None:
    before = Entry.objects.count()
    client = told.client("manager")

    for path in ("/rules/", "/directory/", "/account/"):
        assert client.get(path).status_code == 200
    assert Entry.objects.count() == before


def test_one_can_read_what_is_known_of_oneself(told: Cast) -> None:
    client = told.client("manager")
    client.get(reverse("case", args=[told.case(kind="concern").ref]))

    assert "looked at the page “Overview”" in words(client.get("/account/activity/"))


KINSHIP = {"Father", "Mother", "Grandmother", "Stepfather", "Aunt", "Uncle", "Sister", "Brother"}
"""What the vault holds in the place of a name where none is known, and anybody may say of somebody."""


def private_words() -> list[str]:
    """What the vault holds in the demonstration, but for what is shorter than a name, a date or a kinship."""
    held = [unseal(fact.sealed, place_of(fact.identity, fact.name)) for fact in Fact.objects.select_related("identity")]
    return sorted({text for text in held if len(text) > 3 and not text[:4].isdigit()} - KINSHIP)


def test_no_private_word_stands_in_the_trail_of_the_whole_demonstration(told: Cast) -> None:
    trail = "\n".join(f"{entry.who} {entry.facts}" for entry in Entry.objects.all())
    planted = private_words()
    assert len(planted) >= 10

    assert found_in(trail, planted) == []


def test_a_private_word_in_the_trail_would_be_found(told: Cast) -> None:
    planted = private_words()[0]
    entry = newest()
    entry.facts = {"what": f"wrote about {planted}"}

    assert found_in(f"{entry.who} {entry.facts}", [planted]) == [planted]


def test_reading_what_is_confidential_besides_cases_is_a_line_too(told: Cast) -> None:
    # IG-01
    client = told.client("manager")
    for name, model in (
        ("meeting", "governance.meeting"),
        ("minutes", "governance.minutes"),
        ("redaction", "publishing.dossier"),
        ("edition", "publishing.edition"),
        ("matrix", "learning.report"),
    ):
        rows = apps.get_model(model).objects.order_by("pk")
        refs = rows.values_list("meeting__ref" if name == "minutes" else "ref", flat=True)
        seen = [ref for ref in refs if client.get(reverse(name, args=[ref])).status_code == 200]
        before = Entry.objects.filter(kind="read").count()
        assert client.get(reverse(name, args=[seen[0]])).status_code == 200
        assert Entry.objects.filter(kind="read").count() == before + 1, name
