"""A ladder of five stages, of which the first two are informal, after one that an English area publishes."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="local-challenge",
    title="Challenge between partners in five stages",
    publisher="Local practice elsewhere",
    subject="both",
    in_force_from=date(2018, 6, 29),
    in_force_until=None,
    link="",
    note=(
        "No law sets these stages or their times. Five stages, of which the first two are informal, were seen in one "
        "area; who answers at each, the times, and the day from which they are held to apply fill the gaps. Check them "
        "with the partnership before relying on them."
    ),
)
