"""How an agency writes its summary, section by section, in every journey in which one does."""

from __future__ import annotations

from collections.abc import Mapping

from tests.journeys.walking import Walk

BEFORE_THE_EVENTS: tuple[Mapping[str, str], ...] = (
    {"Has your agency had any contact with the person or the family?": "Yes"},
    {"As far as you know, was the family involved with another council, police area or health area?": "No"},
    {"Your job title": "Named professional"},
    {"Have your agency's records on this family been secured?": "Yes", "Who secured them?": "Records manager"},
    {"What was your agency's involvement with the person and family in the last 12 months?": "Two calls for help."},
    {"What happened before that which matters here?": "Nothing before that."},
)
AFTER_THE_EVENTS = (
    "What was the risk of serious harm, what was done about it, and was that proportionate?",
    "Why did things happen as they did, and is this usual or unusual practice?",
    "What does the case show about the strengths and weaknesses of practice and of working together?",
    "What is new, what has been seen before, and what could be improved?",
)
REFLECTION = "Each service saw its own part."
Event = tuple[str, str, str]
"""When it happened, where that is known from, and what happened."""


def write_up_to_the_events(walk: Walk) -> None:
    """Begin the summary and answer what comes before the key events."""
    walk.press("Yes: begin the summary")
    for answers in BEFORE_THE_EVENTS:
        walk.fill(answers)
        walk.press("Save and continue")


def add_events(walk: Walk, *events: Event) -> None:
    """Give key events, from the page that lists them."""
    for number, (on, source, event) in enumerate(events):
        walk.press("Add another event" if number else "Add an event")
        walk.fill({"When?": on, "Source": source, "What happened?": event})
        walk.press("Save and continue")


def write_what_follows(walk: Walk, needed: str = "") -> None:
    """Answer the questions after the events, and say what must be done at once."""
    for question in AFTER_THE_EVENTS:
        walk.fill({question: REFLECTION})
        walk.press("Save and continue")
    walk.fill({"What must be done at once to keep this person or others safe?": needed})
    walk.press("Save and continue")


def sign(walk: Walk, name: str, post: str) -> None:
    """Sign off a summary that has been opened."""
    walk.press("Sign it off")
    walk.sees(REFLECTION)
    walk.fill({"Your name": name, "Your post": post})
    walk.fill({"I have read the summary and sign it off for my agency": True})
    walk.press("Sign off")
