"""A themed review that is weighed up, on suicide in adolescence: figures, sources, options, and two files of areas."""

from __future__ import annotations

from datetime import date, timedelta

from candour.practice.directory.models import Partnership
from candour.practice.learning.exchange import Shared, written
from candour.practice.learning.models import Lesson
from candour.practice.learning.operations import exchange, lessons
from candour.practice.learning.queries.exchange import glimpse
from candour.project.demonstration.stage import Stage, Story

FIGURES = (
    "Deaths: 5 young people in three boroughs, from March 2019 to the end of August 2020; 2 await an inquest and 3 "
    "were open to mental health services. Source: the group’s briefing of 2020. Its papers end the period on two "
    "different days.",
    "Attempts in the same months: 21 in Redbridge, 23 in Havering, 26 in Barking and Dagenham, 70 together. Source: "
    "the same briefing. A rough count, which nobody has checked.",
    "Elsewhere: 16 young people in one county from May 2014 to June 2018. Source: that county’s thematic analysis.",
    "Waiting: 9 to 21 weeks from a referral to a first appointment. Invented for this demonstration.",
)
OPTIONS = (
    "Leave it with the rapid reviews, and look at the figures again in a year",
    "Ask each neighbouring area how it answers self-harm, then decide",
    "Review all five deaths together, with young people and parents beside the professionals",
    "Take part in a study of one large region instead of a review of our own",
)


def themed_review(stage: Stage) -> Story:
    """The proposal, what it rests on, the questions that went out as a file, and learning that came as one."""
    at = stage.back(20, "15:00")
    yield at
    manager = stage.acting("manager", at)
    here = Partnership.objects.get(short_name="Havering SCP")
    proposal = lessons.add_lesson(
        manager,
        partnership_ref=here.ref,
        kind="proposal",
        facts={
            "title": "Suicide in adolescence: would a themed review find what is not known?",
            "text": (
                "One rapid review ended without a full review, and the national Panel agreed. Taken one by one the "
                "deaths had little in common; nobody has yet looked at them side by side."
            ),
            "data": "\n".join(FIGURES),
            "options": list(OPTIONS),
        },
    )
    lessons.code_lesson(manager, ref=proposal.ref, keys=["self-harm-and-suicide"])
    source = Lesson.objects.get(kind="source", partnership=here)
    questions = Lesson.objects.get(kind="stocktake", partnership=here)
    for rests_on in (source, questions):
        lessons.link_lesson(manager, ref=proposal.ref, to="lesson", to_ref=rests_on.ref)
    answer_by: date = stage.ahead(12, "17:00").date()
    exchange.share_lesson(manager, ref=questions.ref, recipient="A partnership beyond London", answer_by=answer_by)
    came = Shared(
        kind="learning",
        reference="demonstration-01",
        sender="Estuary Safeguarding Children Partnership (invented)",
        title="The week after: one call to every young person who leaves hospital",
        made_on=at.date() - timedelta(days=3),
        what="good-practice",
        text="A nurse rings within seven days. Most who were rung came to their first appointment.",
        for_whom="Mental health teams and wards",
        publisher="Estuary Safeguarding Children Partnership (invented)",
    )
    sealed = glimpse(manager, written(came).encode()).sealed
    accepted = exchange.accept_file(manager, sealed=sealed, partnership_ref=here.ref)
    means = "The wards are asked whether they could do the same. Until they answer, nothing changes."
    lessons.lead_on(manager, ref=accepted.ref, step="consider", version=1, facts={"decision": means})
