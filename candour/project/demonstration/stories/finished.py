"""A child's rapid review that was sent late, on which the partners disagreed and the Panel has replied."""

from __future__ import annotations

from candour.practice.cases.models import Case, Comment, Decision, Notification, RapidReview
from candour.practice.cases.operations import (
    decisions,
    description,
    duties,
    meetings,
    reports,
    requests,
    returns,
    reviews,
    submissions,
    tracker,
)
from candour.practice.cases.queries.thresholds import LOCAL_ACTION, LOCAL_REVIEW, NATIONAL_REVIEW, NOTIFIABLE
from candour.practice.directory.models import Partnership
from candour.project.demonstration.stage import (
    Stage,
    Story,
    answer,
    ask,
    refer,
    request_to,
    seat_of,
    settle_test,
    sign,
)
from candour.project.demonstration.stories import reviewing
from candour.project.demonstration.stories.sent_late_papers import community, hospital, police, referred
from candour.rulebook.language.fuzzy_dates import FuzzyDate

REFERRED = 78
"""How many working days ago the referral came."""
MET = {
    LOCAL_REVIEW: {"recurrent-themes": ("yes", "Bruising and invisible fathers were found by two earlier reviews.")},
    LOCAL_ACTION: {"practice-learning": ("yes", "The bruising protocol was not used.")},
}


def sent_late(stage: Stage) -> Story:
    """Referred four months ago, decided by the chair, sent on day 21 of 15."""
    yield stage.back(78, "09:40")
    case = refer(
        stage.acting("hospital", stage.back(78, "09:40")),
        "Havering SCP",
        referred(stage.days_before(REFERRED)),
        by="BHRUT",
    )

    at = stage.back(78, "11:10")
    yield at
    manager = stage.acting("manager", at)
    description.set_awareness(manager, ref=case.ref, version=case.version, aware_on=FuzzyDate.on(at.date()))
    duties.share_with_partners(
        manager, ref=case.ref, legal_reason="The partners answer together for the safety of children here."
    )

    at = stage.back(77, "10:00")
    yield at
    manager = stage.acting("manager", at)
    settle_test(
        manager,
        case,
        NOTIFIABLE,
        {
            "abuse-known-or-suspected": ("yes", "Two fractures with no account that fits them."),
            "seriously-harmed": ("yes", "The consultant expects that the arm will need further surgery."),
            "in-area": ("yes", "The family's home is in the borough."),
        },
        is_met=True,
        rationale="Serious harm to a baby, and physical abuse is suspected by every agency that saw him.",
    )
    reviews.open_review(manager, ref=case.ref)
    ask(manager, case, ["NEL ICB", "BHRUT", "NELFT", "Police", "Havering Children", "Havering Housing"])

    at = stage.back(75, "15:30")
    yield at
    council = stage.acting("council", at)
    owed = Notification.objects.get(case=case)
    duties.record_notification(
        council, ref=owed.ref, submitted_at=at, sender="Helen Marsh", national_reference="SIN-2026-004417"
    )
    case.refresh_from_db()
    description.describe_case(
        stage.acting("manager", at),
        ref=case.ref,
        version=case.version,
        facts={"themes": "Injury to a baby; bruising protocol; fathers; sharing of police reports"},
    )

    yield from _answers(stage, case)
    yield from _meeting(stage, case)
    yield from _report(stage, case)
    yield from _decision(stage, case)
    yield from _after(stage, case)


def _answers(stage: Stage, case: Case) -> Story:
    on = stage.days_before(REFERRED)
    at = stage.back(73, "14:00")
    yield at
    sign(
        at_work := stage.acting("hospital", at),
        answer(at_work, case, "BHRUT", hospital(on)),
        "Anne Fielding",
        "Chief nurse",
    )
    at = stage.back(72, "12:20")
    yield at
    request = answer(stage.acting("nelft", at), case, "NELFT", community(on))
    sign(stage.acting("nelft_senior", at), request, "Moira Keane", "Director of nursing")
    at = stage.back(71, "16:45")
    yield at
    lead = stage.acting("police_lead", at)
    sign(lead, answer(lead, case, "Police", police(on)), "Col Hargreaves", "Detective chief inspector")
    returns.nil_return(stage.acting("housing", at), ref=request_to(case, "Havering Housing").ref, by="Sam Whitlock")
    returns.nil_return(stage.acting("nurse", at), ref=request_to(case, "NEL ICB").ref, by="Ruth Ellison")
    returns.collate(stage.acting("nurse", at), ref=request_to(case, "NEL ICB").ref)
    at = stage.back(69, "10:05")
    yield at
    requests.chase(stage.acting("administrator", at), ref=request_to(case, "Havering Children").ref)


def _meeting(stage: Stage, case: Case) -> Story:
    at = stage.back(68, "09:30")
    yield at
    manager = stage.acting("manager", at)
    meetings.release_returns(manager, ref=case.ref)
    meetings.plan_meeting(manager, ref=case.ref, starts_at=stage.back(66, "14:00"), place="Video call")

    at = stage.back(66, "14:00")
    yield at
    manager = stage.acting("manager", at)
    review = RapidReview.objects.get(case=case)
    assert review.group_id is not None, "the preset has set up the group"
    there = (
        ("Metropolitan Police", "police_lead"),
        ("Children’s services", "head"),
        ("Adult social care", "adults_care"),
        ("Designated nurse", "nurse"),
        ("NELFT", "nelft"),
        ("Acute hospital trust", "hospital"),
        ("Lay member", "lay"),
    )
    for title, key in there:
        seat = seat_of(review.group_id, title)
        meetings.arrive(manager, ref=case.ref, seat_id=seat, person_ref=stage.people[key].ref)
    for kind, text in (
        (
            "works-well",
            "The ward recorded every contact with the family, and children's services acted within the hour.",
        ),
        ("concern", "Bruising in a baby who was not mobile led to no strategy discussion."),
        ("concern", "Nobody spoke with the father on his own."),
        ("theme", "Police reports without an injury reach health visitors late."),
        ("recommendation", "One bruising protocol for every door of the hospital, day and night."),
    ):
        meetings.add_point(manager, ref=case.ref, kind=kind, text=text)

    at = stage.back(66, "16:10")
    yield at
    manager = stage.acting("manager", at)
    meetings.recommend(
        manager,
        ref=case.ref,
        outcome="local-learning",
        reason="The learning is clear and has been found before; what is missing is that it is put to work.",
        presenter="Ruth Ellison",
    )
    meetings.end_meeting(manager, ref=case.ref)
    for name, met, why in (
        (LOCAL_REVIEW, True, "The themes recur, and two agencies did not work well together."),
        (NATIONAL_REVIEW, False, "Nothing here asks for a change of law or of national guidance."),
        (LOCAL_ACTION, True, "There is direct learning for practice and for how reports are shared."),
    ):
        settle_test(manager, case, name, MET.get(name, {}), is_met=met, rationale=why)


def _report(stage: Stage, case: Case) -> Story:
    at = stage.back(64, "17:10")
    yield at
    manager = stage.acting("manager", at)
    review = RapidReview.objects.get(case=case)
    reports.write_analysis(
        manager,
        ref=case.ref,
        version=review.version,
        facts_summary=(
            "A baby of eleven weeks was found with two fractures. In the weeks before, he had been seen with a bruise, "
            "neighbours had called the police, and a grandmother had spoken of arguments."
        ),
        analysis=(
            "Three agencies each held a part. No one of the parts was alarming by itself; together they were. The "
            "bruising protocol would have brought them together, and it was not in use where the baby was seen."
        ),
    )
    reports.make_report(manager, ref=case.ref)
    reports.send_draft(manager, ref=case.ref)

    at = stage.back(63, "08:50")
    yield at
    reports.comment(
        stage.acting("nelft", at),
        ref=case.ref,
        text="The clinic visit was on the same day as the call, not a week later.",
    )
    at = stage.back(62, "11:00")
    yield at
    manager = stage.acting("manager", at)
    said = Comment.objects.get(review=review)
    reports.answer_comment(
        manager, ref=case.ref, comment_ref=said.ref, version=said.version, answer=Comment.Answer.ACCEPTED, reason=""
    )
    reports.finish(manager, ref=case.ref)


def _decision(stage: Stage, case: Case) -> Story:
    at = stage.back(62, "11:30")
    yield at
    decisions.open_decision(
        stage.acting("manager", at),
        ref=case.ref,
        proposal="local-learning",
        reason="The group recommends it: the learning is known, and the work is to use it.",
        due_at=stage.back(59, "17:00"),
    )
    decision = Decision.objects.get(case=case)
    for days, clock, key, view, reason, prefers in (
        (61, "09:15", "council", "agree", "I agree with the group. A review would tell us what we know.", ""),
        (60, "13:40", "police", "agree", "Agreed. The change to how reports are shared has begun.", ""),
        (
            59,
            "16:20",
            "health",
            "disagree",
            "The same has been found twice. I should like to know why it did not change.",
            "local-review",
        ),
    ):
        at = stage.back(days, clock)
        yield at
        decisions.give_position(stage.acting(key, at), ref=decision.ref, view=view, reason=reason, prefers=prefers)
    at = stage.back(57, "10:00")
    yield at
    decisions.decide_as_chair(
        stage.acting("chair", at),
        ref=decision.ref,
        outcome="local-review",
        reason="A theme that comes back a third time needs an answer to why, and only a review will give it.",
    )


def _after(stage: Stage, case: Case) -> Story:
    at = stage.back(54, "12:05")
    yield at
    manager = stage.acting("manager", at)
    submissions.submit(
        manager,
        ref=case.ref,
        sent_at=at,
        receipt="Automatic reply from the Panel’s mailbox",
        late_because="The partners did not agree, and the chair decided once all three had been heard.",
    )
    submissions.inform(manager, ref=case.ref, who="Agencies that took part", at=at, how="By message to the leads")
    reviewing.open_local_review(manager, case)
    at = stage.back(40, "14:30")
    yield at
    manager = stage.acting("manager", at)
    tabling = tracker.plan_tabling(
        manager, ref=case.ref, to_ref=Partnership.objects.get(short_name="BHR").ref, planned_on=FuzzyDate.on(at.date())
    )
    tracker.table_case(
        manager,
        ref=case.ref,
        tabling_ref=tabling.ref,
        themes="Injury to a baby; bruising protocol; fathers",
        stands="Local review agreed",
    )
    reviewing.commission_local_review(manager, case)
    at = stage.back(31, "09:20")
    yield at
    manager = stage.acting("manager", at)
    submissions.record_reply(
        manager,
        ref=case.ref,
        received_on=at.date(),
        agrees=True,
        words="The Panel agrees with a local review and asks how earlier learning was tested.",
        asks=[("Tell the Panel what the audit after the last review found.", stage.ahead(6, "12:00").date())],
    )
    at = stage.back(12, "15:00")
    yield at
    reviewing.wait_for_the_trial(stage, stage.acting("manager", at), case)
    tracker.put_on_hold(
        stage.acting("manager", at),
        ref=case.ref,
        waits_for="The criminal trial",
        reason="The prosecutor has asked that parents are not spoken with before the trial.",
        ask="The officer in the case",
        next_check_on=stage.ahead(3, "12:00").date(),
    )
