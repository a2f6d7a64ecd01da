"""Letters that expect an answer: drafted, signed by a partner, sent, chased, and the reply scored."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.deadlines.models import Deadline
from candour.platform.imports.reading import text_and_gaps
from candour.platform.messaging.models import OutboxMessage
from candour.platform.vault import operations as vault
from candour.practice.cases.models import Case, TeamMember
from candour.practice.learning.drafting import addressee_in, calls_for_letter
from candour.practice.learning.models import Letter, Report
from candour.practice.learning.operations import letters
from candour.practice.learning.tests.plans import a_report, page, post, recommendation
from conftest import NOW
from tests.cast import Cast
from tests.pages import problems, words

TEXTS = ("Havering writes to the Home Office about moves.", "Ring at night.")


def sent(cast: Cast, *, email: str = "desk@ministry.example") -> tuple[Report, Letter]:
    report = a_report(cast, texts=TEXTS, source="Havering SCP")
    office = cast.acting("manager")
    letter = letters.draft_letter(office, ref=recommendation(report, 1).ref)
    letters.change_letter(office, ref=letter.ref, version=1, email=email)
    letters.sign_letter(cast.acting("chair"), ref=letter.ref)
    letters.send_letter(office, ref=letter.ref, reply_by=date(2026, 12, 16))
    letter.refresh_from_db()
    return report, letter


def test_a_letter_is_drafted_signed_by_a_partner_sent_and_answered(cast: Cast) -> None:
    # LRN-03
    report = a_report(cast, texts=TEXTS)
    drafted = post(cast, "manager", "letter_draft", recommendation(report, 1).ref)
    letter = Letter.objects.get()
    shown = words(drafted)
    assert "(recommendation 5, page 31, paragraph 6.1)" in shown
    assert "To Home Office" in shown
    assert "Only a statutory partner or the chair" in words(post(cast, "manager", "letter_sign", letter.ref))
    assert "Sent" not in words(
        post(cast, "manager", "letter_send", letter.ref, reply_by_day=1, reply_by_month=2, reply_by_year=2027)
    )
    signed = words(post(cast, "police", "letter_sign", letter.ref))
    assert "Marcus Bell, 18 November 2026" in signed
    kept = post(cast, "manager", "letter_change", letter.ref, addressee="X", subject="Y", body="Z", email="", version=2)
    assert problems(kept) == ["A letter that is signed is not changed. Take it back first."]
    when = {"reply_by_day": "16", "reply_by_month": "12", "reply_by_year": "2026"}
    assert "to be answered by 16 December 2026" in words(post(cast, "manager", "letter_send", letter.ref, **when))
    assert Deadline.objects.get(owner_kind="learning.letter").due_on == date(2026, 12, 16)

    came = {"replied_on_day": "18", "replied_on_month": "11", "replied_on_year": "2026"}
    empty = post(cast, "manager", "letter_reply", letter.ref, reply="refused", text=" ", **came)
    assert problems(empty) == ["Enter an answer to “In its words”."]
    scored = words(post(cast, "manager", "letter_reply", letter.ref, reply="part", text="From next year.", **came))
    assert "Accepted in part, 18 November 2026" in scored
    assert Deadline.objects.get(owner_kind="learning.letter").met_at is not None


def test_a_letter_that_singles_somebody_out_is_not_signed(cast: Cast) -> None:
    # T10
    report = a_report(cast, texts=TEXTS)
    office = cast.acting("manager")
    letter = letters.draft_letter(office, ref=recommendation(report, 1).ref)
    risky = "The boy, aged 15, came to Dunford Hospital in June 2020 with epilepsy.\n\nPlease act."
    letters.change_letter(office, ref=letter.ref, version=1, body=risky)
    refused = words(post(cast, "chair", "letter_sign", letter.ref))
    assert "an exact age (“aged 15”)" in refused
    letter.refresh_from_db()
    assert (letter.state, letter.signed_by, letter.body) == ("draft", "", risky)
    letters.change_letter(office, ref=letter.ref, version=2, body="Children came to hospital late.\n\nPlease act.")
    letters.sign_letter(cast.acting("chair"), ref=letter.ref)


def test_a_letter_that_names_somebody_of_a_case_is_not_sent(cast: Cast) -> None:
    # T10: the office sees the case, and the chair who signed does not
    case = Case.objects.create(
        partnership=cast.partnership(), key="QV1", kind="serious-incident", about="child", opened_at=NOW
    )
    TeamMember.objects.create(case=case, person=cast.people["manager"], purpose="office", joined_at=NOW)
    office = cast.acting("manager")
    vault.keep(office, owner=case, kind="child", facts={"forenames": "Ottilie", "surname": "Vexley"})
    report = a_report(cast, texts=TEXTS)
    letter = letters.draft_letter(office, ref=recommendation(report, 1).ref)
    letters.change_letter(office, ref=letter.ref, version=1, body="Please act, so that VEXLEY, Ottilie was the last.")
    letters.sign_letter(cast.acting("chair"), ref=letter.ref)
    when = {"reply_by_day": "16", "reply_by_month": "12", "reply_by_year": "2026"}
    assert "sounds like somebody whose name is kept" in words(post(cast, "manager", "letter_send", letter.ref, **when))
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at) == ("signed", None)


def test_a_letter_that_stays_silent_is_counted_and_chased_by_itself_three_times(cast: Cast) -> None:
    # LRN-03
    report, letter = sent(cast)
    for days in (10, 30, 31, 50, 70, 90):
        letters.chase_due_letters(Actor.system("chasing replies to letters", NOW + timedelta(days=days)))
    letter.refresh_from_db()
    assert letter.chased_count == 3
    mails = list(OutboxMessage.objects.filter(to="desk@ministry.example").values_list("template", flat=True))
    assert sorted(mails) == ["learning.letter_chased"] * 3 + ["learning.letter_sent"]
    Letter.objects.filter(pk=letter.pk).update(sent_at=NOW - timedelta(days=90), reply_by=date(2026, 9, 1))
    assert "No reply, 90 days" in words(page(cast, "manager", "letters_waiting"))
    assert "No reply, 90 days" in words(page(cast, "lay", "report_letters", report.ref))


def test_a_letter_by_post_is_chased_by_hand_and_sends_no_mail(cast: Cast) -> None:
    _, letter = sent(cast, email="")
    chased = words(post(cast, "manager", "letter_chase", letter.ref))
    assert "Chased 1 times" in chased
    assert not OutboxMessage.objects.filter(template__startswith="learning.letter").exists()
    with pytest.raises(Refused, match="A reply cannot come before the letter was sent"):
        letters.record_reply(
            cast.acting("manager"), ref=letter.ref, reply="accepted", text="Yes.", replied_on=date(2026, 11, 17)
        )


def test_the_word_file_says_what_is_recommended_and_by_when_to_reply(cast: Cast) -> None:
    _, letter = sent(cast)
    answer = cast.client("manager").post(reverse("letter_take", args=[letter.ref]), {"reason": "To send it"})
    text, _ = text_and_gaps(answer.content, "docx")
    assert "Havering writes to the Home Office about moves." in text
    assert "Please reply by 16 December 2026." in text
    assert "Signed by Alun Pryce, 18 November 2026" in text
    assert "Draft" not in text


def test_agencies_that_are_asked_do_not_read_the_partnerships_letters(cast: Cast) -> None:
    report, letter = sent(cast)
    assert page(cast, "nelft", "matrix", report.ref).status_code == 200
    assert page(cast, "nelft", "letter", letter.ref).status_code == 404


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The board writes to the Home Office in support of it.", "Home Office"),
        (
            "Partners share this review with the London Safeguarding Board so that others can act.",
            "London Safeguarding Board",
        ),
        ("When the partners request NHS England to remind practices.", "NHS England"),
        ("Train everybody by May.", ""),
    ],
)
def test_to_whom_a_recommendation_says_to_write(text: str, who: str) -> None:
    assert addressee_in(text) == who


def test_which_recommendations_call_for_a_letter() -> None:
    assert calls_for_letter(["Do it.", "The manager drafts a letter."])
    assert not calls_for_letter(["Deliver better slides.", "A letterbox is fitted."])
