"""Mail templates: a constant subject, a body with named places, and a check of every value that goes into one."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings

_SHORT = re.compile(r"[A-Z0-9]{1,12}(?:[-/][A-Z0-9]{1,12}){0,4}")
_CODE = re.compile(r"[0-9]{4,10}")
_PATH = re.compile(r"/[A-Za-z0-9/_.~%?&=#+:,-]{0,500}")
_DUE = re.compile(r"(?:[A-Z][a-z]{2,8} )?[0-3]?[0-9] [A-Z][a-z]{2,8} [0-9]{4}(?:,? (?:at )?[0-2][0-9]:[0-5][0-9])?")
_NOT_IN_A_NAME = re.compile(r"@|://|[0-9]{5}")


class NotAMail(ValueError):
    """A template or a value is not one that may go into mail. The message names the place and never the value."""


def _is_link(value: str) -> bool:
    base: str = settings.CANDOUR_BASE_URL
    return value.startswith(base) and _PATH.fullmatch(value[len(base) :]) is not None


def _is_reference(value: str) -> bool:
    return _SHORT.fullmatch(value) is not None and any(sign.isdigit() for sign in value)


def _is_name_of_a_thing(value: str) -> bool:
    short = 0 < len(value) <= 120 and value == value.strip() and value.isprintable()
    return short and not _NOT_IN_A_NAME.search(value)


PLACES: Mapping[str, Callable[[str], bool]] = {
    "agency": _is_name_of_a_thing,
    "body": _is_name_of_a_thing,
    "step": _is_name_of_a_thing,
    "reference": _is_reference,
    "link": _is_link,
    "due": lambda value: _DUE.fullmatch(value) is not None,
    "since": lambda value: _DUE.fullmatch(value) is not None,
    "code": lambda value: _CODE.fullmatch(value) is not None,
}
"""The only places that a body may have, each with its check."""

FOOT = "\n\n-- \nSent automatically by {site}. Nobody reads replies to this address.\n"


@dataclass(frozen=True)
class MailTemplate:
    """One kind of mail."""

    key: str
    subject: str
    body: str
    fills: Callable[[str], Mapping[str, str] | None] | None = None
    """What fills the places at the moment of sending, from the address; None means that nothing is to be sent."""

    @property
    def places(self) -> frozenset[str]:
        """The values that the body needs."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.body) if name is not None)

    def check(self, values: Mapping[str, str]) -> None:
        """Raises NotAMail unless these are exactly the values that the body needs, and each is of its kind."""
        if values.keys() != self.places:
            raise NotAMail(f"{self.key} needs {sorted(self.places)} and was given {sorted(values)}.")
        for place, value in values.items():
            if not isinstance(value, str) or not PLACES[place](value):
                raise NotAMail(f"What was given to {self.key} as “{place}” may not go into mail.")

    def text(self, values: Mapping[str, str]) -> str:
        """The text of the mail. Raises NotAMail for values that may not go into it."""
        self.check(values)
        return self.body.format_map(values) + FOOT.format(site=settings.CANDOUR_SITE_NAME)


_templates: dict[str, MailTemplate] = {}


def declare(
    key: str,
    *,
    subject: str,
    body: str,
    fills: Callable[[str], Mapping[str, str] | None] | None = None,
) -> MailTemplate:
    """Declare a template, once, at start-up. Raises NotAMail for a taken key, and for places that are not allowed."""
    if key in _templates:
        raise NotAMail(f"There is already a template {key}.")
    if not subject.strip() or not subject.isprintable() or "{" in subject or "}" in subject:
        raise NotAMail(f"The subject of {key} must be a constant line of text.")
    for _, name, wanted, conversion in string.Formatter().parse(body):
        if name is not None and (name not in PLACES or wanted or conversion):
            raise NotAMail(f"The body of {key} may not have the place “{name}”.")
    declared = MailTemplate(key, subject, body, fills)
    _templates[key] = declared
    return declared


def template_of(key: str) -> MailTemplate:
    """The template of that key. Raises NotAMail."""
    try:
        return _templates[key]
    except KeyError as error:
        raise NotAMail(f"There is no template {key}.") from error


def all_templates() -> tuple[MailTemplate, ...]:
    """Every declared template, by key."""
    return tuple(_templates[key] for key in sorted(_templates))
