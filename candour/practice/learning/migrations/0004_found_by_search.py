"""Let the search box find the recommendations and lessons that were there before it looked for them."""

from typing import Any

from django.db import migrations

from candour.platform.search.words import indexed
from candour.rulebook.language.clocks import day_of

SAID = ("text", "audience", "publisher", "data", "decision", "reason")
KINDS = ("learning.recommendation", "learning.lesson")


def put(apps: Any, editor: Any) -> None:
    """Put each into the index, as the operations that change it do from now on."""
    entry = apps.get_model("search", "Entry")
    for one in apps.get_model("learning", "Recommendation").objects.select_related("report").iterator():
        title = f"Recommendation {one.report_number or one.number} of {one.report.title}"
        body = " ".join((one.text, one.report.source, one.report.reference))
        _put(entry, KINDS[0], one.pk, title, body, f"/recommendations/{one.ref}/", day_of(one.added_at))
    field = apps.get_model("learning", "Lesson")._meta.get_field("kind")
    labels = dict(field.choices)
    for one in apps.get_model("learning", "Lesson").objects.iterator():
        lists = [str(held) for held in (*one.options, *one.questions)]
        body = " ".join((labels[one.kind], *(getattr(one, name) for name in SAID), *lists))
        _put(entry, KINDS[1], one.pk, one.title, body, f"/learning/lessons/{one.ref}/", day_of(one.made_at))


def take_out(apps: Any, editor: Any) -> None:
    """Take them out again."""
    apps.get_model("search", "Entry").objects.filter(kind__in=KINDS).delete()


def _put(entry: Any, kind: str, pk: int, title: str, body: str, address: str, at: Any) -> None:
    shown = "".join(letter if letter.isprintable() else " " for letter in title)[:300]
    facts = {"title": shown, "text": indexed(title, body), "address": address, "at": at}
    entry.objects.update_or_create(kind=kind, record_id=pk, defaults=facts)


class Migration(migrations.Migration):
    """After the index has its words."""

    dependencies = [("learning", "0003_planaction_shown_by_ids"), ("search", "0002_words")]
    operations = [migrations.RunPython(put, take_out)]
