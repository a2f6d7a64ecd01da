"""Refusing what in words for the public site may lead to somebody, before anybody reads it."""

from __future__ import annotations

from collections.abc import Mapping

from candour.platform.access.policy import Refused
from candour.practice.public.guarding import against_words
from candour.practice.public.models import Contact


def refuse_what_leads_to_somebody(site_id: int, parts: Mapping[str, str]) -> None:
    """Refuse words, by the name of the part in which they stand, for what in them may lead to somebody.

    The contacts of the site and its venues are for everybody, so they may stand. Raises Refused with every reason.
    """
    ways = Contact.objects.filter(site=site_id).values_list("phone", "email", "web", "address")
    may_stand = [one for way in ways for one in way if one]
    reasons = [f"{name}: {reason}" for name, text in parts.items() for reason in against_words(text, may_stand)]
    if reasons:
        raise Refused(*reasons)
