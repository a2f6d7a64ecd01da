"""Measuring the public pages on one database: run as `python -m bench.public_site SIZE...` by `python -m bench`.

All documents are on one site, with twice as many promises as documents, for somebody who is not signed in.
"""

from __future__ import annotations

import json
import sys
import time

from django.utils import timezone

from bench.measuring import Ask, compare, prepare
from candour.practice.public.models import Document, Promise, Site
from tests.cast import Cast, people

SLUG = "havering-scp"
BODY = "# A heading\n\nA paragraph of a report that somebody reads to its end.\n\n- A point\n- Another point\n\n"


def fill(size: int) -> Document:
    """Publish documents until there are so many. Returns the review of the demonstration."""
    site = Site.objects.get(slug=SLUG)
    now = timezone.now()
    review = Document.objects.get(site=site, kind="review", corrected_on=None, came_from="demonstration:wren")
    Document.objects.filter(pk=review.pk).update(body=BODY * 30)
    have = Document.objects.filter(site=site).count()
    made = Document.objects.bulk_create(
        Document(
            site=site,
            kind=("minutes", "policy", "briefing", "review")[number % 4],
            title=f"Document {number}",
            summary="What it says, in short.",
            body=BODY * 30,
            published_on=now.date(),
            keep_until=now.date(),
            shown_at=now,
            words=f"document {number} {BODY * 30}".lower(),
        )
        for number in range(have, size)
    )
    Promise.objects.bulk_create(
        Promise(
            site=site,
            document=made[number // 2],
            came_from=f"bench:{have}:{number}",
            recommended=f"Do what was left undone, {number}.",
            who=f"Body {number % 20}",
            what="A list that all services write to.",
            status=("promised", "no-response", "done")[number % 3],
            changed_at=now,
            published_on=now.date(),
        )
        for number in range(2 * len(made))
    )
    return review


def measure(cast: Cast, review: Document) -> dict[str, dict[str, float]]:
    """The best time of each page and of its floor, and how many queries the page makes."""

    def asks(path: str) -> tuple[Ask, Ask]:
        return (lambda client: client.get(path), lambda client: client.get(path))

    return {
        "public home": compare(cast, *asks(f"/public/{SLUG}/")),
        "promise page": compare(cast, *asks(f"/public/{SLUG}/promises/")),
        "published review": compare(cast, *asks(f"/public/{SLUG}/documents/{review.ref}/")),
    }


def main(sizes: list[int]) -> None:
    """Set up, fill and measure."""
    prepare()
    for size in sizes:
        began = time.perf_counter()
        review = fill(size)
        spent = time.perf_counter() - began
        found = measure(Cast(people(), timezone.now()), review)
        print(json.dumps({"size": size, "filled_in": spent, "pages": found}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
