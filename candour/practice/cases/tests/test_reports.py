"""The report: made from what is there as Word and tagged PDF, commented on to the minute, and finished."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.platform.deadlines.models import Deadline
from candour.platform.files.queries import sound_content_of
from candour.platform.messaging.models import OutboxMessage
from candour.platform.workflow.moving import Conflict
from candour.practice.cases.models import Comment, ReportVersion, TeamMember
from candour.practice.cases.operations import reports, thresholds
from candour.practice.cases.queries.thresholds import LOCAL_REVIEW
from candour.practice.cases.tests.papers import is_tagged, text_of, words_of_pdf, words_of_word
from candour.practice.cases.workflow import OUTCOMES
from candour.project.demonstration.stage import answer, sign
from tests.cast import Cast
from tests.walks import LEADS, SUMMARY, Walk, moment, named_in, on_with, walk

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def out(cast: Cast) -> Walk:
    """The draft is out for comments until Wednesday 4 November, day 13, 09:30."""
    return walk(cast, to="circulated")


def newest(going: Walk) -> ReportVersion:
    version = (
        ReportVersion.objects.filter(review=going.review).select_related("docx", "pdf").order_by("-number").first()
    )
    assert version is not None
    return version


def papers(version: ReportVersion) -> tuple[str, str]:
    assert version.docx is not None
    assert version.pdf is not None
    return words_of_word(sound_content_of(version.docx)), words_of_pdf(sound_content_of(version.pdf))


def test_a_comment_until_half_past_nine_on_day_13_is_in_time_and_a_minute_later_it_is_late(out: Walk) -> None:
    # RR-08
    assert out.review.comments_close_at == moment(4, "09:30", 11)

    def comment(clock: str) -> None:
        reports.comment(out.cast.acting("nelft", moment(4, clock, 11)), ref=out.case.ref, text=f"Said at {clock}.")

    for clock in ("08:00", "09:29", "09:30"):
        comment(clock)
    for clock in ("09:31", "11:00"):
        with pytest.raises(Refused, match="Comments closed at 09:30 on Wednesday 4 November 2026"):
            comment(clock)
    made = Comment.objects.order_by("made_at").values_list("text", "made_at")
    assert list(made) == [(f"Said at {clock}.", moment(4, clock, 11)) for clock in ("08:00", "09:29", "09:30")]


def test_each_comment_is_its_persons_own_until_the_report_is_finished(out: Walk) -> None:
    # RR-08
    cast = out.cast
    for key in ("nelft", "police_lead"):
        reports.comment(cast.acting(key, moment(3, "15:00", 11)), ref=out.case.ref, text=f"Said by {key}.", place="5")
    assert [one.text for one in seen_by(cast.acting("nelft"), Comment)] == ["Said by nelft."]
    assert seen_by(cast.acting("administrator"), Comment).count() == 2
    on_with(out, to="finished", after="circulated")
    assert seen_by(cast.acting("nelft"), Comment).count() == 2


def test_each_comment_is_accepted_or_not_and_a_refusal_needs_its_reason(out: Walk) -> None:
    # RR-08
    made = reports.comment(out.cast.acting("nelft", moment(3, "15:00", 11)), ref=out.case.ref, text="It was in June.")
    manager = out.manager(moment(4, "10:00", 11))

    def respond(answer_: str, reason: str, version: int = 1) -> None:
        reports.answer_comment(
            manager, ref=out.case.ref, comment_ref=made.ref, version=version, answer=answer_, reason=reason
        )

    with pytest.raises(Refused, match="neither accepted nor refused"):
        reports.finish(manager, ref=out.case.ref)
    for not_wholly in ("partly", "not-accepted"):
        with pytest.raises(Refused, match="Say why the comment is not accepted in full"):
            respond(not_wholly, " ")
    respond("not-accepted", "Two records say May.")
    with pytest.raises(Conflict):
        respond("accepted", "")
    made.refresh_from_db()
    assert (made.answer, made.answer_reason, made.answered_at) == (
        "not-accepted", "Two records say May.", moment(4, "10:00", 11),
    )  # fmt: skip
    reports.finish(manager, ref=out.case.ref)
    assert newest(out).stage == "final"


def test_comments_close_early_only_with_a_reason(out: Walk) -> None:
    # RR-08
    manager = out.manager(moment(3, "17:00", 11))
    with pytest.raises(Refused, match="Comments are open until 09:30 on Wednesday 4 November 2026"):
        reports.finish(manager, ref=out.case.ref)
    reports.finish(manager, ref=out.case.ref, early_because="Everybody has answered.")
    assert out.review.state == "finished"


def test_the_draft_goes_to_the_whole_team_and_its_step_is_met(out: Walk) -> None:
    # RR-08
    step = {one.key: one for one in Deadline.objects.filter(owner_id=out.case.pk, owner_kind="cases.case")}
    assert step["first-draft"].met_at == step["circulate-draft"].met_at == moment(3, "12:00", 11)
    team = TeamMember.objects.filter(case=out.case, left_at=None).exclude(purpose="office").count()
    told = [one for one in OutboxMessage.objects.filter(template="cases.task") if "comments" in one.values["step"]]
    assert len(told) == team
    page = text_of(out.cast.client("nelft"), reverse("case_report", args=[out.case.ref]))
    assert "09:30" in page


@pytest.mark.parametrize("outcome", ["local-review", "local-learning", "national-review", "none"])
def test_the_report_is_made_from_the_returns_and_the_meeting_with_one_of_the_outcomes(outcome: str, cast: Cast) -> None:
    # RR-10
    going = walk(cast, to="circulated", proposal=outcome)
    word, pdf = papers(newest(going))
    for text in (word, pdf):
        assert f"Rapid review report: case {going.case.key}" in text
        assert f"Outcome. {OUTCOMES[outcome]}" in text
        for said in (
            "Records are kept by contact and not by child.",
            "Signed off by Anne Fielding, Director",
            "Four contacts were never read together.",
            "The meeting was quorate.",
            "Ines Castellan",
            "A child was found with burns.",
            "Each contact was weighed alone.",
            "What is to be learned is not yet clear.",
            "Draft. Not to be passed on.",
        ):
            assert said in text, said
        assert named_in(text) == []


def test_the_pdf_carries_its_structure(out: Walk) -> None:
    # RR-10
    pdf = newest(out).pdf
    assert pdf is not None
    assert is_tagged(sound_content_of(pdf))


def test_names_that_agencies_or_the_office_wrote_do_not_reach_the_report(cast: Cast) -> None:
    # REV-14
    going = walk(cast, to="notified", agencies=("NELFT",))
    said = {
        **SUMMARY,
        "why": {"why": "Oriel Quennell was seen by four people."},
        "events": [{"happened-on": "May 2026", "source": "Visit record", "event": "Marta Quennell was tired."}],
    }
    lead = cast.acting(LEADS["NELFT"], moment(23))
    sign(lead, answer(lead, going.case, "NELFT", said), "Anne Fielding", "Director")
    for step in (Walk.released, Walk.met):
        step(going)
    manager = going.manager(moment(3, "11:00", 11))
    reports.write_analysis(
        manager,
        ref=going.case.ref,
        version=going.review.version,
        facts_summary="Oriel lived at 8 Saltmarsh Row.",
        analysis="Marta asked for help.",
    )
    reports.make_report(manager, ref=going.case.ref)
    for text in papers(newest(going)):
        assert named_in(text) == []
        assert f"{going.case.key} was seen by four people." in text
        assert f"[relative 1 of {going.case.key}] was tired." in text
        assert f"{going.case.key} lived at [address]." in text
        assert "Anne Fielding" in text, "who signed keeps their name"


def test_a_version_that_was_edited_in_word_is_the_final_one_byte_for_byte(out: Walk) -> None:
    client = out.cast.client("manager")
    docx_file = newest(out).docx
    assert docx_file is not None
    edited = sound_content_of(docx_file)
    upload = SimpleUploadedFile("report.docx", edited, content_type=DOCX)
    page = client.post(reverse("report_put_back", args=[out.case.ref]), {"file": upload}, follow=True)
    assert "The edited report is the newest version" in page.content.decode()
    final = reports.finish(out.manager(moment(18, "10:30", 11)), ref=out.case.ref)
    final.refresh_from_db()
    assert (final.stage, final.is_edited, final.number) == ("final", True, 2)
    assert final.docx is not None
    assert sound_content_of(final.docx) == edited


def test_the_team_sees_versions_that_were_sent_out_and_the_office_every_one(out: Walk) -> None:
    reports.make_report(out.manager(moment(3, "16:00", 11)), ref=out.case.ref)
    assert [one.number for one in seen_by(out.cast.acting("nelft"), ReportVersion)] == [1]
    assert seen_by(out.cast.acting("manager"), ReportVersion).count() == 2


def test_two_people_who_write_the_analysis_at_once_lose_nothing(cast: Cast) -> None:
    going = walk(cast, to="met")
    version = going.review.version

    def write(at: str, text: str) -> None:
        reports.write_analysis(
            going.manager(moment(2, at, 11)), ref=going.case.ref, version=version, facts_summary="F", analysis=text
        )

    write("10:00", "The first.")
    with pytest.raises(Conflict):
        write("10:01", "The second.")
    assert going.review.analysis == "The first."


def test_a_draft_is_not_sent_before_there_is_a_version_with_its_text(cast: Cast) -> None:
    going = walk(cast, to="met")
    manager = going.manager(moment(2, "10:00", 11))
    with pytest.raises(Refused, match="Make a version of the report first"):
        reports.send_draft(manager, ref=going.case.ref)
    reports.make_report(manager, ref=going.case.ref)
    with pytest.raises(Refused, match="Write the summary of facts and the analysis first"):
        reports.send_draft(manager, ref=going.case.ref)


def test_the_report_tells_every_reading_of_the_start_and_the_criteria_with_their_source(out: Walk) -> None:
    # RR-10
    word, _ = papers(newest(out))
    assert re.search(r"incident is notified to the Panel \(governs\)\s*(Tuesday )?10 November 2026", word)
    assert "6 November 2026" in word
    assert "regulation 11" in word
    conclusion = thresholds.TestConclusion.objects.get(case=out.case, test_name=LOCAL_REVIEW)
    assert conclusion.rationale in word
