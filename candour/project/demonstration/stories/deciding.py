"""A child's case that waits today for the partners' decision."""

from __future__ import annotations

from candour.practice.cases.models import Case, Decision, Notification, RapidReview
from candour.practice.cases.operations import decisions, description, duties, meetings, reports, reviews
from candour.practice.cases.queries.thresholds import LOCAL_REVIEW, NOTIFIABLE
from candour.project.demonstration.stage import Stage, Story, answer, ask, refer, settle_test, sign
from candour.project.demonstration.stories.running import NOTHING_MORE


def with_the_partners(stage: Stage) -> Story:
    """Day 13 or so: the report is finished and two of the three partners have given their position."""
    at = stage.back(13, "10:30")
    yield at
    on = stage.days_before(13)
    case = refer(
        stage.acting("police_lead", at),
        "Havering SCP",
        {
            "about": {"kind": "serious-incident", "person": "child"},
            "what-happened": {
                "outline": "A boy of sixteen was stabbed near a station. He will live, with lasting harm.",
                "incident-on": on(3),
                "aware-on": on(3),
                "harm": "seriously-harmed",
                "abuse": "yes",
            },
            "where": {"place": "here", "residence": "A neighbouring borough", "responsible-council": "Waltham Forest"},
            "people": [
                {
                    "forenames": "Jerome",
                    "surname": "Adair",
                    "born-on": "17 January 2010",
                    "sex": "male",
                    "ethnicity": "Black Caribbean",
                    "looked-after": "yes",
                    "plan": "no",
                    "school-age": "no",
                }
            ],
            "agencies": {"agencies": "Youth justice, the placement, education"},
        },
        by="Police",
    )
    at = stage.back(12, "09:30")
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
            "abuse-known-or-suspected": ("yes", "He is believed to have been exploited to carry drugs."),
            "seriously-harmed": ("yes", "Lasting harm to a hand."),
            "in-area": ("yes", "It happened in the borough, although he is placed from elsewhere."),
        },
        is_met=True,
        rationale="The duty sits where it happened. Exploitation is suspected and the harm is lasting.",
    )
    owed = Notification.objects.get(case=case)
    duties.record_notification(
        stage.acting("council", at),
        ref=owed.ref,
        submitted_at=at,
        sender="Helen Marsh",
        national_reference="SIN-2026-005871",
    )
    reviews.open_review(manager, ref=case.ref)
    ask(manager, case, ["Police", "NELFT", "Havering Education"])
    case.refresh_from_db()
    description.describe_case(
        manager,
        ref=case.ref,
        version=case.version,
        facts={"themes": "Exploitation; placement at a distance; knife crime"},
    )
    at = stage.back(9, "15:00")
    yield at
    for key, name in (("police_lead", "Police"), ("nelft", "NELFT"), ("teacher", "Havering Education")):
        lead = stage.acting(key, at)
        facts = {"involvement": {"last-year": "A few contacts, none shared between boroughs."}, **NOTHING_MORE}
        sign(lead, answer(lead, case, name, facts), "A. Senior", "Director")
    yield from _to_the_partners(stage, case)


def _to_the_partners(stage: Stage, case: Case) -> Story:
    at = stage.back(7, "14:00")
    yield at
    manager = stage.acting("manager", at)
    meetings.release_returns(manager, ref=case.ref)
    meetings.plan_meeting(manager, ref=case.ref, starts_at=at, place="Video call")
    meetings.add_point(manager, ref=case.ref, kind="theme", text="Nobody held the whole picture across two boroughs.")
    at = stage.back(7, "15:20")
    yield at
    manager = stage.acting("manager", at)
    meetings.recommend(manager, ref=case.ref, outcome="local-review", reason="Two boroughs worked past each other.")
    meetings.end_meeting(manager, ref=case.ref)
    settle_test(
        manager,
        case,
        LOCAL_REVIEW,
        {
            "improvements": ("yes", "How a placing borough tells the borough where a child lives."),
            "working-together": ("yes", "Two boroughs, two police areas, one boy."),
        },
        is_met=True,
        rationale="The criteria speak for a review together with the placing borough.",
    )
    at = stage.back(5, "17:00")
    yield at
    manager = stage.acting("manager", at)
    review = RapidReview.objects.get(case=case)
    reports.write_analysis(
        manager,
        ref=case.ref,
        version=review.version,
        facts_summary="A boy who was placed across a borough line was exploited and badly hurt.",
        analysis="Each borough thought that the other had the lead. The school saw most and was asked least.",
    )
    reports.make_report(manager, ref=case.ref)
    reports.send_draft(manager, ref=case.ref)
    at = stage.back(3, "10:10")
    yield at
    manager = stage.acting("manager", at)
    reports.finish(manager, ref=case.ref, early_because="Everybody on the team has answered that they have no comment.")
    decisions.open_decision(
        manager,
        ref=case.ref,
        proposal="local-review",
        reason="The group recommends a review held together with the placing borough.",
        due_at=stage.ahead(2, "17:00"),
    )
    decision = Decision.objects.get(case=case)
    at = stage.back(2, "12:00")
    yield at
    decisions.give_position(
        stage.acting("police", at), ref=decision.ref, view="agree", reason="Agreed, with the other police area invited."
    )
    at = stage.back(1, "16:30")
    yield at
    decisions.give_position(
        stage.acting("nominee", at), ref=decision.ref, view="agree", reason="Agreed for the board, under my delegation."
    )
