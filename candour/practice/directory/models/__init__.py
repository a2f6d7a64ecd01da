"""What the directory keeps."""

from candour.practice.directory.models.agreements import Agreement, AgreementParty
from candour.practice.directory.models.bodies import (
    Area,
    JointMembership,
    Organisation,
    Partnership,
    PartnershipArea,
    Term,
)
from candour.practice.directory.models.people import (
    Appointment,
    Delegation,
    Person,
    Post,
    StandingDeputy,
    Undertaking,
)

__all__ = [
    "Agreement",
    "AgreementParty",
    "Appointment",
    "Area",
    "Delegation",
    "JointMembership",
    "Organisation",
    "Partnership",
    "PartnershipArea",
    "Person",
    "Post",
    "StandingDeputy",
    "Term",
    "Undertaking",
]
