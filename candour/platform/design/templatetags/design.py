"""Template tags for what templates cannot say themselves: dates in the house style, and keys of forms."""

from __future__ import annotations

import secrets

from django import template
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from candour.platform.dates.words import day_words, due_words, moment_words, weekday_words
from candour.platform.design.forms import summary_of

register = template.Library()
register.filter("day", day_words)
register.filter("weekday", weekday_words)
register.filter("moment", moment_words)
register.filter("due_moment", due_words)
register.filter("problems", summary_of)


@register.filter
def plural(number: int, words: str) -> str:
    """A number with its noun: `3|plural:"working day,working days"`."""
    one, many = words.split(",")
    return f"{number} {one if number == 1 else many}"


@register.simple_tag
def submission_key() -> SafeString:
    """A hidden key, so that a form sent twice acts once."""
    return format_html('<input type="hidden" name="submission_key" value="{}">', secrets.token_urlsafe(24))


@register.simple_tag(takes_context=True)
def explained(context: Context, text: str) -> SafeString:
    """A plain text in which the terms that the page did not have yet lead to its `page_words`, if it lists any."""
    words = context.get("page_words")
    return words.marked(text) if words is not None else escape(text)
