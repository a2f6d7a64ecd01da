"""The merged chronology: every event with its source, gaps and contradictions, with names and without."""

from __future__ import annotations

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.queries import history_of
from candour.practice.cases.models import Case, ChronologyEvent
from candour.practice.cases.operations import chronology as operations
from candour.practice.cases.queries.chronology import chronology, source_of
from candour.practice.cases.tests.papers import body_of, text_of, words_of_pdf, words_of_word
from candour.project.demonstration.stage import answer, request_to
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.walks import LEADS, NAMES, SUMMARY, moment, named_in, walk

TOLD = {
    "NELFT": [
        ("3 February 2026", "Visit record", "Oriel Quennell was not in. Marta Quennell gave no reason.", "A card."),
        ("about June 2026", "Clinic record", "Oriel's weight had fallen.", "To be weighed again."),
    ],
    "Police": [("10 February 2026", "Police record", "A call to 8 Saltmarsh Row.", "Nobody opened.")],
    "BHRUT": [
        ("14 June 2026", "Emergency record", "A burn on the hand of ORIEL.", "Sent home."),
        ("not known", "Maternity record", "A refusal of help.", ""),
    ],
    "Havering Education": [("16 June 2026", "School record", "The burn was seen at school.", "Told nobody.")],
}
"""What four agencies tell: nothing at all between 10 February and June, and two dates for one burn."""


@pytest.fixture
def case(cast: Cast) -> Case:
    case = walk(cast, to="asked", agencies=tuple(TOLD)).case
    for organisation, events in TOLD.items():
        said = [
            {"happened-on": on, "source": source, "event": event, "response": response}
            for on, source, event, response in events
        ]
        answer(cast.acting(LEADS[organisation], moment(23)), case, organisation, {**SUMMARY, "events": said})
    for organisation in ("BHRUT", "Havering Education"):
        burn = ChronologyEvent.objects.filter(case=case, organisation__short_name=organisation).order_by("pk").first()
        assert burn is not None
        operations.name_what_happened(cast.acting("manager"), ref=case.ref, event_ref=burn.ref, subject_key="The burn")
    return case


def test_the_events_of_four_agencies_merge_in_order_each_with_its_source(cast: Cast, case: Case) -> None:
    # RR-14, F45
    found = chronology(cast.acting("manager"), case)
    agency = {one.organisation_id: one.organisation.name for one in (request_to(case, name) for name in TOLD)}
    assert len(agency) == 4
    assert [(event.happened_on.words if event.happened_on else "", event.source) for event in found.events] == [
        ("3 February 2026", "Visit record"),
        ("10 February 2026", "Police record"),
        ("about June 2026", "Clinic record"),
        ("14 June 2026", "Emergency record"),
        ("16 June 2026", "School record"),
        ("Not known", "Maternity record"),
    ]
    assert {source_of(event) for event in found.events} == {
        f"{agency[request_to(case, name).organisation_id]}: {event[1]}"
        for name, events in TOLD.items()
        for event in events
    }
    assert len(found.sources) == 6


def test_a_silence_of_four_months_and_two_dates_for_one_thing_are_listed(cast: Cast, case: Case) -> None:
    # F45: from 10 February to 1 June 2026, the first day of "about June", are 111 days
    found = chronology(cast.acting("manager"), case)
    assert [(gap.after, gap.before, gap.days) for gap in found.gaps] == [("10 February 2026", "about June 2026", 111)]
    assert [(one.what, one.first, one.second) for one in found.contradictions] == [
        ("the burn", "14 June 2026", "16 June 2026")
    ]
    page = text_of(cast.client("manager"), reverse("case_chronology", args=[case.ref]))
    assert "days without an event, between 10 February 2026 and" in page
    assert "<strong>the burn</strong>: 14 June 2026" in page


@pytest.mark.parametrize(("first", "second", "differ"), [
    ("14 June 2026", "16 June 2026", True),
    ("14 June 2026", "14 June 2026", False),
    ("June 2026", "16 June 2026", False),
    ("June 2026", "July 2026", True),
    ("2025", "16 June 2026", True),
    ("not known", "16 June 2026", False),
])  # fmt: skip
def test_dates_contradict_each_other_only_where_they_cannot_both_be_right(
    first: str, second: str, differ: bool, cast: Cast
) -> None:
    # F45
    case = walk(cast, to="received").case
    manager = cast.acting("manager")
    for on, source in ((first, "One record"), (second, "Another record")):
        operations.add_event(
            manager, ref=case.ref, happened_on=FuzzyDate.parse(on), source=source, event="A fall.", subject_key="fall"
        )
    assert bool(chronology(manager, case).contradictions) is differ


def test_an_event_needs_its_source(cast: Cast) -> None:
    # F45
    case = walk(cast, to="received").case
    with pytest.raises(Refused) as refused:
        operations.add_event(
            cast.acting("manager"), ref=case.ref, happened_on=FuzzyDate.parse("2026"), source=" ", event=""
        )
    assert refused.value.reasons == ("Say where this is known from.", "Say what happened.")


def test_an_event_that_is_taken_out_is_kept_as_taken_out(cast: Cast, case: Case) -> None:
    manager = cast.acting("manager")
    event = chronology(manager, case).events[0]
    operations.remove_event(manager, ref=case.ref, event_ref=event.ref)
    assert event.pk not in [one.pk for one in chronology(manager, case).events]
    assert ChronologyEvent.objects.get(pk=event.pk).event == event.event
    with pytest.raises(Refused, match="taken out already"):
        operations.remove_event(manager, ref=case.ref, event_ref=event.ref)


def test_the_page_has_pseudonyms_unless_names_are_asked_for(cast: Cast, case: Case) -> None:
    # F45, REV-14
    client, address = cast.client("manager"), reverse("case_chronology", args=[case.ref])
    page = text_of(client, address)
    assert named_in(page) == []
    assert f"{case.key} was not in. [relative 1 of {case.key}] gave no reason." in page
    told = text_of(client, f"{address}?view=as-told")
    assert named_in(told) == ["Oriel", "Quennell", "Marta", "8 Saltmarsh Row"]


@pytest.mark.parametrize(("kind", "read"), [("docx", words_of_word), ("pdf", words_of_pdf)])
def test_the_chronology_is_taken_away_without_a_name(kind: str, read: object, cast: Cast, case: Case) -> None:
    # F45, REV-14
    answered = cast.client("manager").post(reverse("chronology_export", args=[case.ref, kind]))
    words = read(body_of(answered))  # type: ignore[operator]
    assert named_in(words, (*NAMES, "Marta Quennell")) == []
    for said in ("weight had fallen", "A call to", "The burn was seen at school", "days without an event", "the burn"):
        assert said in words
    assert "exported the chronology" in " ".join(line.what for line in history_of(case))


def test_opening_the_vault_for_pseudonyms_is_recorded(cast: Cast, case: Case) -> None:
    operations.anonymise_chronology(cast.acting("manager"), ref=case.ref)
    assert "read the chronology with pseudonyms in the place of names" in [line.what for line in history_of(case)]


def test_before_the_release_the_team_reads_no_agencys_events(cast: Cast, case: Case) -> None:
    # RR-07
    assert chronology(cast.acting("police"), case).events == []
    assert len(chronology(cast.acting("administrator"), case).events) == 6
