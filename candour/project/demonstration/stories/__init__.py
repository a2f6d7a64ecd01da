"""The stories of the demonstration: invented cases, each carried as far as it has come by the same acts as in use."""

from __future__ import annotations

from candour.project.demonstration.stage import Stage, Story
from candour.project.demonstration.stories.adults import decided_by_the_chair
from candour.project.demonstration.stories.challenges import challenged
from candour.project.demonstration.stories.deciding import with_the_partners
from candour.project.demonstration.stories.families import not_asked_yet, of_the_baby
from candour.project.demonstration.stories.finished import sent_late
from candour.project.demonstration.stories.learning import what_came_of_a_review
from candour.project.demonstration.stories.lessons import many_cases
from candour.project.demonstration.stories.meetings import meetings_of_the_group
from candour.project.demonstration.stories.publishing import on_its_way_to_the_public
from candour.project.demonstration.stories.released import public_sites
from candour.project.demonstration.stories.running import at_the_meeting, just_received
from candour.project.demonstration.stories.smaller import good_practice, near_miss, of_another_borough, worry
from candour.project.demonstration.stories.themed import themed_review


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
        meetings_of_the_group,
        public_sites,
        on_its_way_to_the_public,
        many_cases,
        themed_review,
        what_came_of_a_review,
        of_the_baby,
        not_asked_yet,
        challenged,
    )
    return [teller(stage) for teller in tellers]
