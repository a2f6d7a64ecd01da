"""Words that stand nowhere else, planted in every text that the product keeps, and who may read each of them.

The fields are found from the models, so that a new one is planted by itself. One that holds a code and no words is
named in `CODES`; one whose record has no rule of its own says in `SEEN_WITH` which record decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Model, Q

from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess
from candour.platform.access.policy import all_sees, seen_by
from candour.platform.dates.fields import FuzzyDateField
from candour.platform.files import keeping
from candour.platform.files.models import StoredFile
from candour.platform.guided_forms.models import FormAnswers, SectionAnswers
from candour.platform.search import index as search_index
from candour.platform.vault.facts import place_of
from candour.platform.vault.fields import SealedJSONField
from candour.platform.vault.models import Fact
from candour.platform.vault.sealing import seal
from candour.practice.cases.models import AgencyRequest, Case, RequestLink, Wall
from candour.practice.governance.models import Group, GroupSeat, Meeting
from candour.practice.learning import search as learning_search
from candour.practice.learning.models import Lesson, Recommendation

PLANTED = re.compile(r"zq[a-z]{5}x", re.IGNORECASE)
NOT_PLANTED_APPS = ("accounts", "audit_trail", "allowances", "directory", "messaging", "search", "workflow")
"""Sign-in, history and the outbox are looked through for words and hold none; the directory is an address book, which
every colleague may read; the index is filled from the records."""
CODES = re.compile(
    r"(?:\.(?:ref|state|address|kind|owner_kind|record_kind|made_kind|sha256|stored_as|\w+_hash|\w+_secret|\w+_key|"
    r"\w+_name_of_rule|holder_kind|body_kind|overseer_kind|source_ref|owner_ref|recipe|sex|harm|outcome|proposal|"
    r"prefers|recommendation|records_secured|convention|counts|calendar_version|role|about|left_because|reason_kind|"
    r"marked_under|marker|criterion|answer|section|form_name|rule_name|duty_name|test_name|timetable_name|clock_name|"
    r"quorum_name|ladder_name|limb)|deadlines\.deadline\.key|voice\.quietdate\.days|vault\.(?:fact|rotation|mark)\.\w+|"
    r"cases\.case\.edition_key)$"
)
NAMES_OF_STAFF = re.compile(r"\.(?:\w+_by|who|sender|presenter|accountable|to_name|to_email|lead_name|lead_email)$")
"""Who acted, in the words of the time. They are planted like all else."""
SMALLEST = 8


@dataclass(frozen=True)
class Word:
    """Where a word was planted."""

    model: type[Model]
    pk: int
    name: str
    is_sealed: bool = False

    def __str__(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name} of {self.pk}"


@dataclass
class Planted:
    """Every word that was planted."""

    words: dict[str, Word] = field(default_factory=dict)

    @property
    def of_the_vault(self) -> set[str]:
        """Words that only the vault holds."""
        return {word for word, where in self.words.items() if where.model is Fact}

    def readable_by(self, actor: Actor) -> set[str]:
        """The words that somebody may read somewhere, by the rules of the models; none of the vault's."""
        return _Reader(actor).readable(self.words)

    def told(self, words: set[str]) -> list[str]:
        """Where words were planted, for a message."""
        return sorted(f"{word} ({self.words[word]})" for word in words)


def words_in(text: str) -> set[str]:
    """Every planted word in a text, as it was planted."""
    return {found.lower() for found in PLANTED.findall(text)}


def plant_everywhere() -> Planted:
    """Plant a word of its own in every text of every record. Call it once, on a database of one's own."""
    planted = Planted()
    fresh = _fresh_words()
    for model in planted_models():
        names = planted_fields(model)
        for record in model._default_manager.all() if names else ():
            _plant_in(record, names, planted, fresh)
    for section in SectionAnswers.objects.all():
        section.values = _in_answers(section.values, partial(_note, planted, fresh, section, "values", sealed=True))
        section.save(update_fields=["values"])
    for fact in Fact.objects.select_related("identity").exclude(name__endswith="_on"):
        word = _note(planted, fresh, fact, fact.name, sealed=True)
        Fact.objects.filter(pk=fact.pk).update(sealed=seal(f"Is {word}", place_of(fact.identity, fact.name)))
    _plant_in_files(planted, fresh)
    for case in Case.objects.all():
        address = f"/cases/{case.ref}/"
        search_index.put(case, title=f"Case {case.key}", body=case.themes, address=address, at=case.opened_at.date())
    learning_search.put_recommendations(Recommendation.objects.select_related("report"))
    for lesson in Lesson.objects.all():
        learning_search.put_lesson(lesson)
    return planted


def put_files_back(planted: Planted) -> None:
    """Put each planted file back where it lay: another test may have swept the folder that all of them share."""
    words = {where.pk: word for word, where in planted.words.items() if where.name == "content"}
    for stored in StoredFile.objects.filter(pk__in=words):
        path = Path(settings.CANDOUR_FILES, stored.stored_as or "")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words[stored.pk].encode())


def planted_models() -> list[type[Model]]:
    """Every model of the product in which words are planted."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("candour.") and model._meta.app_label not in NOT_PLANTED_APPS
    ]


def planted_fields(model: type[Model]) -> list[models.Field[Any, Any]]:
    """The fields of a model that hold words."""
    return [
        one
        for one in model._meta.get_fields()
        if isinstance(one, models.CharField | models.TextField)
        and not isinstance(one, FuzzyDateField | SealedJSONField)
        and not (one.choices or one.unique)
        and not CODES.search(f"{model._meta.label_lower}.{one.name}")
        and (one.max_length or SMALLEST) >= SMALLEST
    ]


def _plant_in(record: Model, names: list[models.Field[Any, Any]], planted: Planted, fresh: Iterator[str]) -> None:
    values: dict[str, str] = {}
    for one in names:
        is_sealed = "Sealed" in type(one).__name__
        word = _note(planted, fresh, record, one.name, sealed=is_sealed)
        ending = getattr(record, one.name).rpartition(".")[2] if isinstance(record, StoredFile) else ""
        written = f"{word}@example.org" if isinstance(one, models.EmailField) else word
        values[one.name] = f"{written}.{ending}" if ending and one.name == "name" else written
    type(record)._default_manager.filter(pk=record.pk).update(**values)


def _plant_in_files(planted: Planted, fresh: Iterator[str]) -> None:
    import hashlib

    for stored in StoredFile.objects.exclude(stored_as=None):
        content = _note(planted, fresh, stored, "content").encode()
        StoredFile.objects.filter(pk=stored.pk).update(
            stored_as=keeping.keep(content), sha256=hashlib.sha256(content).hexdigest(), size=len(content)
        )


def _note(planted: Planted, fresh: Iterator[str], record: Model, name: str, *, sealed: bool = False) -> str:
    word = next(fresh)
    planted.words[word] = Word(type(record), record.pk, name, sealed)
    return word


def _in_answers(values: Any, word: Callable[[], str]) -> Any:
    if isinstance(values, dict):
        return {key: _in_answers(value, word) for key, value in values.items()}
    if isinstance(values, str) and len(values) > SMALLEST and " " in values:
        return f"{values} {word()}"
    return values


def _fresh_words() -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwy"
    for number in count(1):
        digits = []
        for _ in range(5):
            number, digit = divmod(number, len(letters))
            digits.append(letters[digit])
        yield f"zq{''.join(digits)}x"


class _Reader:
    """What one actor may read."""

    def __init__(self, actor: Actor) -> None:
        self.actor = replace(actor, memory={})
        self.cases = set(seen_by(self.actor, Case).values_list("pk", flat=True))

    def readable(self, words: dict[str, Word]) -> set[str]:
        by_model: dict[type[Model], dict[str, Word]] = defaultdict(dict)
        for word, where in words.items():
            by_model[where.model][word] = where
        found: set[str] = set()
        for model, planted in by_model.items():
            seen = self._seen(model)
            found |= {word for word, where in planted.items() if where.pk in seen}
        also = self._also()
        return found | {word for word, where in words.items() if (where.model, where.pk, where.name) in also}

    def _seen(self, model: type[Model]) -> set[int]:
        if model in all_sees():
            return set(seen_by(self.actor, model).values_list("pk", flat=True))
        rule = SEEN_WITH.get(model)
        return set(model._default_manager.filter(rule(self)).values_list("pk", flat=True)) if rule else set()

    def _also(self) -> set[tuple[type[Model], int, str]]:
        """What somebody may read of a hidden record: the word for a case, and the group of a meeting that they see."""
        groups = set(seen_by(self.actor, Meeting).values_list("group_id", flat=True))
        seats = GroupSeat.objects.filter(group_id__in=groups).values_list("pk", flat=True)
        cases = set(seen_by(self.actor, AgencyRequest).values_list("case_id", flat=True))
        cases |= set(seen_by(self.actor, Wall).values_list("case_id", flat=True))
        of_meetings = {(Group, group, "name") for group in groups} | {(GroupSeat, seat, "title") for seat in seats}
        return of_meetings | {(Case, case, "key") for case in cases}


SEEN_WITH: dict[type[Model], Callable[[_Reader], Q]] = {
    EmergencyAccess: lambda reader: Q(record_kind="cases.case", record_id__in=reader.cases),
    SectionAnswers: lambda reader: Q(answers__in=seen_by(reader.actor, FormAnswers).values("pk")),
    RequestLink: lambda reader: Q(request__in=seen_by(reader.actor, AgencyRequest).values("pk")),
}
"""For a model without a rule of its own: the records of it that somebody may read, by the record they are part of."""
