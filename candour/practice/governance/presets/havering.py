"""Havering's Case Review Working Group and the BHR practice review groups: their seats and quorum rules.

A seat names the post that fills it by title, organisation and, where the post acts for one, partnership.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LEAD = "Safeguarding lead"


@dataclass(frozen=True)
class SeatPreset:
    """A seat and the post that fills it."""

    title: str
    unit: str
    sectors: tuple[str, ...] = ()
    organisation: str = ""
    post: str = LEAD
    partnership: str = ""
    kind: str = "core"
    counts: bool = True


@dataclass(frozen=True)
class GroupPreset:
    """A group of a partnership."""

    partnership: str
    name: str
    purpose: str
    quorum_name: str
    reviews_cases: bool
    kind: str = "working"
    frequency: str = "as-needed"
    at_least_a_year: int = 0
    seats: tuple[SeatPreset, ...] = field(default=())


def _core(prefix: str) -> tuple[SeatPreset, ...]:
    return (
        SeatPreset("Metropolitan Police", "Metropolitan Police", ("police",), "Police"),
        SeatPreset(
            "Children’s services", f"{prefix} children’s services", ("children's social care",), f"{prefix} Children"
        ),
        SeatPreset("Adult social care", f"{prefix} adult social care", ("adults' social care",), f"{prefix} Adults"),
        SeatPreset(
            "Designated nurse",
            "Integrated care board",
            ("health",),
            "NEL ICB",
            post="Designated nurse for safeguarding",
        ),
        SeatPreset("NELFT", "NELFT", ("health",), "NELFT"),
        SeatPreset("Public health", f"{prefix} public health", ("public health",), f"{prefix} Public Health"),
        SeatPreset("Housing", f"{prefix} housing", ("housing",), f"{prefix} Housing"),
    )


_HAVERING = (
    *_core("Havering"),
    SeatPreset("Community safety", "Havering community safety", ("community safety",), "Havering Community Safety"),
    SeatPreset("Acute hospital trust", "BHRUT", ("health",), "BHRUT"),
    SeatPreset("Education", "Havering education", ("education",), "Havering Education"),
    SeatPreset("Lay member", "Lay member", post="Lay member", partnership="Havering SCP", kind="lay", counts=False),
    SeatPreset(
        "Child death review manager",
        "Child death review",
        ("health",),
        "NEL ICB",
        post="Child death review manager",
        partnership="Havering SCP",
        kind="as-required",
        counts=False,
    ),
    SeatPreset("Probation", "Probation", ("probation",), "Probation", kind="as-required", counts=False),
    SeatPreset(
        "Legal adviser",
        "Legal",
        ("legal",),
        "Havering Legal",
        post="Legal adviser",
        partnership="Havering SCP",
        kind="adviser",
        counts=False,
    ),
)

PURPOSE = "To look at cases of children and adults, and to advise the partners and the board’s chair."

GROUPS = (
    GroupPreset(
        "Havering SCP",
        "Case Review Working Group",
        PURPOSE,
        "havering-case-review-2023/case-review-quorum",
        True,
        frequency="quarterly",
        at_least_a_year=4,
        seats=_HAVERING,
    ),
    GroupPreset(
        "Havering SAB",
        "Case Review Working Group (adults)",
        PURPOSE,
        "havering-case-review-2023/case-review-quorum",
        True,
        frequency="quarterly",
        at_least_a_year=4,
        seats=_HAVERING,
    ),
    GroupPreset(
        "Havering SCP",
        "Executive",
        "The three safeguarding partners.",
        "havering-executive-2022/executive-quorum",
        False,
        kind="executive",
        frequency="monthly",
        seats=(
            SeatPreset(
                "Council",
                "Council",
                ("local authority",),
                "Havering",
                post="Director of Children’s Services",
                partnership="Havering SCP",
            ),
            SeatPreset(
                "Police",
                "Police",
                ("police",),
                "Police",
                post="Detective Superintendent for safeguarding",
                partnership="Havering SCP",
            ),
            SeatPreset(
                "Health",
                "Health",
                ("health",),
                "NEL ICB",
                post="Associate Director for safeguarding",
                partnership="Havering SCP",
            ),
        ),
    ),
    GroupPreset("Redbridge SCP", "Practice Review Group", PURPOSE, "", True, seats=_core("Redbridge")),
    GroupPreset("B&D SCP", "Practice Review Group", PURPOSE, "", True, seats=_core("LBBD")),
)
