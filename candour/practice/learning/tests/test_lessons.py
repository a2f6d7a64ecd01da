"""Lessons through their pages: good practice, products and their reach, stocktakes, research, near misses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from candour.platform.deadlines.models import Deadline
from candour.platform.workflow.moving import Conflict
from candour.practice.directory.models import Partnership
from candour.practice.governance.models import Group, PlannedItem
from candour.practice.learning.models import Asked, Coding, Lesson, NearMiss, Receipt
from candour.practice.learning.operations import lessons, near_misses
from candour.practice.learning.tests.test_said_before import language, post, report
from tests.cast import Cast
from tests.pages import words


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def add(cast: Cast, kind: str, who: str = "manager", **facts: Any) -> Lesson:
    page = post(cast, who, "lesson_add", kind, partnership=cast.partnership().ref, **facts)
    assert page.status_code == 200, page.content.decode()
    return Lesson.objects.latest("pk")


def step(cast: Cast, lesson: Lesson, key: str, who: str = "manager", **facts: Any) -> str:
    lesson.refresh_from_db()
    done = post(cast, who, "lesson_step", lesson.ref, key, version=str(lesson.version), **facts)
    lesson.refresh_from_db()
    return done.content.decode()


def briefing(cast: Cast) -> Lesson:
    lesson = add(cast, "product", title="Fathers at discharge", form="briefing", text="Ask who else lives there.")
    issued = {**day("issued_on", date(2026, 11, 16)), **day("review_on", date(2027, 5, 17))}
    assert "It is recorded." in step(cast, lesson, "issue", audience="Ward staff", **issued)
    return lesson


def asked(cast: Cast, lesson: Lesson, *agencies: str, areas: tuple[str, ...] = ()) -> list[Asked]:
    sent = post(
        cast,
        "manager",
        "lesson_ask",
        lesson.ref,
        organisations=[cast.organisation(one).ref for one in agencies],
        areas=[Partnership.objects.get(short_name=one).ref for one in areas],
        **day("due_on", date(2026, 12, 2)),
    )
    assert sent.status_code == 200, sent.content.decode()
    return list(Asked.objects.filter(lesson=lesson).order_by("pk"))


def waits_for(*rows: Asked) -> int:
    kept = Deadline.objects.filter(key="learning-answer", owner_id__in=[one.pk for one in rows])
    return kept.filter(met_at=None, cancelled_at=None).count()


def test_a_practitioner_refers_good_practice_and_it_is_appraised_shared_and_looked_at_again(cast: Cast) -> None:
    told = {"title": "A call on the day after", "text": "The ward rings every family.", "audience": ""}
    nelft = cast.organisation("NELFT")
    lesson = add(cast, "good-practice", who="nelft", agency=nelft.ref, **told)
    mine = cast.client("nelft").get(reverse("lesson", args=[lesson.ref]))
    assert mine.status_code == 200, "whoever referred it sees what comes of it"
    assert cast.client("hospital").get(reverse("lesson", args=[lesson.ref])).status_code == 404
    assert "Only the office" in step(cast, lesson, "accept", who="nelft", reason="It works.")
    assert "It is recorded." in step(cast, lesson, "accept", reason="Three families said so.")
    assert cast.client("lay").get(reverse("lesson", args=[lesson.ref])).status_code == 200
    assert "cannot be changed in this way" in step(cast, lesson, "uphold", decision="Seen on two wards.")
    step(cast, lesson, "share", audience="Every ward")
    step(cast, lesson, "uphold", decision="Seen on two wards.")
    assert (lesson.state, lesson.agency, lesson.decision) == ("upheld", nelft, "Seen on two wards.")


def test_a_product_counts_how_far_it_reached_and_who_read_it(cast: Cast) -> None:
    lesson = briefing(cast)
    assert Deadline.objects.get(key="lesson-review").due_on == date(2027, 5, 17)
    hospital, police = asked(cast, lesson, "BHRUT", "Police")
    assert waits_for(hospital, police) == 2
    page = cast.client("hospital").get(reverse("lessons")).content.decode()
    assert "Fathers at discharge" in page
    assert "Asked of you" in page
    assert cast.client("nelft").get(reverse("asked", args=[hospital.ref])).status_code == 404
    said = {"services": "11", "reached": "12", "discussed": "0", "tested": "A quiz.", "version": "1"}
    refused = post(cast, "hospital", "asked_answer", hospital.ref, **said)
    assert "It cannot have reached more than there are." in refused.content.decode()
    said |= {"reached": "7", "discussed": "4"}
    assert "Your answer was received" in post(cast, "hospital", "asked_answer", hospital.ref, **said).content.decode()
    assert waits_for(hospital, police) == 1
    assert "been answered already" in post(cast, "hospital", "asked_answer", hospital.ref, **said).content.decode()
    post(cast, "police_lead", "asked_decline", police.ref, reason="No ward of ours.", version="1")
    post(cast, "hospital", "lesson_read", lesson.ref)
    post(cast, "hospital", "lesson_read", lesson.ref)
    assert Receipt.objects.count() == 1
    page = cast.client("manager").get(reverse("lesson", args=[lesson.ref])).content.decode()
    assert "reached 7 of 11 services and was talked about in 4" in page
    assert "Read by 1 person" in page
    assert "No ward of ours." in page
    back = {"is_accepted": "no", "reason": "Which wards?", "version": "2"}
    post(cast, "manager", "asked_judge", hospital.ref, **back)
    assert "Which wards?" in cast.client("hospital").get(reverse("asked", args=[hospital.ref])).content.decode()
    assert waits_for(hospital, police) == 1
    step(cast, lesson, "withdraw", reason="Out of date.")
    assert waits_for(hospital, police) == 0
    assert Deadline.objects.get(key="lesson-review").cancelled_at is not None


def test_a_stocktake_is_asked_of_another_area_which_sees_only_the_questions(cast: Cast) -> None:
    lesson = add(
        cast, "stocktake", title="Bruises in infants", text="A review here.", questions="Is there a protocol?\nUsed?"
    )
    nobody = post(cast, "manager", "lesson_ask", lesson.ref, **day("due_on", date(2026, 12, 2)))
    assert "Choose at least one agency or area." in nobody.content.decode()
    (area,) = asked(cast, lesson, areas=("Redbridge SCP",))
    client = cast.client("redbridge")
    page = client.get(reverse("asked", args=[area.ref])).content.decode()
    assert "Is there a protocol?" in page
    assert client.get(reverse("lesson", args=[lesson.ref])).status_code == 404
    half = post(cast, "redbridge", "asked_answer", area.ref, answer_0="Yes.", answer_1="", version="1")
    assert half.status_code == 422
    post(cast, "redbridge", "asked_answer", area.ref, answer_0="Yes.", answer_1="In half of the wards.", version="1")
    post(cast, "manager", "asked_judge", area.ref, is_accepted="yes", reason="It is plain.", version="2")
    area.refresh_from_db()
    assert (area.state, area.answers[1]) == ("accepted", "In half of the wards.")
    step(cast, lesson, "close", decision="One protocol for all.")
    assert lesson.state == "closed"


def test_what_came_in_confidence_goes_to_the_office_and_the_partners_only(cast: Cast) -> None:
    facts = {
        "title": "Sixteen cases",
        "form": "elsewhere",
        "publisher": "Another county",
        "published_on": "August 2020",
    }
    lesson = add(cast, "source", text="Seven findings.", is_restricted="on", **facts)
    assert "August 2020" in cast.client("council").get(reverse("lesson", args=[lesson.ref])).content.decode()
    assert cast.client("lay").get(reverse("lesson", args=[lesson.ref])).status_code == 404
    language(cast)
    post(cast, "manager", "lesson_themes", lesson.ref, themes=["interpreting"])
    assert Coding.objects.get().year == 2020
    (found,) = report(cast, "Every ward asks who lives in the home.")
    post(cast, "manager", "lesson_link", lesson.ref, to=f"recommendation:{found.ref}")
    step(cast, lesson, "consider", decision="Taken into the local plan.")
    page = cast.client("manager").get(reverse("lesson", args=[lesson.ref])).content.decode()
    assert "Every ward asks who lives in the home." in page
    assert "Taken into the local plan." in page


def test_a_finding_raises_a_training_need_that_is_traced_to_its_course(cast: Cast) -> None:
    # LRN-11
    (found,) = report(cast, "Every ward asks who lives in the home.")
    need = {
        "title": "Asking about fathers",
        "form": "training",
        "text": "Wards do not ask.",
        "link": "",
        "audience": "",
    }
    post(cast, "manager", "lesson_for", found.ref, "product", **need)
    lesson = Lesson.objects.get()
    page = cast.client("manager").get(reverse("said_before", args=[found.ref])).content.decode()
    assert "Asking about fathers" in page
    post(cast, "manager", "lesson_change", lesson.ref, version="1", **need | {"link": "Course 12, January"})
    page = cast.client("manager").get(reverse("lesson", args=[lesson.ref])).content.decode()
    assert "Course 12, January" in page
    assert "Every ward asks" in page


def test_the_third_small_report_proposes_a_themed_review_which_a_meeting_decides(cast: Cast) -> None:
    # F39
    language(cast)
    for month in ("1 2026", "11 2026"):
        page = post(cast, "manager", "near_miss_tell", month=month, themes=["interpreting"], area="",
                    partnership=cast.partnership().ref)  # fmt: skip
        assert "It is in the register." in page.content.decode()
    assert not Lesson.objects.exists()
    ahead = post(cast, "manager", "near_miss_tell", month="12 2026", themes=["interpreting"], area="",
                 partnership=cast.partnership().ref)  # fmt: skip
    assert "The month lies ahead." in ahead.content.decode()
    told = {"month": "6/2026", "themes": ["interpreting"], "area": "", "partnership": cast.partnership().ref}
    page = post(cast, "manager", "near_miss_tell", **told).content.decode()
    assert "enough to propose a themed review" in page
    lesson = Lesson.objects.get()
    assert "January 2026 to November 2026" in lesson.data
    assert NearMiss.objects.filter(proposal=lesson).count() == 3
    post(cast, "manager", "near_miss_tell", **told)
    assert Lesson.objects.count() == 1, "reports that raised one proposal raise no other"

    group = Group.objects.get(name="Case Review Working Group")
    post(cast, "manager", "lesson_table", lesson.ref, group=group.ref, minutes="20", **day("due_on", date(2026, 12, 1)))
    assert PlannedItem.objects.get().title.startswith("Themed review: Interpreting")
    decided = {
        "decided_how": "meeting",
        "decided_by": "",
        "decision": "A stocktake first.",
        "reason": "Little is known.",
    }
    day_of = day("decided_on", date(2026, 11, 17))
    assert "Say which meeting" in step(cast, lesson, "decide", group_decision="", **decided, **day_of)
    decided["decided_by"] = "The working group"
    assert "You cannot" in step(cast, lesson, "decide", who="lay", group_decision="", **decided, **day_of)
    step(cast, lesson, "decide", group_decision="", **decided, **day_of)
    assert (lesson.state, lesson.decided_by) == ("decided", "The working group")
    asks = {"title": "What do others do?", "text": "It was decided.", "questions": "What do you do?"}
    post(cast, "manager", "lesson_raise", lesson.ref, "stocktake", **asks)
    assert "What do others do?" in cast.client("manager").get(reverse("lesson", args=[lesson.ref])).content.decode()
    size = {"reports": "2", "months": "6", "version": "0"}
    assert (
        "2 of one theme within 6 months"
        in post(cast, "manager", "cluster_size", cast.partnership().ref, **size).content.decode()
    )


@pytest.mark.parametrize("who", ["lay", "nelft", "redbridge"])
def test_small_reports_are_for_the_office_and_the_partners(cast: Cast, who: str) -> None:
    language(cast)
    near_misses.tell(
        cast.acting("manager"),
        partnership_ref=cast.partnership().ref,
        theme_keys=["interpreting"],
        month=date(2026, 10, 1),
    )
    assert "October 2026" in cast.client("manager").get(reverse("near_misses")).content.decode()
    assert "October 2026" not in cast.client(who).get(reverse("near_misses")).content.decode()


def test_small_reports_that_raised_another_proposal_meanwhile_raise_none_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    language(cast)
    told = {"partnership_ref": cast.partnership().ref, "theme_keys": ["interpreting"], "month": date(2026, 10, 1)}
    manager = cast.acting("manager")
    for _ in range(3):
        near_misses.tell(manager, **told)
    stale = list(NearMiss.objects.all())
    monkeypatch.setattr(near_misses, "in_cluster", lambda *_: stale)
    with pytest.raises(Conflict):
        near_misses.tell(manager, **told)
    assert Lesson.objects.filter(kind="proposal").count() == 1


def test_a_forward_plan_says_nothing_of_what_grew_out_of_a_case(cast: Cast) -> None:
    group = Group.objects.filter(partnership=cast.partnership(), until_on=None).first()
    assert group is not None
    facts = {"kind": "proposal", "state": "draft", "data": "Six.", "options": ["Wait"], "made_at": cast.now}
    lesson = Lesson.objects.create(
        partnership=cast.partnership(), title="Fires at night", owner_kind="cases.case", owner_id=7, **facts
    )
    lessons.table_proposal(
        cast.acting("manager"), ref=lesson.ref, group_ref=group.ref, due_on=date(2026, 12, 2), minutes=10
    )
    assert PlannedItem.objects.latest("pk").title == "Proposal of a themed review"


def test_a_product_says_for_whom_when_how_far_it_reached_and_which_finding_it_answers(cast: Cast) -> None:
    # LRN-05
    (found,) = report(cast, "Every ward asks who lives in the home.")
    facts = {"title": "Fathers", "form": "newsletter", "text": "Ask.", "link": "", "audience": ""}
    post(cast, "manager", "lesson_for", found.ref, "product", **facts)
    lesson = Lesson.objects.get()
    days = {**day("issued_on", date(2026, 11, 16)), **day("review_on", date(2027, 5, 17))}
    step(cast, lesson, "issue", audience="Ward staff", **days)
    for agency, who, reached in (("BHRUT", "hospital", "7"), ("NELFT", "nelft", "2")):
        one = next(one for one in asked(cast, lesson, agency) if one.organisation == cast.organisation(agency))
        said = {"services": "11", "reached": reached, "discussed": "1", "tested": "A quiz.", "version": "1"}
        post(cast, who, "asked_answer", one.ref, **said)
    shown = words(cast.client("manager").get(reverse("lesson", args=[lesson.ref])))
    for wanted in (
        "Learning product: newsletter", "For whom Ward staff", "Issued 16 November 2026",
        "To be looked at again 17 May 2027", "Reached 7 of 11 services", "Reached 2 of 11 services",
        "Every ward asks who lives in the home.",
    ):  # fmt: skip
        assert wanted in shown, wanted
    # F20
    finding = words(cast.client("manager").get(reverse("said_before", args=[found.ref])))
    assert "2 of 2 agencies have answered: it reached 9 of 22 services" in finding


def test_a_source_keeps_what_it_is_and_leads_to_its_themes_and_to_what_was_decided(cast: Cast) -> None:
    # LRN-07
    language(cast)
    lesson = add(cast, "source", title="Sleep", form="research", publisher="A journal", published_on="August 2020",
                 link="https://journal.example/sleep", text="Seven findings.")  # fmt: skip
    post(cast, "manager", "lesson_themes", lesson.ref, themes=["interpreting"])
    step(cast, lesson, "consider", decision="Taken into the local plan.")
    raised = {"title": "A themed review of sleep", "text": "Why.", "data": "Six.", "options": "Wait"}
    post(cast, "manager", "lesson_raise", lesson.ref, "proposal", **raised)
    answered = cast.client("manager").get(reverse("lesson", args=[lesson.ref]))
    shown = words(answered)
    for said in (
        "Research or national learning: research", "Sleep", "Published by A journal", "Published August 2020",
        "Where it is https://journal.example/sleep", "Seven findings.", "Decision Taken into the local plan.",
        "Themed review proposal: A themed review of sleep",
    ):  # fmt: skip
        assert said in shown, said
    for address in (reverse("theme", args=["interpreting"]), reverse("lesson", args=[Lesson.objects.latest("pk").ref])):
        assert f'href="{address}"' in answered.content.decode()
    assert "Sleep" in words(cast.client("manager").get(reverse("lessons"), {"kind": "source"}))


RARE = "A boy of six with epilepsy died at Queens Hospital in June 2024."


@pytest.mark.parametrize(("kind", "move"), [("good-practice", "accept"), ("product", "issue")])
def test_a_lesson_that_singles_somebody_out_does_not_go_wider(cast: Cast, kind: str, move: str) -> None:
    # T10
    more = {"agency": cast.organisation("NELFT").ref} if kind == "good-practice" else {"form": "briefing", "link": ""}
    lesson = add(cast, kind, title="A call", text=RARE, audience="", **more)
    days = {**day("issued_on", date(2026, 11, 16)), **day("review_on", date(2027, 5, 17))}
    said = step(cast, lesson, move, **({"reason": "It works."} if move == "accept" else {"audience": "All", **days}))
    assert "can single" in said, said
    assert lesson.state != ("accepted" if move == "accept" else "issued")
    post(cast, "manager", "lesson_change", lesson.ref, **_now(lesson, "Ring them."))
    step(cast, lesson, move, **({"reason": "It works."} if move == "accept" else {"audience": "All", **days}))
    assert lesson.state == ("accepted" if move == "accept" else "issued")
    changed = post(cast, "manager", "lesson_change", lesson.ref, **_now(lesson, RARE))
    assert "can single" in changed.content.decode(), "nor is it written in afterwards"
    lesson.refresh_from_db()
    assert lesson.text == "Ring them."


def _now(lesson: Lesson, text: str) -> dict[str, str]:
    lesson.refresh_from_db()
    agency = lesson.agency.ref if lesson.agency else ""
    facts = {"title": lesson.title, "text": text, "agency": agency, "form": lesson.form, "link": "", "audience": "All"}
    return facts | {"version": str(lesson.version)}
