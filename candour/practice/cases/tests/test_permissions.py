"""Who of the cast sees and does what with a case: in its own partnership, elsewhere, behind a wall, once closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, UnknownAct, all_acts, all_sees, may, seen_by
from candour.practice.cases.models import AgencyRequest, Case, Decision, Referral, Wall
from candour.practice.cases.operations import submissions, teams
from candour.practice.directory.models import Partnership
from candour.practice.governance.models import Meeting
from tests.cast import Cast

OWN = "Exploitation; placement at a distance; knife crime"
WITH_A_NURSE = "Safer sleeping; neglect; cold home; alcohol"
OTHER = "Burns; differing accounts"
CLOSED = "Discharge; addresses of risk"

OFFICE = "manager administrator"
PARTNERS = "council police health nominee"
GROUP = (
    "police_lead childrens_care adults_care nurse nelft public_health housing hospital teacher lay probation head "
    "nelft_senior"
)
TEAM = f"{OFFICE} {PARTNERS} {GROUP}"

ACTS = f"""
    refer a case                          | everybody
    add facts to a referral               | {OFFICE} police_lead
    describe a case                       | {OFFICE}
    reveal who a case is about            | {OFFICE} {PARTNERS}
    change the team of a case             | {OFFICE}
    declare a conflict                    | {TEAM}
    lift a wall                           | {OFFICE}
    open a case in an emergency           | manager council police health nominee head
    review an emergency opening           | {OFFICE}
    answer a test                         | {OFFICE} {PARTNERS}
    give a view of the criteria           | {TEAM}
    record a notification                 | {OFFICE} {PARTNERS}
    open a review                         | {OFFICE}
    run a review                          | {OFFICE}
    answer for an agency                  | {OFFICE} nelft nelft_senior
    see who a request is about            | nelft nelft_senior
    sign off for an agency                | {OFFICE} nelft nelft_senior
    collate health returns                | nurse
    raise an immediate action             | {TEAM}
    comment on a draft                    | {TEAM}
    give a position                       | {PARTNERS}
    decide as chair                       | nobody
    see that a decision takes effect      | {PARTNERS}
    close a case                          | {OFFICE}
    keep the tracker                      | {OFFICE}
    choose local practice                 | manager
    import the tracker                    | manager
    export the tracker                    | manager redbridge joint
    see who looked at a case              | {OFFICE}
    see who read the tracker              | {OFFICE}
    see the list of conflicts             | manager redbridge joint scrutineer board_chair
"""
"""Each act in a case of Havering that is with the partners, and those of the cast who may do it."""

ACTS_ELSEWHERE = """
    answer for an agency                  | nelft nelft_senior
    see who a request is about            | nelft nelft_senior
    sign off for an agency                | nelft nelft_senior
"""
"""What those who are not of Redbridge may do in a case of Redbridge that asked NELFT: this and nothing else."""

WITHOUT_A_CASE = (
    "refer a case",
    "export the tracker",
    "see the list of conflicts",
    "choose local practice",
    "import the tracker",
    "see who read the tracker",
)
UNSEEN = ("open a case in an emergency",)


def rows(text: str) -> dict[str, set[str]]:
    told = (line.split("|") for line in text.strip().splitlines())
    return {act.strip(): set(who.split()) - {"nobody"} for act, who in told}


def records(themes: str) -> dict[str, Any]:
    """The record to which each act is done, in the case of those themes."""
    case = Case.objects.get(themes=themes)
    nelft = AgencyRequest.objects.filter(case=case, organisation__short_name="NELFT").first()
    nurse = AgencyRequest.objects.filter(case__themes=WITH_A_NURSE, organisation__short_name="NEL ICB").first()
    for_agency = ("answer for an agency", "see who a request is about", "sign off for an agency")
    for_decision = ("give a position", "decide as chair", "see that a decision takes effect")
    partnership = Partnership.objects.get(pk=case.partnership_id)
    return {
        **dict.fromkeys(for_agency, nelft),
        **dict.fromkeys(for_decision, Decision.objects.filter(case=case).first()),
        **dict.fromkeys(WITHOUT_A_CASE, partnership),
        "add facts to a referral": Referral.objects.filter(case=case).first(),
        "lift a wall": Wall.objects.filter(case=case).first(),
        "collate health returns": nurse,
        "the case": case,
    }


def allowed(actor: Actor, found: dict[str, Any]) -> set[str]:
    """The acts that somebody may do, to records that they see."""
    able = set()
    seen: dict[Any, bool] = {}
    for act in rows(ACTS):
        record = found.get(act, found["the case"])
        if record not in seen:
            seen[record] = bool(record and seen_by(actor, type(record)).filter(pk=record.pk).exists())
        if (act in (*WITHOUT_A_CASE, *UNSEEN) or seen[record]) and may(actor, act, record):
            able.add(act)
    return able


def all_allowed(told: Cast, found: dict[str, Any]) -> dict[str, set[str]]:
    able: dict[str, set[str]] = {act: set() for act in rows(ACTS)}
    for key in told.people:
        for act in allowed(told.acting(key), found):
            able[act].add(key)
    return able


def wall_off(told: Cast, case: Case, key: str) -> None:
    teams.declare_conflict(told.acting("administrator"), ref=case.ref, person_ref=told.people[key].ref, nature="person")


def of_the_case(model: type[Model], case: Case) -> Any:
    """Every record of a model that belongs to a case; None for a model that belongs to none."""
    for path in ("case", "review__case", "decision__case", "referral__case"):
        names = {field.name for field in model._meta.get_fields()}
        if path.partition("__")[0] in names:
            return model._default_manager.filter(**{path: case})
    return model._default_manager.filter(pk=case.pk) if model is Case else None


def test_each_act_in_a_case_is_done_by_those_named_and_by_nobody_else(told: Cast) -> None:
    wall_off(told, Case.objects.get(themes=OWN), "scrutineer")
    wanted = {act: set(told.people) if who == {"everybody"} else who for act, who in rows(ACTS).items()}
    assert all_allowed(told, records(OWN)) == wanted


def test_every_act_of_the_app_stands_in_the_table(told: Cast) -> None:
    assert {act.name for act in all_acts() if act.app == "cases"} == set(rows(ACTS))


def test_an_act_that_no_policy_names_is_an_error(told: Cast) -> None:
    with pytest.raises(UnknownAct):
        may(told.acting("manager"), "sell a case", Case.objects.get(themes=OWN))


def test_of_another_boroughs_case_only_an_agency_that_was_asked_does_anything(told: Cast) -> None:
    able = all_allowed(told, records(OTHER))
    wanted = rows(ACTS_ELSEWHERE)
    for act in set(rows(ACTS)) - set(WITHOUT_A_CASE) - {"collate health returns"}:
        assert able[act] - {"redbridge"} == wanted.get(act, set()), act


@pytest.mark.parametrize("key", TEAM.split())
def test_a_walled_person_sees_nothing_of_the_case_and_does_nothing_in_it(key: str, told: Cast) -> None:
    case = Case.objects.get(themes=OWN)
    if key in OFFICE.split():
        other = "administrator" if key == "manager" else "manager"
        teams.declare_conflict(told.acting(other), ref=case.ref, person_ref=told.people[key].ref, nature="family")
    else:
        wall_off(told, case, key)
    actor = told.acting(key)
    own = {Referral} if key == "police_lead" else set()
    for model in all_sees():
        there = of_the_case(model, case) if model._meta.app_label == "cases" else None
        if there is not None and model not in own:
            assert not (seen_by(actor, model) & there).exists(), model.__name__
    assert not seen_by(actor, Meeting).filter(owner_kind="cases.case", owner_id=case.pk).exists()
    open_to_all = {*WITHOUT_A_CASE, "collate health returns", *(["add facts to a referral"] if own else [])}
    assert allowed(actor, records(OWN)) - open_to_all == set()


def test_the_team_sees_the_case_before_there_is_a_wall(told: Cast) -> None:
    case = Case.objects.get(themes=OWN)
    assert {key for key in TEAM.split() if seen_by(told.acting(key), Case).filter(pk=case.pk)} == set(TEAM.split())


def test_rank_alone_opens_no_case(told: Cast) -> None:
    outside = set(told.people) - set(TEAM.split())
    assert {"chair", "scrutineer", "author", "joint", "technical", "newcomer", "left", "redbridge"} <= outside
    case = Case.objects.get(themes=OWN)
    assert [key for key in outside if seen_by(told.acting(key), Case).filter(pk=case.pk).exists()] == []


def test_in_a_closed_case_nobody_makes_a_move_but_the_office_which_opens_it_again(told: Cast) -> None:
    case = Case.objects.get(themes=CLOSED)
    with pytest.raises(Refused, match="This is “closed”"):
        submissions.close_case(told.acting("manager"), ref=case.ref, outcome="training", reason="Again.")
    submissions.reopen_case(told.acting("administrator"), ref=case.ref)
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_at) == ("received", "", None)
