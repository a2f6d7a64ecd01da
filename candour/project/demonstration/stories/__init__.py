"""The stories of the demonstration: invented cases, each carried as far as it has come by the same acts as in use."""

from __future__ import annotations

from candour.project.demonstration.stage import Stage, Story
from candour.project.demonstration.stories.adults import decided_by_the_chair
from candour.project.demonstration.stories.finished import sent_late
from candour.project.demonstration.stories.running import at_the_meeting, just_received, with_the_partners
from candour.project.demonstration.stories.smaller import good_practice, near_miss, of_another_borough, worry


def stories(stage: Stage) -> list[Story]:
    """All of them, to be played side by side."""
    tellers = (
        sent_late,
        decided_by_the_chair,
        good_practice,
        near_miss,
        of_another_borough,
        with_the_partners,
        at_the_meeting,
        worry,
        just_received,
    )
    return [teller(stage) for teller in tellers]
