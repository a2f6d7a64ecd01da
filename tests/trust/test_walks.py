"""Each of the cast asks for their share of all addresses once, and every answer is looked at in every way.

They get what the table of who reaches what says; they read no planted word that the rules hide from them; every answer
has its headers, and nothing about anybody in its address, title or file name; history tells of what they did. The
suites that are named after these show, each with planted defects, that what is wrong would be seen.
"""

from __future__ import annotations

import pytest

from tests.trust.conftest import PlantedCast
from tests.trust.crawling import ACTORS
from tests.trust.matrix import Writer, compared
from tests.trust.walking import walk

READ_AT_LEAST = {"manager": 150, "council": 100, "nelft": 60, "redbridge": 20}
"""How many planted words these read: otherwise a walk sees nothing, and that it finds no leak means nothing."""


@pytest.mark.parametrize("actor", ACTORS)
def test_nothing_is_wrong_with_what_each_of_them_gets(actor: str, sown: PlantedCast) -> None:
    walked = walk(sown, actor)

    Writer.columns[actor] = walked.column.letters
    wrong = {
        "in itself": [str(problem) for problem in walked.column.problems],
        "beside the table": []
        if Writer.is_writing
        else compared(actor, walked.column.letters, of_all=walked.asked.shares == 1),
        "read": walked.leaks,
        "headers": walked.headers,
        "where others see it": walked.hygiene,
        "in history": walked.history,
    }
    assert {where: problems for where, problems in wrong.items() if problems} == {}
    assert len(walked.read) >= READ_AT_LEAST.get(actor, 0)
