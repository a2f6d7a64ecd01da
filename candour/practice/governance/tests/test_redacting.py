"""Final minutes handed over to be redacted, with who came and without whoever withdrew from an item."""

from __future__ import annotations

from django.urls import reverse

from candour.practice.governance.models import ItemConflict
from candour.practice.governance.operations import live, minutes
from candour.practice.governance.tests.rooms import room
from candour.practice.publishing.models import Dossier, KeptOut, Named, SourceText
from tests.cast import Cast
from tests.pages import words


def test_final_minutes_become_a_redaction_that_knows_who_came(cast: Cast) -> None:
    here = room(cast, items=2)
    here.come("Council", "Police")
    here.open(1, 1)
    here.note(1, "Helen Marsh said that the school was told late.")
    ItemConflict.objects.create(
        item=here.item(2),
        person=cast.people["administrator"],
        nature="A relative",
        declared_at=here.at(2),
        declared_by="Priya Anand",
    )
    live.close_meeting(here.manager(60), ref=here.ref)
    client = cast.client("manager")
    early = client.post(reverse("minutes_redact", args=[here.ref]), follow=True)
    assert "Make the minutes final first." in words(early)
    minutes.finalise(here.manager(90), ref=here.ref)
    page = client.post(reverse("minutes_redact", args=[here.ref]), follow=True)
    assert "The redaction is open." in words(page)
    assert "representative of Council" in words(page)
    found = Dossier.objects.get()
    first = SourceText.objects.get(dossier=found, order=1)
    assert first.source.startswith("Minutes of Executive, ")
    assert first.source.endswith(", item 1")
    assert Named.objects.filter(dossier=found, facts__isnull=False).count() == 2
    assert KeptOut.objects.get().person == cast.people["administrator"]
    assert "The redacted copy" in words(client.get(reverse("minutes", args=[here.ref])))
