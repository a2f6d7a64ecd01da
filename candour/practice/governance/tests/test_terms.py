"""Terms of reference, from the draft to the version in force, through the pages."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from candour.platform.deadlines.models import Deadline
from candour.practice.directory.models import Post
from candour.practice.governance.models import Terms, TermsSignature
from candour.practice.governance.tests.test_group_pages import executive, post
from tests.cast import Cast

TITLES = (
    "Director of Children’s Services",
    "Detective Superintendent for safeguarding",
    "Associate Director for safeguarding",
)


def signatories() -> list[Post]:
    return [Post.objects.get(title=title, partnership__short_name="Havering SCP") for title in TITLES]


def sent(cast: Cast, number: str = "0.3") -> Terms:
    post(cast, "manager", "terms_draft", executive().ref, number=number, lead="", text="What we are for.")
    terms = Terms.objects.get(number=number)
    post(cast, "manager", "terms_send", terms.ref, posts=[one.ref for one in signatories()])
    return terms


def sign(cast: Cast, who: str, terms: Terms, title: str) -> str:
    signature = TermsSignature.objects.get(terms=terms, post__title=title)
    return post(cast, who, "terms_sign", terms.ref, signature.pk).content.decode()


def everybody_signs(cast: Cast, terms: Terms) -> None:
    for who, title in zip(("council", "police", "health"), TITLES, strict=True):
        assert "You have signed" in sign(cast, who, terms, title)


def test_terms_come_into_force_only_when_everybody_has_signed(cast: Cast) -> None:
    # GOV-04
    terms = sent(cast)
    sign(cast, "council", terms, TITLES[0])
    sign(cast, "police", terms, TITLES[1])
    early = post(cast, "manager", "terms_bring_in", terms.ref)
    assert early.status_code == 422
    assert "1 of the named signatories have not signed." in early.content.decode()
    sign(cast, "health", terms, TITLES[2])
    done = post(cast, "manager", "terms_bring_in", terms.ref)
    assert "This version is current now." in done.content.decode()
    terms.refresh_from_db()
    assert (terms.state, terms.current_from, terms.review_on) == ("current", date(2026, 11, 18), date(2027, 11, 18))


def test_terms_with_gaps_are_not_sent_for_signature_and_every_gap_is_named(cast: Cast) -> None:
    # T11
    gaps = "See the adult review protocol here XX.\n\nThe quorum is to be added.\n\nFill in the form and send it to:"
    post(cast, "manager", "terms_draft", executive().ref, number="0.3", lead="", text=gaps)
    terms = Terms.objects.get()
    chosen = [one.ref for one in signatories()]
    refused = post(cast, "manager", "terms_send", terms.ref, posts=chosen)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Line 1, “XX”: “XX” stands for something that is still missing." in html
    assert "Line 3, “to be added”: “to be added” something is still to be done." in html
    assert "Line 5, “Fill in the form and send it to:”: Nothing follows the colon." in html
    assert not TermsSignature.objects.exists()
    post(cast, "manager", "terms_edit", terms.ref, text="Four of us decide.", version=str(terms.version))
    post(cast, "manager", "terms_send", terms.ref, posts=chosen)
    terms.refresh_from_db()
    assert terms.state == "signing"


def test_a_signatory_finds_what_waits_and_nobody_signs_for_another(cast: Cast) -> None:
    terms = sent(cast)
    page = cast.client("police").get(reverse("meetings")).content.decode()
    assert "Waiting for your signature" in page
    assert "Terms of reference of Executive, version 0.3" in page
    assert "Only" not in sign(cast, "police", terms, TITLES[1])
    refused = sign(cast, "police", terms, TITLES[0])
    assert "Whoever holds the post that is named as signatory." in refused
    assert TermsSignature.objects.filter(terms=terms, signed_at=None).count() == 2


def test_a_version_in_force_is_not_edited_and_the_next_one_replaces_it(cast: Cast) -> None:
    first = sent(cast)
    everybody_signs(cast, first)
    post(cast, "manager", "terms_bring_in", first.ref)
    first.refresh_from_db()
    edited = post(cast, "manager", "terms_edit", first.ref, text="Other.", version=str(first.version))
    assert edited.status_code == 422
    assert "Draft a new version instead." in edited.content.decode()
    second = sent(cast, "1.0")
    everybody_signs(cast, second)
    post(cast, "manager", "terms_bring_in", second.ref)
    assert dict(Terms.objects.values_list("number", "state")) == {"0.3": "superseded", "1.0": "current"}
    assert Terms.objects.get(number="0.3").text == "What we are for."


def test_the_review_is_among_what_is_due_before_the_anniversary(cast: Cast) -> None:
    # GOV-04
    terms = sent(cast)
    everybody_signs(cast, terms)
    late = {"review_on_day": "19", "review_on_month": "11", "review_on_year": "2027"}
    assert "within twelve months" in post(cast, "manager", "terms_bring_in", terms.ref, **late).content.decode()
    post(cast, "manager", "terms_bring_in", terms.ref)
    review = Deadline.objects.get(key="terms-review", cancelled_at=None)
    assert review.due_on == date(2027, 11, 18)
    assert "Review of the terms of reference of Executive" in cast.client("manager").get("/").content.decode()


def test_terms_taken_back_are_signed_again(cast: Cast) -> None:
    terms = sent(cast)
    sign(cast, "council", terms, TITLES[0])
    post(cast, "manager", "terms_take_back", terms.ref)
    terms.refresh_from_db()
    assert terms.state == "draft"
    assert not TermsSignature.objects.filter(terms=terms).exists()
