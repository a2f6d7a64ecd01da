"""Barking and Dagenham, Havering and Redbridge: the structure that the founding papers describe, without its people.

The joint partnership is kept as the papers of 2020 describe it, although its arrangements ended in November 2021,
because tabling cases at a joint body is part of what is shown.
"""

from datetime import date

from candour.practice.directory import roles
from candour.practice.directory.presets.structure import (
    AreaPreset,
    OrganisationPreset,
    PartnershipPreset,
    PostPreset,
    Structure,
)

_LEAD = PostPreset("Safeguarding lead", roles.SAFEGUARDING_LEAD)
_SENIOR = PostPreset("Senior manager for safeguarding", roles.SENIOR_MANAGER)


def _council(name: str, short_name: str) -> tuple[OrganisationPreset, ...]:
    def service(title: str, key: str, sector: str) -> OrganisationPreset:
        return OrganisationPreset(
            f"{name} {title}", f"{short_name} {key}", sector, part_of=short_name, posts=(_LEAD, _SENIOR)
        )

    return (
        OrganisationPreset(name, short_name, "local authority"),
        service("Children’s Services", "Children", "children's social care"),
        service("Adult Social Care", "Adults", "adults' social care"),
        service("Education Services", "Education", "education"),
        service("Housing", "Housing", "housing"),
        service("Public Health", "Public Health", "public health"),
        service("Legal Services", "Legal", "legal"),
    )


_ORGANISATIONS = (
    *_council("Havering Council", "Havering"),
    OrganisationPreset(
        "Havering Council Community Safety",
        "Havering Community Safety",
        "community safety",
        part_of="Havering",
        posts=(_LEAD,),
    ),
    *_council("Barking and Dagenham Council", "LBBD"),
    *_council("Redbridge Council", "Redbridge"),
    OrganisationPreset("Metropolitan Police East Area BCU", "Police", "police", posts=(_LEAD, _SENIOR)),
    OrganisationPreset(
        "North East London Integrated Care Board",
        "NEL ICB",
        "health",
        from_on=date(2022, 7, 1),
        posts=(PostPreset("Designated nurse for safeguarding", roles.DESIGNATED_NURSE), _SENIOR),
    ),
    OrganisationPreset(
        "Barking and Dagenham, Havering and Redbridge Clinical Commissioning Groups",
        "BHR CCGs",
        "health",
        until_on=date(2022, 6, 30),
        successor="NEL ICB",
    ),
    OrganisationPreset(
        "NELFT NHS Foundation Trust", "NELFT", "health", is_health_provider=True, posts=(_LEAD, _SENIOR)
    ),
    OrganisationPreset(
        "Barking, Havering and Redbridge University Hospitals NHS Trust",
        "BHRUT",
        "health",
        is_health_provider=True,
        posts=(_LEAD, _SENIOR),
    ),
    OrganisationPreset("Probation Service", "Probation", "probation", posts=(_LEAD, _SENIOR)),
)


def _team(manager: str) -> tuple[PostPreset, ...]:
    return (
        PostPreset(manager, roles.PARTNERSHIP_MANAGER),
        PostPreset("Partnership administrator", roles.PARTNERSHIP_TEAM),
        PostPreset("Training and development officer", roles.PARTNERSHIP_TEAM),
    )


def _partners(council: str) -> tuple[PostPreset, ...]:
    return (
        PostPreset("Director of Children’s Services", roles.STATUTORY_PARTNER, council),
        PostPreset("Detective Superintendent for safeguarding", roles.STATUTORY_PARTNER, "Police"),
        PostPreset("Associate Director for safeguarding", roles.STATUTORY_PARTNER, "NEL ICB"),
    )


BHR = Structure(
    key="bhr",
    title="Barking and Dagenham, Havering and Redbridge",
    areas=(
        AreaPreset("Barking and Dagenham", "LBBD", ("LBBB",)),
        AreaPreset("Havering", "LBH"),
        AreaPreset("Redbridge", "LBR"),
    ),
    organisations=_ORGANISATIONS,
    partnerships=(
        PartnershipPreset(
            "Havering Safeguarding Children Partnership",
            "Havering SCP",
            "children",
            date(2022, 4, 1),
            areas=("LBH",),
            office_email="office@havering-scp.example",
            office_phone="01632 960 100",
            posts=(
                *_team("Partnership manager, children"),
                *_partners("Havering"),
                PostPreset("Head of Safeguarding", roles.HEAD_OF_SAFEGUARDING, "Havering Children"),
                PostPreset("Partnership chair", roles.PARTNERSHIP_CHAIR),
                PostPreset("Independent scrutineer", roles.SCRUTINEER),
                PostPreset("Lay member", roles.LAY_MEMBER),
                PostPreset("Legal adviser", roles.LEGAL_ADVISER, "Havering Legal"),
                PostPreset("Child death review manager", roles.GROUP_MEMBER, "NEL ICB"),
            ),
        ),
        PartnershipPreset(
            "Havering Safeguarding Adults Board",
            "Havering SAB",
            "adults",
            date(2015, 4, 1),
            areas=("LBH",),
            office_email="office@havering-sab.example",
            office_phone="01632 960 101",
            posts=(
                PostPreset("Partnership manager, adults", roles.PARTNERSHIP_MANAGER),
                PostPreset("Chair of the safeguarding adults board", roles.BOARD_CHAIR),
                PostPreset("Director of Adult Social Services", roles.DIRECTOR_OF_ADULT_SERVICES, "Havering Adults"),
                PostPreset("Principal social worker", roles.PRINCIPAL_SOCIAL_WORKER, "Havering Adults"),
                PostPreset("Director of Adult Social Services", roles.STATUTORY_PARTNER, "Havering"),
                PostPreset("Detective Superintendent for adults", roles.STATUTORY_PARTNER, "Police"),
                PostPreset("Associate Director for safeguarding adults", roles.STATUTORY_PARTNER, "NEL ICB"),
            ),
        ),
        PartnershipPreset(
            "Barking and Dagenham Safeguarding Children Partnership",
            "B&D SCP",
            "children",
            date(2019, 9, 29),
            areas=("LBBD",),
            office_email="office@bd-scp.example",
            posts=(*_team("Partnership manager"), *_partners("LBBD")),
        ),
        PartnershipPreset(
            "Redbridge Safeguarding Children Partnership",
            "Redbridge SCP",
            "children",
            date(2019, 9, 29),
            areas=("LBR",),
            office_email="office@redbridge-scp.example",
            posts=(*_team("Partnership manager"), *_partners("Redbridge")),
        ),
        PartnershipPreset(
            "BHR Safeguarding Partnership",
            "BHR",
            "joint",
            date(2019, 9, 29),
            areas=("LBBD", "LBH", "LBR"),
            members=("Havering SCP", "B&D SCP", "Redbridge SCP"),
            office_email="office@bhr.example",
            posts=(PostPreset("Joint partnership manager", roles.PARTNERSHIP_MANAGER),),
        ),
    ),
)
