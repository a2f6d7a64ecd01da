"""Matters that are no serious incident, and a case of another borough."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.practice.cases.models import Referral
from candour.practice.cases.operations import description, duties, intake, reviews, submissions
from candour.practice.cases.queries.thresholds import NOTIFIABLE
from candour.project.demonstration.stage import Stage, Story, ask, refer, settle_test


def near_miss(stage: Stage) -> Story:
    """Something that nearly went wrong, looked at and closed with a training case made from it."""
    at = stage.back(60, "13:00")
    yield at
    case = refer(
        stage.acting("hospital", at),
        "Havering SCP",
        {
            "about": {"kind": "near-miss", "person": "child"},
            "what-happened": {
                "outline": (
                    "A newborn was nearly discharged to an address at which a man lived who must not be alone with "
                    "children. A ward clerk noticed the address by chance."
                ),
                "harm": "none",
                "abuse": "unknown",
            },
            "where": {"place": "here"},
        },
        by="BHRUT",
    )
    at = stage.back(50, "10:00")
    yield at
    manager = stage.acting("manager", at)
    description.describe_case(
        manager, ref=case.ref, version=case.version, facts={"themes": "Discharge; addresses of risk"}
    )
    submissions.close_case(
        manager, ref=case.ref, outcome="training", reason="Made anonymous for the induction of ward staff and midwives."
    )
    referral = Referral.objects.get(case=case)
    intake.tell_outcome(manager, ref=referral.ref, words="It is now a training case for all ward staff. Thank you.")


def good_practice(stage: Stage) -> Story:
    """Something that worked, taken to the wider partnership."""
    at = stage.back(70, "16:00")
    yield at
    case = refer(
        stage.acting("teacher", at),
        "Havering SCP",
        {
            "about": {"kind": "good-practice", "person": "child"},
            "what-happened": {
                "outline": (
                    "A lunchtime supervisor saw that a boy had stopped eating with others, told the lead the same day, "
                    "and three agencies met within two days."
                ),
                "harm": "none",
                "abuse": "unknown",
            },
        },
        by="Havering Education",
    )
    at = stage.back(64, "09:00")
    yield at
    manager = stage.acting("manager", at)
    description.describe_case(
        manager, ref=case.ref, version=case.version, facts={"themes": "Noticing early; acting fast"}
    )
    submissions.close_case(
        manager,
        ref=case.ref,
        outcome="taken-wider",
        reason="To be told at the autumn conference, with the school’s leave.",
    )


def worry(stage: Stage) -> Story:
    """A worry sent without an account and without a name, followed with a key."""
    at = stage.back(4, "21:15")
    yield at
    refer(
        Actor.visitor(at),
        "Havering SCP",
        {
            "about": {"kind": "concern", "person": "child"},
            "what-happened": {
                "outline": (
                    "Strategy meetings are called with an hour’s notice, and health cannot send anybody who knows "
                    "the child."
                ),
                "harm": "unknown",
                "abuse": "unknown",
            },
            "referrer": {"agency": "A health service"},
        },
    )


def of_another_borough(stage: Stage) -> Story:
    """A case of Redbridge, of which Havering sees nothing."""
    at = stage.back(16, "10:00")
    yield at
    redbridge = stage.acting("redbridge", at)
    case = refer(
        redbridge,
        "Redbridge SCP",
        {
            "about": {"kind": "serious-incident", "person": "child"},
            "what-happened": {
                "outline": (
                    "A girl of six was badly burned in her foster home, where a baby from another borough also lives. "
                    "The accounts of how it happened differ."
                ),
                "aware-on": stage.days_before(16)(1),
                "harm": "seriously-harmed",
                "abuse": "yes",
            },
            "where": {"place": "here"},
            "people": [
                {"forenames": "Nela", "surname": "Horak", "born-on": "2020", "sex": "female"},
                {"forenames": "Corin", "surname": "Tolland", "sex": "male"},
            ],
        },
    )
    at = stage.back(15, "10:00")
    yield at
    redbridge = stage.acting("redbridge", at)
    duties.share_with_partners(
        redbridge, ref=case.ref, legal_reason="The partners answer together for the safety of children here."
    )
    settle_test(
        redbridge,
        case,
        NOTIFIABLE,
        {
            "abuse-known-or-suspected": ("yes", "The burns have a straight edge."),
            "seriously-harmed": ("yes", "Skin grafts are planned."),
            "in-area": ("yes", "The home is in the borough."),
        },
        is_met=True,
        rationale="Serious harm, and abuse is suspected.",
    )
    reviews.open_review(redbridge, ref=case.ref)
    ask(redbridge, case, ["Police", "NELFT", "Redbridge Children"])
    case.refresh_from_db()
    description.describe_case(
        redbridge, ref=case.ref, version=case.version, facts={"themes": "Burns; differing accounts"}
    )
