"""Asking as anybody of the cast: their browsers, filling in whatever form a page shows, and what an answer came to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client

from candour.platform.access.identity import open_link_session
from candour.platform.accounts import sessions
from candour.platform.accounts.models import Account
from candour.practice.cases.models import AgencyRequest, Case, Referral
from candour.project.demonstration.cast import CAST
from tests.cast import Cast

VISITOR, HALF, STRANGER, LINK, REFERRER = "visitor", "half", "stranger", "link", "referrer"
ACTORS = (*(member.key for member in CAST), STRANGER, HALF, VISITOR, LINK, REFERRER)
"""Everybody who may ask: the cast, and

stranger: signed in, but in no directory. half: gave a password and no second factor. visitor: did not sign in.
link: proved that a request to the police in the running case was sent to them. referrer: came back with the key of
their own worry.
"""
OF_ONE_ANSWER = re.compile(r'name="(?:csrfmiddlewaretoken|submission_key)" value="[^"]*"|/static/[^"]*|\bnonce="[^"]*"')
TYPED = "Words for a test"
"""What is typed into a box for words."""
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
MARKS = re.compile(r'^(SAVEPOINT|ROLLBACK TO SAVEPOINT)\s+"?(\w+)')
OF_EVERY_REQUEST = {"django_session", "audit_trail_entry", "audit_trail_doneonce", "cache", "allowances_used"}
"""What a request may write though it changes nothing: its session, its line, the mark of a form, counts of tries."""


def browser_of(cast: Cast, key: str) -> Client:
    """The browser of one of `ACTORS`, ready to ask."""
    if key in cast.people:
        return cast.client(key)
    client = Client()
    if key == VISITOR:
        return client
    if key == LINK:
        request = AgencyRequest.objects.get(review__state="released", organisation__short_name="Police")
        return with_link(client, cast, ("request", request.pk))
    if key == REFERRER:
        return with_link(client, cast, ("referral", Referral.objects.get(case__kind="concern").pk))
    account = cast.people["manager"].account
    if key == STRANGER:
        account, _ = Account.objects.get_or_create(email="nobody@example.org", defaults={"joined_at": cast.now})
    assert account is not None, "both have accounts"
    client.force_login(account)
    request = HttpRequest()
    request.session = client.session
    sessions.begin(request, cast.now)
    if key == STRANGER:
        request.session[sessions.SECOND_FACTOR_AT] = cast.now.isoformat()
    request.session.save()
    return client


def with_link(client: Client, cast: Cast, key: tuple[str, int]) -> Client:
    """The browser, now holding a link that opens one record."""
    request = HttpRequest()
    request.session = SessionStore()
    open_link_session(request, label="the holder of a link", key=key, at=cast.now)
    request.session.save()
    client.cookies["session"] = request.session.session_key
    return client


def text_of(response: HttpResponse) -> str:
    """The body of an answer without what differs from one answer to the next, and without its own address."""
    text = OF_ONE_ANSWER.sub("", response.content.decode("utf-8", "replace"))
    return text.replace(response.request["PATH_INFO"], "ITSELF")


def sees_cases(cast: Cast, key: str) -> set[int]:
    """The ids of the cases that one of `ACTORS` may see, by the one rule that there is."""
    from candour.platform.access.policy import seen_by

    if key not in cast.people:
        return set()
    return set(seen_by(cast.acting(key), Case).values_list("pk", flat=True))


@dataclass
class Changes:
    """What was written to the database, by table."""

    tables: set[str] = field(default_factory=set)
    """Those to which something was written that was not undone at once."""
    lines: int = 0
    """Lines of history that tell of a change."""
    reads: int = 0
    """Lines that tell of a reading."""
    refusals: int = 0
    """Lines that tell of a refusal."""
    facts: str = ""
    """The facts in all of these lines."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was written but what every request may write."""
        return self.tables <= OF_EVERY_REQUEST and not self.lines


@contextmanager
def watched(*, undone: bool = True) -> Iterator[Changes]:
    """See what is written to the database in the block, and undo it at the end."""
    from candour.platform.audit_trail.models import Entry

    changes = Changes()

    written: list[str] = []
    marks: dict[str, int] = {}

    def notice(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found, mark = WRITES.match(sql), MARKS.match(sql)
        if found:
            written.append(found[2].lower())
        elif mark and mark[1].startswith("SAVE"):
            marks[mark[2]] = len(written)
        elif mark:
            del written[marks.get(mark[2], 0) :]
        return execute(sql, params, many, context)

    mark = transaction.savepoint()
    newest = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    try:
        with connection.execute_wrapper(notice):
            yield changes
        changes.tables = set(written)
        written_lines = list(Entry.objects.filter(number__gt=newest))
        kinds = Counter(line.kind for line in written_lines)
        changes.lines, changes.reads, changes.refusals = kinds["change"], kinds["read"], kinds["refusal"]
        changes.facts = " ".join(str(line.facts) for line in written_lines)
    finally:
        if undone:
            transaction.savepoint_rollback(mark)
        else:
            transaction.savepoint_commit(mark)


def form_in(response: Any) -> forms.BaseForm | None:
    """The form that a page shows, if it shows one."""
    for context in reversed(response.context or ()):
        form = context.get("form") if hasattr(context, "get") else None
        if isinstance(form, forms.BaseForm):
            return form
    return None


def filled_in(form: forms.BaseForm | None) -> dict[str, Any]:
    """An answer to each question of a form, so that it holds: what stands there, or the first thing that fits."""
    answers: dict[str, Any] = {}
    for bound in form or ():
        answers |= _answer(bound)
    return answers


def _answer(bound: Any) -> dict[str, Any]:
    kind, name, value = bound.field, bound.html_name, bound.value()
    if isinstance(kind, forms.MultiValueField):
        parts = kind.widget.decompress(value if not isinstance(value, list) else None)
        given = parts if any(parts) else ["20", "11", "2026"]
        suffixes = kind.widget.widgets_names
        return {f"{name}{suffix}": str(part) for suffix, part in zip(suffixes, given, strict=True)}
    if isinstance(kind, forms.FileField):
        return {name: SimpleUploadedFile("note.txt", b"Words for a test.", "text/plain")}
    if isinstance(kind, forms.BooleanField):
        return {name: "on"}
    if value not in (None, "", []):
        return {name: value if isinstance(value, list) else str(bound.field.prepare_value(value))}
    if isinstance(kind, forms.ChoiceField):
        return {name: next((key for key, _ in kind.choices if key), "")}
    return {name: _words_for(kind)}


def _words_for(kind: forms.Field) -> str:
    if isinstance(kind, forms.EmailField):
        return "somebody@example.org"
    if isinstance(kind, forms.IntegerField):
        return "1"
    if isinstance(kind, forms.RegexField):
        return "09:30"
    if "Date" in type(kind).__name__:
        return "3 November 2026"
    return TYPED


def same_cookies(client: Client, other: Client) -> Client:
    """The other browser, with the cookies of the first."""
    other.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return other
