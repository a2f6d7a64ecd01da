"""Redaction: what in a text would name somebody, what stands in its place, and whether a finished file still tells."""

from candour.practice.publishing.redaction.finding import Finder, Reader, find
from candour.practice.publishing.redaction.leftovers import unexplained
from candour.practice.publishing.redaction.register import Entity, Facts, Register, Span
from candour.practice.publishing.redaction.replacing import CHOICES, apply, replacements

__all__ = [
    "CHOICES",
    "Entity",
    "Facts",
    "Finder",
    "Reader",
    "Register",
    "Span",
    "apply",
    "find",
    "replacements",
    "unexplained",
]
