"""An adult's case, from referral to the decision of the board's chair."""

from __future__ import annotations

from candour.practice.cases.models import Case, Decision, RapidReview
from candour.practice.cases.operations import (
    decisions,
    description,
    duties,
    meetings,
    reports,
    reviews,
    submissions,
)
from candour.practice.cases.queries.thresholds import MANDATORY_SAR
from candour.project.demonstration.stage import (
    Stage,
    Story,
    answer,
    ask,
    refer,
    seat_of,
    settle_test,
    sign,
)
from candour.project.demonstration.stories import reviewing
from candour.project.demonstration.stories.running import NOTHING_MORE


def decided_by_the_chair(stage: Stage) -> Story:
    """A man who died of self-neglect in supported housing; another council was responsible for him."""
    at = stage.back(45, "11:00")
    yield at
    on = stage.days_before(45)
    case = refer(
        stage.acting("adults_care", at),
        "Havering SAB",
        {
            "about": {"kind": "serious-incident", "person": "adult"},
            "what-happened": {
                "outline": (
                    "A man of fifty-eight died of sepsis in a flat that nobody had entered for weeks. He had turned "
                    "away care many times."
                ),
                "incident-on": on(12),
                "aware-on": on(8),
                "harm": "died",
                "abuse": "yes",
            },
            "where": {"place": "here", "residence": "This borough", "responsible-council": "Essex County Council"},
            "people": [
                {
                    "forenames": "Walter",
                    "surname": "Brandt",
                    "born-on": "1968",
                    "died-on": on(12),
                    "sex": "male",
                    "ethnicity": "White other",
                    "disability": "Diabetes; loss of sight",
                    "needs": "Help with insulin, food and keeping the flat fit to live in.",
                    "address": "Flat 9, Linden Court",
                }
            ],
            "agencies": {"agencies": "Housing, district nursing, general practice", "proceedings": "Inquest opened"},
        },
        by="Havering Adults",
    )
    at = stage.back(44, "09:30")
    yield at
    manager = stage.acting("manager", at)
    duties.share_with_partners(
        manager, ref=case.ref, legal_reason="Each partner answers for the adult’s safety, and none can act without it."
    )
    description.describe_case(
        manager, ref=case.ref, version=case.version, facts={"themes": "Self-neglect; closed doors; insulin"}
    )
    reviews.open_review(manager, ref=case.ref)
    ask(manager, case, ["Havering Adults", "NELFT", "Havering Housing", "Police"])
    at = stage.back(36, "15:00")
    yield at
    for key, name in (("adults_care", "Havering Adults"), ("nelft", "NELFT"), ("housing", "Havering Housing")):
        lead = stage.acting(key, at)
        facts = {"involvement": {"last-year": "Repeated offers of help, repeatedly turned away."}, **NOTHING_MORE}
        sign(lead, answer(lead, case, name, facts), "A. Senior", "Director")
    yield from _group(stage, case)
    yield from _board(stage, case)


def _group(stage: Stage, case: Case) -> Story:
    at = stage.back(30, "10:00")
    yield at
    manager = stage.acting("manager", at)
    meetings.release_returns(manager, ref=case.ref)
    meetings.plan_meeting(manager, ref=case.ref, starts_at=at, place="Town hall")
    review = RapidReview.objects.get(case=case)
    assert review.group_id is not None, "the preset has set up the group"
    for title, key in (
        ("Metropolitan Police", "police_lead"),
        ("Adult social care", "adults_care"),
        ("Children’s services", "childrens_care"),
        ("NELFT", "nelft"),
        ("Housing", "housing"),
    ):
        seat = seat_of(review.group_id, title)
        meetings.arrive(manager, ref=case.ref, seat_id=seat, person_ref=stage.people[key].ref)
    meetings.add_point(
        manager, ref=case.ref, kind="concern", text="A refusal was written down eleven times and weighed once."
    )
    at = stage.back(30, "11:40")
    yield at
    manager = stage.acting("manager", at)
    meetings.recommend(
        manager, ref=case.ref, outcome="mandatory-sar", reason="The group sees all limbs of section 44 met."
    )
    meetings.end_meeting(manager, ref=case.ref)
    settle_test(
        manager,
        case,
        MANDATORY_SAR,
        {
            "in-area": ("yes", "He lived in the borough."),
            "needs": ("yes", "Insulin, food and a flat fit to live in."),
            "concern-about-working-together": (
                "yes",
                "Housing and nursing each closed the case on the other’s account.",
            ),
            "condition-1": ("yes", "He died, and self-neglect is suspected as the cause."),
        },
        is_met=True,
        rationale="He died, self-neglect counts as neglect, and there is cause for concern about working together.",
    )
    at = stage.back(26, "16:00")
    yield at
    manager = stage.acting("manager", at)
    review.refresh_from_db()
    reports.write_analysis(
        manager,
        ref=case.ref,
        version=review.version,
        facts_summary="A man with diabetes who could not see well died alone after care had been closed.",
        analysis="Refusal was taken as choice. Nobody asked whether he could still weigh what it meant.",
    )
    reports.make_report(manager, ref=case.ref)
    reports.send_draft(manager, ref=case.ref)
    at = stage.back(24, "12:00")
    yield at
    reports.finish(stage.acting("manager", at), ref=case.ref)


def _board(stage: Stage, case: Case) -> Story:
    at = stage.back(24, "12:30")
    yield at
    decisions.open_decision(
        stage.acting("manager", at),
        ref=case.ref,
        proposal="mandatory-sar",
        reason="The group finds the duty met.",
        due_at=stage.back(18, "17:00"),
    )
    decision = Decision.objects.get(case=case)
    for days, key, reason in (
        (23, "director_adults", "The duty is met. I ask that housing is a full member of the panel."),
        (22, "police", "Agreed."),
        (20, "health", "Agreed. Insulin at home deserves a chapter of its own."),
    ):
        at = stage.back(days, "14:00")
        yield at
        decisions.give_position(stage.acting(key, at), ref=decision.ref, view="agree", reason=reason)
    at = stage.back(19, "10:00")
    yield at
    decisions.consult_director(
        stage.acting("manager", at),
        ref=decision.ref,
        who="Essex County Council, director of adult social services",
        words="Agrees that the board where he lived leads, and will send a member.",
    )
    at = stage.back(18, "15:30")
    yield at
    decisions.decide_as_chair(
        stage.acting("board_chair", at),
        ref=decision.ref,
        outcome="mandatory-sar",
        reason="Every limb of section 44 is met. The review will be proportionate and will hear his sister.",
    )
    at = stage.back(15, "11:00")
    yield at
    manager = stage.acting("manager", at)
    submissions.begin_informing(manager, ref=case.ref)
    submissions.inform(manager, ref=case.ref, who="Adult, family or representative", at=at, how="Visit to his sister")
    reviewing.open_adults_review(manager, case)
