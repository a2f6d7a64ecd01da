"""The public pages: what everybody reads, without a session, in at most four questions, and with a mark."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from candour.practice.public.models import Document, Promise
from tests.cast import Cast
from tests.pages import words
from tests.questions import questions

SLUG = "havering-scp"
AT_MOST = 4


def site_addresses() -> dict[str, str]:
    """Every public address, about something of the demonstration."""
    review = Document.objects.get(kind="review", corrected_on=None)
    file_ref = review_file(review)
    promise = Promise.objects.filter(status="under-way").get()
    of_site = (
        "home",
        "about",
        "meetings",
        "promises",
        "promises_feed",
        "promises_easy",
        "promises_csv",
        "search",
        "concern",
    )
    found = {name: reverse(f"public_{name}", args=[SLUG]) for name in (*of_site, "feed", "colours")}
    found |= {one: reverse("public_section", args=[SLUG, one]) for one in ("reviews", "policies", "news")}
    found |= {name: reverse(name) for name in ("public_sites", "sitemap", "robots")}
    found |= {one: reverse(f"public_{one}", args=[SLUG, review.ref]) for one in ("document", "easy_read", "facts")}
    found["file"] = reverse("public_file", args=[SLUG, review.ref, file_ref])
    found["promise"] = reverse("public_promise", args=[SLUG, promise.ref])
    found["search for something"] = found["search"] + "?q=baby"
    return found


def review_file(review: Document) -> str:
    from candour.practice.public.models import DocumentFile

    return DocumentFile.objects.get(document=review).ref


def test_every_page_opens_for_everybody_alike_in_four_questions(told: Cast) -> None:
    strangers, staff = Client(), told.client("manager")

    for name, address in site_addresses().items():
        answer = strangers.get(address)
        assert answer.status_code == 200, name
        assert not answer.cookies, name
        assert "Cookie" not in answer.get("Vary", ""), name
        assert answer["Cache-Control"].startswith("public, max-age="), name
        assert staff.get(address).content == answer.content, name
        again = strangers.get(address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b""), name
        assert len(questions(strangers, address)) <= AT_MOST, name


def test_terms_in_a_published_text_are_explained_beneath_it(told: Cast) -> None:
    # F35
    review = Document.objects.get(kind="review", corrected_on=None)
    body = "# What the MASH did\n\nThe LADO <b> was not told.\n\n- The LADO again\n- No quorum"
    Document.objects.filter(pk=review.pk).update(body=body)
    Promise.objects.filter(document=review, status="promised").update(what="A new early help team")
    answer = Client().get(reverse("public_document", args=[SLUG, review.ref]))
    source, foot = answer.content.decode(), words(answer).split("Words on this page")[1]
    for name in ("Local authority designated officer (LADO)", "Quorum", "Early help"):
        assert f"{name} " in foot
    assert "safeguarding hub" not in foot, "what stands in a heading is not made a link"
    assert source.count('class="term"') == 3
    assert "The <a" in source
    assert "&lt;b&gt; was not told." in source
    without = Client().get(reverse("public_concern", args=[SLUG])).content.decode()
    assert "Words on this page" not in without
