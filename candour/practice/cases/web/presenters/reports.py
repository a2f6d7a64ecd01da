"""Versions and comments as the report's page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from candour.practice.cases.models import Comment, ReportVersion


@dataclass(frozen=True)
class VersionShown:
    """A version of the report."""

    number: int
    stage: str
    made_at: object
    made_by: str
    is_edited: bool
    docx_address: str
    pdf_address: str
    waits_for_scan: bool


@dataclass(frozen=True)
class CommentShown:
    """A comment on the draft."""

    who: str
    place: str
    text: str
    made_at: object
    answer: str
    reason: str
    address: str


def version_shown(version: ReportVersion) -> VersionShown:
    """A version with where its files are."""
    held = any(stored and stored.state == "held" for stored in (version.docx, version.pdf))
    return VersionShown(
        version.number,
        version.get_stage_display(),
        version.made_at,
        version.made_by,
        version.is_edited,
        reverse("file", args=[version.docx.ref]) if version.docx and not held else "",
        reverse("file", args=[version.pdf.ref]) if version.pdf and not held else "",
        held,
    )


def comment_shown(ref: str, comment: Comment) -> CommentShown:
    """A comment with what was done with it."""
    return CommentShown(
        comment.person.name,
        comment.place,
        comment.text,
        comment.made_at,
        comment.get_answer_display(),
        comment.answer_reason,
        reverse("comment_answer", args=[ref, comment.ref]),
    )
