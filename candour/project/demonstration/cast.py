"""The cast: the same invented people in the demonstration, the tests and the screenshots."""

from __future__ import annotations

from dataclasses import dataclass

PostKey = tuple[str, str, str]
"""A post by its title and the short names of its organisation and partnership."""

LEAD = "Safeguarding lead"
SENIOR = "Senior manager for safeguarding"
SCP, SAB = "Havering SCP", "Havering SAB"


@dataclass(frozen=True)
class Member:
    """One of the cast."""

    key: str
    name: str
    comes_for: str
    posts: tuple[PostKey, ...] = ()
    is_bound: bool = True
    """Whether they have signed the confidentiality agreement and the seven principles."""
    has_left: bool = False

    @property
    def email(self) -> str:
        """Their address, which leads nowhere."""
        return f"{self.name.lower().replace(' ', '.')}@example.org"


CAST: tuple[Member, ...] = (
    Member(
        "manager",
        "Priya Anand",
        "Partnership manager of Havering, for children and adults: runs the reviews",
        (("Partnership manager, children", "", SCP), ("Partnership manager, adults", "", SAB)),
    ),
    Member(
        "administrator",
        "Tom Okafor",
        "Partnership administrator: takes notes, chases",
        (("Partnership administrator", "", SCP),),
    ),
    Member(
        "council",
        "Helen Marsh",
        "Director of Children’s Services: a statutory partner",
        (("Director of Children’s Services", "Havering", SCP),),
    ),
    Member(
        "police",
        "Marcus Bell",
        "Detective Superintendent: a statutory partner for children and adults",
        (
            ("Detective Superintendent for safeguarding", "Police", SCP),
            ("Detective Superintendent for adults", "Police", SAB),
        ),
    ),
    Member(
        "health",
        "Grace Adeyemi",
        "Associate Director of the integrated care board: a statutory partner",
        (
            ("Associate Director for safeguarding", "NEL ICB", SCP),
            ("Associate Director for safeguarding adults", "NEL ICB", SAB),
        ),
    ),
    Member("nominee", "Nadia Rahman", "Acts for the integrated care board by delegation", ((SENIOR, "NEL ICB", ""),)),
    Member(
        "nurse",
        "Ruth Ellison",
        "Designated nurse: collates the health returns",
        (("Designated nurse for safeguarding", "NEL ICB", ""),),
    ),
    Member("nelft", "Daniel Osei", "Safeguarding lead of NELFT: answers for his agency", ((LEAD, "NELFT", ""),)),
    Member("nelft_senior", "Moira Keane", "Signs off for NELFT", ((SENIOR, "NELFT", ""),)),
    Member("hospital", "Farah Siddiqui", "Safeguarding lead of the hospital trust", ((LEAD, "BHRUT", ""),)),
    Member("police_lead", "Ines Castellan", "Safeguarding lead of the police", ((LEAD, "Police", ""),)),
    Member(
        "childrens_care", "Owen Dunmore", "Safeguarding lead of children’s services", ((LEAD, "Havering Children", ""),)
    ),
    Member("adults_care", "Bea Novak", "Safeguarding lead of adult social care", ((LEAD, "Havering Adults", ""),)),
    Member(
        "teacher", "Leila Hassan", "Safeguarding lead of education: refers a case", ((LEAD, "Havering Education", ""),)
    ),
    Member(
        "housing", "Sam Whitlock", "Housing: has a conflict of interest in one case", ((LEAD, "Havering Housing", ""),)
    ),
    Member("public_health", "Ravi Petrov", "Public health", ((LEAD, "Havering Public Health", ""),)),
    Member("probation", "Jude Ibarra", "Probation: attends as required", ((LEAD, "Probation", ""),)),
    Member("head", "Carys Yilmaz", "Head of Safeguarding", (("Head of Safeguarding", "Havering Children", SCP),)),
    Member(
        "chair",
        "Alun Pryce",
        "Partnership chair: decides where the partners disagree",
        (("Partnership chair", "", SCP),),
    ),
    Member(
        "board_chair",
        "Yvonne Clarke",
        "Chair of the safeguarding adults board: decides adults’ cases",
        (("Chair of the safeguarding adults board", "", SAB),),
    ),
    Member(
        "director_adults",
        "Stephen Hollis",
        "Director of Adult Social Services",
        (
            ("Director of Adult Social Services", "Havering Adults", SAB),
            ("Director of Adult Social Services", "Havering", SAB),
        ),
    ),
    Member("scrutineer", "Joan Whitfield", "Independent scrutineer", (("Independent scrutineer", "", SCP),)),
    Member("lay", "Bernard Achebe", "Lay member", (("Lay member", "", SCP),)),
    Member(
        "redbridge", "Kwame Mensah", "Partnership manager of Redbridge", (("Partnership manager", "", "Redbridge SCP"),)
    ),
    Member(
        "joint", "Esther Lindqvist", "Manager of the joint BHR partnership", (("Joint partnership manager", "", "BHR"),)
    ),
    Member("author", "Oliver Trent", "External author, with access for a period", (("External author", "", SCP),)),
    Member("technical", "Zara Quill", "System administrator: sees no case", (("System administrator", "", ""),)),
    Member(
        "newcomer", "Anita Roy", "Has not signed the agreement yet", (("Contributor", "BHRUT", ""),), is_bound=False
    ),
    Member("left", "Peter Vance", "Has left", (), has_left=True),
)

BY_KEY = {member.key: member for member in CAST}
