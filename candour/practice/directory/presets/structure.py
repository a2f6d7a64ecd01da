"""The nouns in which a structure is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AreaPreset:
    """A council area."""

    name: str
    short_name: str
    misprints: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostPreset:
    """A post, by the short name of its organisation."""

    title: str
    role: str
    organisation: str = ""


@dataclass(frozen=True)
class OrganisationPreset:
    """An organisation."""

    name: str
    short_name: str
    sector: str
    part_of: str = ""
    is_health_provider: bool = False
    from_on: date | None = None
    until_on: date | None = None
    successor: str = ""
    inbox: str = ""
    posts: tuple[PostPreset, ...] = ()


@dataclass(frozen=True)
class PartnershipPreset:
    """A partnership, with the short names of its areas and, for a joint body, of its members."""

    name: str
    short_name: str
    kind: str
    from_on: date
    until_on: date | None = None
    areas: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    office_email: str = ""
    office_phone: str = ""
    posts: tuple[PostPreset, ...] = ()


@dataclass(frozen=True)
class Structure:
    """A whole structure."""

    key: str
    title: str
    areas: tuple[AreaPreset, ...]
    organisations: tuple[OrganisationPreset, ...]
    partnerships: tuple[PartnershipPreset, ...]
