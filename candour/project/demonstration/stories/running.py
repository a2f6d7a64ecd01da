"""Children's cases that run today: one just received, one at its meeting."""

from __future__ import annotations

from candour.practice.cases.models import Case, Notification
from candour.practice.cases.operations import (
    criterion_views,
    description,
    duties,
    meetings,
    returns,
    reviews,
    teams,
)
from candour.practice.cases.queries.criterion_views import test_viewed
from candour.practice.cases.queries.thresholds import NOTIFIABLE
from candour.project.demonstration.stage import (
    Said,
    Stage,
    Story,
    answer,
    ask,
    refer,
    request_to,
    settle_test,
    sign,
)

NOTHING_MORE: Said = {
    "risk": {"risk": "Each contact was answered in time. No single event passed a threshold."},
    "why": {"why": "Work was done visit by visit; nobody had the whole year in view."},
    "strengths": {"strengths": "Staff knew the family and were welcome. Records were not read across services."},
    "learning": {"learning": "A shared chronology would have shown the pattern by the third event."},
}


def just_received(stage: Stage) -> Story:
    """Referred by education on the last working day, with much still unknown. A newcomer runs this one."""
    at = stage.back(1, "15:35")
    yield at
    on = stage.days_before(1)
    refer(
        stage.acting("teacher", at),
        "Havering SCP",
        {
            "about": {"kind": "serious-incident", "person": "child"},
            "what-happened": {
                "outline": (
                    "A girl of fourteen was found by a passer-by after an overdose and is in intensive care. "
                    "She has been out of school for five months. Her younger brother is at home."
                ),
                "incident-on": on(2),
                "aware-on": on(0),
                "harm": "seriously-harmed",
                "abuse": "yes",
            },
            "where": {"place": "here", "residence": "This borough"},
            "people": [
                {
                    "forenames": "Amara",
                    "surname": "Fenwick",
                    "born-on": "3 June 2012",
                    "sex": "female",
                    "ethnicity": "Mixed White and Black African",
                    "faith": "Not known",
                    "disability": "Autism, waiting for assessment",
                    "plan": "unknown",
                    "looked-after": "no",
                    "open-to-services": "yes",
                    "lead-practitioner": "Early help worker",
                    "school-age": "yes",
                    "address": "22 Tansy Close",
                    "carer": "Father",
                },
                {"forenames": "Isaac", "surname": "Fenwick", "born-on": "about 2017", "school-age": "yes"},
            ],
            "family": [
                {"name": "Daniel Fenwick", "relationship": "Father", "address": "22 Tansy Close"},
                {"name": "Ruth Abiola", "relationship": "Mother, lives elsewhere"},
            ],
            "agencies": {"agencies": "Early help, child and adolescent mental health service, housing"},
            "safety": {
                "done": "The hospital and the police know. The school has told early help.",
                "needed": "Somebody must see the younger brother today.",
            },
        },
        by="Havering Education",
    )


def at_the_meeting(stage: Stage) -> Story:
    """Day 8 of 15: the returns are out, two agencies are missing, and the group meets next."""
    at = stage.back(7, "09:20")
    yield at
    on = stage.days_before(7)
    case = refer(
        stage.acting("childrens_care", at),
        "Havering SCP",
        {
            "about": {"kind": "serious-incident", "person": "child"},
            "what-happened": {
                "outline": (
                    "A boy of three and a half months died at home overnight, sleeping in a bed with an adult who had "
                    "been drinking. The ambulance crew found the home very cold and without a cot."
                ),
                "incident-on": on(2),
                "aware-on": on(1),
                "harm": "died",
                "abuse": "yes",
            },
            "where": {"place": "here", "residence": "This borough", "responsible-council": ""},
            "people": [
                {
                    "forenames": "Levi",
                    "surname": "Stannard",
                    "born-on": on(107),
                    "died-on": on(2),
                    "sex": "male",
                    "ethnicity": "White British",
                    "plan": "yes",
                    "plan-dates": "From birth, category neglect",
                    "looked-after": "no",
                    "address": "61 Quarry Road",
                    "carer": "Mother and her partner",
                }
            ],
            "family": [
                {"name": "Kelly Stannard", "relationship": "Mother", "born-on": "1999"},
                {"name": "Aaron Pike", "relationship": "Mother’s partner"},
            ],
            "agencies": {"joint-agency-response": "yes", "agencies": "Midwifery, health visiting, housing, police"},
            "safety": {"done": "Two older children are with an aunt under a safety plan."},
        },
        by="Havering Children",
    )
    at = stage.back(7, "11:45")
    yield at
    manager = stage.acting("manager", at)
    duties.share_with_partners(
        manager, ref=case.ref, legal_reason="The partners answer together for the safety of children here."
    )
    settle_test(
        manager,
        case,
        NOTIFIABLE,
        {
            "abuse-known-or-suspected": ("yes", "The boy was on a plan for neglect and slept without a cot."),
            "died": ("yes", "Pronounced dead at the hospital."),
            "in-area": ("yes", "The home is in the borough."),
        },
        is_met=True,
        rationale="A child on a plan for neglect died, and neglect is suspected to have played a part.",
    )
    reviews.open_review(manager, ref=case.ref)
    asked = [
        "NEL ICB",
        "BHRUT",
        "NELFT",
        "Police",
        "Havering Children",
        "Havering Housing",
        "Havering Public Health",
        "Probation",
    ]
    ask(manager, case, asked)
    case.refresh_from_db()
    description.describe_case(
        manager,
        ref=case.ref,
        version=case.version,
        facts={"themes": "Safer sleeping; neglect; cold home; alcohol"},
    )
    at = stage.back(7, "12:10")
    yield at
    teams.declare_conflict(
        stage.acting("manager", at),
        ref=case.ref,
        person_ref=stage.people["housing"].ref,
        nature="person",
        substitute="The head of housing management",
    )
    at = stage.back(6, "16:00")
    yield at
    owed = Notification.objects.get(case=case)
    duties.record_notification(
        stage.acting("council", at),
        ref=owed.ref,
        submitted_at=at,
        sender="Helen Marsh",
        national_reference="SIN-2026-006032",
    )
    yield from _returns_of_the_day(stage, case)

    at = stage.back(1, "09:50")
    yield at
    manager = stage.acting("manager", at)
    meetings.release_returns(manager, ref=case.ref)
    meetings.plan_meeting(
        manager, ref=case.ref, starts_at=stage.ahead(1, "14:00"), place="Town hall, committee room 2, and by video"
    )
    for key, answers in (("police_lead", "yes yes yes no no no no no"), ("nelft", "yes may yes no no no no no")):
        said = zip(test_viewed(case).criteria, answers.split(), strict=True)
        criterion_views.give_view(
            stage.acting(key, at), ref=case.ref, answers={criterion.key: (one, "") for criterion, one in said}
        )


def _returns_of_the_day(stage: Stage, case: Case) -> Story:
    on = stage.days_before(7)
    at = stage.back(5, "10:15")
    yield at
    returns.nil_return(stage.acting("probation", at), ref=request_to(case, "Probation").ref, by="Jude Ibarra")
    returns.nil_return(
        stage.acting("public_health", at), ref=request_to(case, "Havering Public Health").ref, by="Ravi Petrov"
    )
    at = stage.back(4, "13:30")
    yield at
    lead = stage.acting("hospital", at)
    request = answer(
        lead,
        case,
        "BHRUT",
        {
            "involvement": {
                "last-year": "Antenatal care booked at ten weeks; birth by section; two nights on the ward."
            },
            "events": [
                {
                    "happened-on": on(105),
                    "source": "Maternity record",
                    "event": "Kelly Stannard was given the safer sleeping talk and the leaflet.",
                    "response": "Ticked as done. No question about who sleeps where.",
                },
                {
                    "happened-on": on(40),
                    "source": "Emergency department record",
                    "event": "Levi was brought with a cold. His temperature was low.",
                    "response": "Sent home. The cold home was not asked about.",
                },
            ],
            **NOTHING_MORE,
        },
    )
    sign(lead, request, "Anne Fielding", "Chief nurse")
    at = stage.back(3, "11:30")
    yield at
    request = answer(
        stage.acting("nelft", at),
        case,
        "NELFT",
        {
            "involvement": {"last-year": "Six health visits, two with the social worker."},
            "events": [
                {
                    "happened-on": on(41),
                    "source": "Health visiting record",
                    "event": "The boiler had been out for a week. Aaron Pike smelt of alcohol at eleven.",
                    "response": "Letter to housing. No record of an answer.",
                },
                {
                    "happened-on": on(20),
                    "source": "Health visiting record",
                    "event": "A cot was promised by a charity and had not come.",
                    "response": "To be asked about at the next visit.",
                },
            ],
            **NOTHING_MORE,
            "immediate": {"needed": "Check tonight that the two older children have a bed and a warm room."},
        },
    )
    sign(stage.acting("nelft_senior", at), request, "Moira Keane", "Director of nursing")
    at = stage.back(2, "16:50")
    yield at
    answer(
        stage.acting("childrens_care", at),
        case,
        "Havering Children",
        {
            "involvement": {"last-year": "Child protection plan from birth, core groups held on time."},
            "events": [
                {
                    "happened-on": on(70),
                    "source": "Children’s social care record",
                    "event": "Core group. The plan asks for a cot and for the heating to be mended.",
                    "response": "Actions on the mother. Nobody was asked to check.",
                }
            ],
            **NOTHING_MORE,
        },
    )
