"""The tracker in the pack of a meeting: the cases that the reader sees, and no other."""

from __future__ import annotations

from candour.practice.cases.queries.tracker import open_rows_of
from candour.practice.governance.operations.packs import make_pack
from candour.practice.governance.tests.rooms import room
from candour.practice.governance.tests.test_pack import read
from tests.cast import Cast


def test_the_tracker_is_in_the_pack_as_far_as_the_reader_sees_it(told: Cast) -> None:
    # MTG-16
    going = room(told, group="Case Review Working Group", begun=False)
    labels, text, _ = read(make_pack(going.manager(), ref=going.ref).content)
    assert "Tracker-1" in labels
    assert "Tracker of open cases" in text
    outside = read(make_pack(told.acting("housing"), ref=going.ref).content)[1]
    partnership = going.meeting.group.partnership_id
    mine = {row.key for row in open_rows_of(going.manager(), partnership, 200)}
    theirs = {row.key for row in open_rows_of(told.acting("housing"), partnership, 200)}
    assert theirs < mine
    assert all(key in text for key in mine)
    assert not any(key in outside for key in mine - theirs)
