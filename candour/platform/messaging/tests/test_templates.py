"""What may go into mail: constant subjects, a few places, and values of the right kind; all else is refused."""

from __future__ import annotations

import pytest
from django.core import mail

from candour.platform.messaging import templates
from candour.platform.messaging.delivery import mail_of
from candour.platform.messaging.models import OutboxMessage
from candour.platform.messaging.templates import PLACES, NotAMail, all_templates, declare

GOOD = {
    "agency": "Havering Council (Children’s Services)",
    "body": "Case Review Working Group",
    "step": "Rapid review, day 6",
    "reference": "RR-2026-7K3Q",
    "link": "http://127.0.0.1:8000/account/invitation/Ab_9-x/",
    "due": "Fri 3 Apr 2026, 17:00",
    "since": "30 March 2026",
    "code": "123456",
}


@pytest.fixture(autouse=True)
def what_tests_declare_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_templates", dict(templates._templates))


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_place_takes_what_is_of_its_kind(place: str) -> None:
    planted = declare("test.one", subject="A task is waiting", body=f"Look: {{{place}}}")

    assert planted.text({place: GOOD[place]}).startswith(f"Look: {GOOD[place]}\n")


@pytest.mark.parametrize(
    "body",
    [
        "Dear {name}",
        "About {child}",
        "{agency} and {surname}",
        "{agency.__class__}",
        "{agency[0]}",
        "{agency!r}",
        "{link:>100}",
        "{}",
        "{0}",
    ],
)
def test_a_template_with_another_place_is_refused(body: str) -> None:
    with pytest.raises(NotAMail, match="may not have the place"):
        declare("test.planted", subject="A task is waiting", body=body)

    assert "test.planted" not in [template.key for template in all_templates()]


@pytest.mark.parametrize("subject", ["", " ", "About {agency}", "Two\nlines", "Hidden\r\nBcc: x@example.org", "}"])
def test_a_subject_that_is_not_constant_is_refused(subject: str) -> None:
    with pytest.raises(NotAMail, match="subject"):
        declare("test.planted", subject=subject, body="A task is waiting.")


def test_a_key_is_declared_once() -> None:
    declare("test.twice", subject="One", body="One.")

    with pytest.raises(NotAMail, match="already"):
        declare("test.twice", subject="Two", body="Two.")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("link", "https://evil.example/"),
        ("link", "http://127.0.0.1:8000.evil.example/"),
        ("link", "http://127.0.0.1:8000@evil.example/"),
        ("link", "http://127.0.0.1:8000"),
        ("link", "http://127.0.0.1:80001/"),
        ("link", "http://127.0.0.1:8000/ and more"),
        ("link", "http://127.0.0.1:8000/\nhttps://evil.example/"),
        ("link", "http://127.0.0.1:8000/cases/Ada Ånderson/"),
        ("link", "javascript:alert(1)//http://127.0.0.1:8000/"),
        ("link", "http://127.0.0.1:8000/" + "a" * 600),
        ("due", "when you can"),
        ("due", "3 April 2026 for Ada Anderson"),
        ("due", "2026-04-03"),
        ("due", "Fri 3 Apr 2026\n"),
        ("reference", "SMITH"),
        ("reference", "Smith-1"),
        ("reference", "RR 2026"),
        ("reference", "RR-2026-7K3Q\n"),
        ("reference", "A" * 40 + "1"),
        ("code", "12"),
        ("code", "123 456"),
        ("code", "١٢٣٤٥٦"),
        ("code", "123456\n"),
        ("agency", ""),
        ("agency", "Havering\nBcc: x@example.org"),
        ("agency", "ada.anderson@example.org"),
        ("agency", "see https://evil.example"),
        ("agency", "phone 01708 434343"),
        ("agency", "NHS number 4857773456"),
        ("agency", "x" * 121),
        ("body", "Group\u202eevil"),
        ("body", "Group\x00"),
        ("step", " step"),
    ],
)
def test_a_value_of_another_kind_is_refused_and_not_told(place: str, value: str) -> None:
    planted = declare("test.one", subject="A task is waiting", body=f"Look: {{{place}}}")

    with pytest.raises(NotAMail) as refused:
        planted.text({place: value})
    assert f"“{place}”" in str(refused.value)
    assert not value.strip() or value not in str(refused.value)


@pytest.mark.parametrize("value", [None, 7, b"123456", ["123456"], {"code": "123456"}])
def test_a_value_that_is_no_text_is_refused(value: object) -> None:
    planted = declare("test.one", subject="A task is waiting", body="Look: {code}")

    with pytest.raises(NotAMail):
        planted.text({"code": value})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "given", [{}, {"agency": "Havering"}, {"agency": "Havering", "due": "3 April 2026", "code": "1234"}]
)
def test_missing_and_surplus_values_are_refused(given: dict[str, str]) -> None:
    planted = declare("test.two", subject="A task is waiting", body="{agency} by {due}")

    with pytest.raises(NotAMail, match="needs \\['agency', 'due'\\]"):
        planted.text(given)


def test_what_stands_in_a_value_is_not_filled_again() -> None:
    planted = declare("test.two", subject="A task is waiting", body="{agency} by {due}")

    assert "{due} by 3 April 2026" in planted.text({"agency": "{due}", "due": "3 April 2026"})


@pytest.mark.parametrize("due", ["3 April 2026", "3 April 2026, 09:30", "Fri 3 Apr 2026", "Friday 13 November 2026"])
def test_every_way_in_which_pages_write_a_day_may_be_used(due: str) -> None:
    declare("test.one", subject="A task is waiting", body="By {due}").check({"due": due})


def test_every_declared_template_holds_only_what_is_allowed() -> None:
    assert len(all_templates()) >= 3
    for template in all_templates():
        values = {place: GOOD[place] for place in template.places}
        message = OutboxMessage(to="ada@example.org", template=template.key, dedupe_key=f"{template.key}:1")
        sent = mail_of(message, template, template.text(values))

        assert template.places <= set(PLACES)
        assert sent.subject == template.subject
        assert (sent.to, sent.cc, sent.bcc) == (["ada@example.org"], [], [])
        assert sent.content_subtype == "plain"
        assert sent.attachments == []
        assert "ada" not in sent.body.lower().replace("candour", "")
    assert mail.outbox == []
