"""Release 0.1.0: how far each app's migrations had come, and records as that release wrote them.

A release adds a module like this one and `test_upgrade.py` turns to it. Rows are written through the models as the
migrations knew them then, so that nothing of today's code takes part.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

REACHED = {
    "access": "0001_initial",
    "accounts": "0002_account_sessions_ended",
    "allowances": "0001_initial",
    "audit_trail": "0002_refuse_changes",
    "deadlines": "0001_initial",
    "exports": "0001_initial",
    "files": "0001_initial",
    "guided_forms": "0001_initial",
    "imports": "0001_initial",
    "messaging": "0001_initial",
    "search": "0002_words",
    "vault": "0001_initial",
    "cases": "0003_comments_closed_because",
    "directory": "0002_second_step_forgotten_because",
    "governance": "0003_standing_is_one_of_some",
}
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def write(apps: Any) -> None:
    """A case as it stood in its third week, with its line, its review, an agency's answer, an event and a hold.

    And an action of a group, with a history of three weeks, and a paper of its meeting.
    """

    def make(model: str, **values: Any) -> Any:
        return apps.get_model(model).objects.create(**values)

    body = make(
        "directory.Partnership", name="A Partnership", short_name="AP", kind="children", from_on=date(2019, 9, 29)
    )
    agency = make("directory.Organisation", name="An Agency", short_name="AA", sector="health", from_on=body.from_on)
    case = make(
        "cases.Case",
        partnership=body,
        key="WQ",
        kind="serious-incident",
        about="child",
        state="in-review",
        edition_key="working-together-2026",
        opened_at=AT,
        notified_at=AT,
        incident_on="2026-10",
        themes="Burns; closed cases",
    )
    make(
        "cases.TrackerLine",
        case=case,
        partnership=body,
        true_from=AT,
        key="WQ",
        kind="Serious incident",
        about="child",
        state_words="Gathering",
        update="Waits for the school.",
        counts_from="2026-11-02",
        convention="within",
        allowed=15,
        order_at=AT,
        presented_as_printed="TBC",
    )
    review = apps.get_model("cases.RapidReview")(
        case=case,
        timetable_name="bhr-protocol-2020/rapid-review",
        started_at=AT,
        opened_at=AT,
        reading_key="notification",
    )
    review.save()
    request = make(
        "cases.AgencyRequest",
        case=case,
        review=review,
        organisation=agency,
        state="nil",
        sent_at=AT,
        due_at=AT,
        to_name="A lead",
        to_email="lead@agency.example",
        is_nil=True,
        returned_at=AT,
        returned_by="A lead",
    )
    make(
        "cases.ChronologyEvent",
        case=case,
        request=request,
        happened_on="2026-03",
        source="Clinic notes",
        event="Seen with a bruise.",
        added_at=AT,
        added_by="A lead",
    )
    make(
        "deadlines.Hold",
        owner_kind="cases.case",
        owner_id=case.pk,
        address=f"/cases/{case.ref}/tracker/",
        waits_for="A trial",
        reason="It was asked for.",
        placed_at=AT,
    )
    group = make("governance.Group", partnership=body, name="A Group", from_on=body.from_on)
    meeting = make("governance.Meeting", group=group, starts_at=AT)
    item = make("governance.AgendaItem", meeting=meeting, order=1, title="The pathway")
    file = make(
        "files.StoredFile",
        owner_kind="governance.agendaitem",
        owner_id=item.pk,
        name="pathway.txt",
        kind="txt",
        size=3,
        sha256="0",
        stored_as="a file",
        kept_at=AT,
        kept_by="A manager",
    )
    make("governance.Paper", item=item, title="The pathway", file=file, letter="A", added_at=AT, added_by="A manager")
    action = make(
        "governance.Action",
        group=group,
        year=2026,
        number=3,
        state="closed",
        text="Circulate the pathway to every ward.",
        raised_on=AT.date(),
        is_imported=True,
        carried_count=1,
        closed_on="2026-11-16",
        evidence="All wards signed.",
        due_on="2026-12",
    )
    told = (
        ("added", {"action": "2026/03", "due": "December 2026"}),
        ("updated", {"action": "2026/03"}),
        ("carried", {"action": "2026/03", "count": 1}),
        ("changed", {"action": "2026/03", "what": "the text and the owner"}),
        ("closed", {"action": "2026/03"}),
    )
    for number, (verb, facts) in enumerate(told, start=1):
        make(
            "audit_trail.Entry",
            number=number,
            at=AT + timedelta(days=number),
            verb=f"governance.action_{verb}",
            kind="change",
            who="A manager",
            subject_kind="governance.action",
            subject_id=str(action.pk),
            within_kind="governance.action",
            within_id=str(action.pk),
            facts=facts,
            previous_hash="",
            hash=f"hash {number}",
        )
