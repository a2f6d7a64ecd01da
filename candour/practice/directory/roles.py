"""The roles that a post can carry. A role says what its holder may do; the rules are in each app's permissions."""

PARTNERSHIP_MANAGER = "partnership-manager"
PARTNERSHIP_TEAM = "partnership-team"
STATUTORY_PARTNER = "statutory-partner"
NOMINATED_PARTNER = "nominated-partner"
PARTNERSHIP_CHAIR = "partnership-chair"
BOARD_CHAIR = "board-chair"
SCRUTINEER = "scrutineer"
LAY_MEMBER = "lay-member"
GROUP_MEMBER = "group-member"
LEGAL_ADVISER = "legal-adviser"
HEAD_OF_SAFEGUARDING = "head-of-safeguarding"
SAFEGUARDING_LEAD = "safeguarding-lead"
CONTRIBUTOR = "contributor"
SENIOR_MANAGER = "senior-manager"
DESIGNATED_NURSE = "designated-nurse"
DIRECTOR_OF_ADULT_SERVICES = "director-of-adult-services"
PRINCIPAL_SOCIAL_WORKER = "principal-social-worker"
EXTERNAL_AUTHOR = "external-author"
SYSTEM_ADMINISTRATOR = "system-administrator"
UNBOUND = "unbound"
"""Held by everybody who has not signed the confidentiality agreement and the seven principles; it opens nothing."""

TITLES = {
    PARTNERSHIP_MANAGER: "Partnership manager",
    PARTNERSHIP_TEAM: "Partnership team",
    STATUTORY_PARTNER: "Statutory safeguarding partner",
    PARTNERSHIP_CHAIR: "Partnership chair",
    BOARD_CHAIR: "Safeguarding adults board chair",
    SCRUTINEER: "Independent scrutineer",
    LAY_MEMBER: "Lay member",
    GROUP_MEMBER: "Member of a group",
    LEGAL_ADVISER: "Legal adviser",
    HEAD_OF_SAFEGUARDING: "Head of safeguarding",
    SAFEGUARDING_LEAD: "Agency safeguarding lead",
    CONTRIBUTOR: "Agency contributor",
    SENIOR_MANAGER: "Senior manager who signs off",
    DESIGNATED_NURSE: "Designated nurse",
    DIRECTOR_OF_ADULT_SERVICES: "Director of adult services",
    PRINCIPAL_SOCIAL_WORKER: "Principal social worker",
    EXTERNAL_AUTHOR: "External author",
    SYSTEM_ADMINISTRATOR: "System administrator",
}

TEAM = (PARTNERSHIP_MANAGER, PARTNERSHIP_TEAM)
AGENCY = (SAFEGUARDING_LEAD, CONTRIBUTOR, SENIOR_MANAGER, DESIGNATED_NURSE)
