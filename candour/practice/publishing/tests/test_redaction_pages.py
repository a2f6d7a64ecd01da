"""Redacting texts through the pages: proposals with their reasons, decisions for all mentions, and the version."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.practice.publishing.models import Dossier, Edition, KeptOut, Mark, Named, SourceText
from candour.practice.publishing.operations import dossiers, ruling
from candour.practice.publishing.operations.dossiers import Handed
from candour.practice.publishing.queries import dossiers as queries
from candour.practice.publishing.redaction.tests.hostile import corpus
from candour.practice.publishing.tests.desk import NOTES, document, dossier, send
from tests.cast import Cast
from tests.pages import problems, words


def named(entity: str, kind: str = "person") -> Named:
    return Named.objects.get(entity=entity, kind=kind)


def read(cast: Cast, found: Dossier, number: int = 0) -> str:
    """A text as it will be read."""
    actor = cast.acting("manager")
    texts = queries.texts_of(actor, found)
    everybody = queries.named_of(actor, found)
    words_for = queries.words_for(queries.register_of(found, everybody), everybody)
    return queries.redacted(texts[number], queries.marks_of(actor, texts), words_for)


def test_a_redaction_is_opened_by_hand_and_says_why_each_mention_is_proposed(cast: Cast) -> None:
    send(cast, "manager", "redaction_open", cast.partnership().ref, title="Spring minutes", kind="minutes", allowed="")
    found = Dossier.objects.get()
    known = {"kind": "person", "names": "Jonas Brightwell", "role": "child", "pseudonym": "Child Q"}
    send(cast, "manager", "redaction_known_add", found.ref, **known)
    page = send(cast, "manager", "redaction_text_add", found.ref, title="Item 2", source="Executive", text=NOTES)
    assert "mentions wait for a decision" in words(page)
    one = Named.objects.exclude(facts__isnull=True).get()
    said = words(cast.client("administrator").get(reverse("redaction_named", args=[one.ref])))
    assert "“Jonas Brightwell”, 1 time: the whole name" in said
    assert "“Jonas”, 1 time: given name" in said
    text = SourceText.objects.get()
    assert text.text == NOTES
    shown = words(cast.client("manager").get(reverse("redaction_text", args=[text.ref])))
    assert "Jonas Brightwell (person, waits for a decision)" in shown
    assert "Child Q moved to" in shown


def test_one_decision_holds_for_every_mention_in_every_text(cast: Cast) -> None:
    found = dossier(cast)
    dossiers.add_text(
        cast.acting("manager"),
        dossier_ref=found.ref,
        title="Item 3",
        source="Executive",
        text="Ms Brightwell met Tess Oram again.",
    )
    mother, neighbour = named("M1"), named("stranger-1")
    send(cast, "manager", "redaction_named", mother.ref, decision="replace", choice="role", version=str(mother.version))
    own = {"decision": "replace", "choice": "own", "own": "a neighbour", "version": str(neighbour.version)}
    send(cast, "manager", "redaction_named", neighbour.ref, **own)
    assert read(cast, found, 1) == "The mother met a neighbour again."
    assert "Their neighbour a neighbour had called" in read(cast, found)
    assert Mark.objects.filter(named__in=(mother, neighbour), state="proposed").count() == 0


def test_words_are_left_moved_to_another_and_added_wherever_they_stand(cast: Cast) -> None:
    found = dossier(cast)
    child, mother = named("C1"), named("M1")
    mark = next(one for one in Mark.objects.filter(named=child).select_related("text") if one.end - one.start == 5)
    key = ruling.key_of(mark)
    page = cast.client("manager").get(reverse("redaction_words", args=[child.ref, key]))
    assert "It was proposed because: given name" in words(page)
    send(cast, "manager", "redaction_words", child.ref, key, decision="replace", means=mother.ref)
    assert "The mother was" in read(cast, found)
    mark = Mark.objects.select_related("text").get(pk=mark.pk)
    send(cast, "manager", "redaction_words", mother.ref, ruling.key_of(mark), decision="leave", means="")
    assert "Jonas was" in read(cast, found)
    added = send(cast, "manager", "redaction_mask", found.ref, words="asked for  HELP", means="", choice="spoke up")
    assert "The words are masked" in words(added)
    assert "spoke up twice" in read(cast, found)
    again = send(cast, "manager", "redaction_mask", found.ref, words="asked for help", means="", choice="")
    assert problems(again) == ["These words stand nowhere in the texts, or are masked already."]


def test_what_was_decided_stays_when_more_is_entered(cast: Cast) -> None:
    found = dossier(cast)
    send(cast, "manager", "redaction_accept", found.ref)
    decided = set(Mark.objects.filter(state="masked").values_list("start", "end", "named__entity"))
    page = send(cast, "manager", "redaction_known_add", found.ref, kind="person", names="Tess Oram", role="neighbour")
    assert "neighbour" in words(page)
    assert decided < set(Mark.objects.values_list("start", "end", "named__entity"))
    assert named("hand4").role == "neighbour"
    assert Mark.objects.filter(named__entity="hand4", state="proposed").count() == 1


def test_a_version_is_made_only_when_everything_is_decided_and_the_originals_stay(cast: Cast) -> None:
    found = dossier(cast)
    made = document(cast, "minutes", "Minutes of the spring meeting")
    early = send(cast, "manager", "redaction_make", found.ref, document=made.ref, number="1.0")
    assert "mentions are still to be decided." in problems(early)[0]
    send(cast, "manager", "redaction_accept", found.ref)
    for one in Named.objects.filter(dossier=found):
        ruling.rule_named(
            cast.acting("manager"), ref=one.ref, version=one.version, decision="replace", choice=one.choice
        )
    send(cast, "manager", "redaction_make", found.ref, document=made.ref, number="1.0")
    text = Edition.objects.get(document=made).text
    assert text.startswith(
        "# What was reported\n[Source: Minutes of the Executive, item 2, redacted]\nChild Q moved to"
    )
    for name in ("Jonas", "Brightwell", "Fernhill", "Tess", "Oram"):
        assert name not in text
    assert SourceText.objects.get().text == NOTES


def test_a_word_file_is_read_in_its_parts(cast: Cast) -> None:
    found = dossier(cast)
    word = docx.Document()
    word.add_heading("Item 4", 1)
    word.add_paragraph("Dana Brightwell was seen by Dr Okoro.")
    out = io.BytesIO()
    word.save(out)
    upload = SimpleUploadedFile("notes.docx", out.getvalue())
    page = send(cast, "manager", "redaction_file_add", found.ref, source="Notes of May", file=upload)
    assert "The file is read" in words(page)
    assert list(SourceText.objects.values_list("title", flat=True)) == ["What was reported", "Item 4"]
    assert Named.objects.filter(entity="stranger-2").exists()


def test_words_under_a_black_box_are_refused_with_the_place(cast: Cast) -> None:
    # F42
    found = dossier(cast)
    boxed = next(one for one in corpus() if one.name == "PDF: a black box over words")
    upload = SimpleUploadedFile("minutes.pdf", boxed.content)
    page = send(cast, "manager", "redaction_file_add", found.ref, source="Minutes", file=upload)
    assert page.status_code == 422
    assert "only covered, and not removed" in problems(page)[0]
    assert "copied" in problems(page)[1]
    assert SourceText.objects.count() == 1


@pytest.mark.parametrize("who", ["council", "lay", "scrutineer", "redbridge", "technical", "administrator"])
def test_only_the_office_sees_a_redaction_and_nobody_who_is_kept_out(cast: Cast, who: str) -> None:
    out = cast.people["administrator"]
    found = dossier(cast, keep_out=[out.pk])
    assert KeptOut.objects.filter(person=out).exists()
    assert cast.client(who).get(reverse("redaction", args=[found.ref])).status_code == 404
    assert cast.client("manager").get(reverse("redaction", args=[found.ref])).status_code == 200


def test_what_a_writer_writes_is_not_taken_for_the_label_of_a_part(cast: Cast) -> None:
    actor = cast.acting("manager")
    sly = Handed("Item 1", "Executive", "All agreed.\n# Hidden heading\n[Not for the public]\n[Source: nobody]")
    found = dossiers.open_dossier(actor, partnership_id=cast.partnership().pk, title="May", kind="minutes", texts=[sly])
    made = document(cast, "minutes", "Minutes of May")
    edition = dossiers.make_edition(actor, dossier_ref=found.ref, document_ref=made.ref, number="1.0")
    assert "\n## Hidden heading\n(Not for the public]\n(Source: nobody]" in edition.text
