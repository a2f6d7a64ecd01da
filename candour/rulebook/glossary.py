"""The words of the field in plain words, from which pages, packs and the written glossary explain them."""

from __future__ import annotations

from candour.rulebook.language.terms import Term

TERMS: tuple[Term, ...] = (
    Term("Action", "Something that one body or person promised to do by a day.", is_marked=False),
    Term(
        "Agency",
        "An organisation that works with children or adults in the area and may be asked what it knows.",
        is_marked=False,
    ),
    Term("Area", "A borough or other local authority area.", is_marked=False),
    Term("Care leaver", "Somebody who was in the care of a council as a child and has left it."),
    Term(
        "Case",
        "One event that a partnership looks at, known by a key that has nothing to do with a name.",
        is_marked=False,
    ),
    Term(
        "Case Review Working Group",
        "The group that holds the meeting of a rapid review and recommends what follows from it.",
        short="CRWG",
    ),
    Term(
        "Challenge",
        "One agency asking another to look again at what it does, by stages that are local and no law.",
        is_marked=False,
    ),
    Term(
        "Child and adolescent mental health services",
        "The NHS services for children and young people with mental health difficulties.",
        short="CAMHS",
    ),
    Term(
        "Child death overview panel",
        "The panel that looks at the death of every child in an area, to learn how deaths can be prevented.",
        short="CDOP",
    ),
    Term(
        "Child looked after",
        "A child in the care of a council.",
        also=(
            "looked-after child",
            "looked-after children",
            "children looked after",
        ),
    ),
    Term(
        "Child protection plan",
        "What agencies and the family agree to do to keep a child safe who is being significantly harmed, or "
        "is likely to be.",
    ),
    Term(
        "Child safeguarding practice review",
        "A review of the case of a child who died or was seriously harmed, to learn how agencies can work "
        "better together.",
        short="CSPR",
        also=(
            "local child safeguarding practice review",
            "LCSPR",
        ),
    ),
    Term(
        "Child sexual exploitation",
        "Sexual abuse in which a child is used in exchange for something, or for somebody else’s gain.",
        short="CSE",
    ),
    Term(
        "Children in need",
        "Children whom a council must help because they are disabled or would not do well without help, "
        "under section 17 of the Children Act 1989.",
        also=("child in need",),
    ),
    Term(
        "Chronology",
        "What happened when, put together from every agency, each event with its source.",
        also=("chronologies",),
    ),
    Term(
        "Contextual safeguarding",
        "Keeping young people safe from harm that comes from outside the family, such as in the street, at "
        "school or online.",
    ),
    Term(
        "Copy sheet",
        "What is known of an incident in the order in which the national service asks for it.",
        is_marked=False,
    ),
    Term(
        "Council", "The local authority. The duty to notify lies with the one where the harm happened.", is_marked=False
    ),
    Term(
        "Decision room",
        "Where each statutory partner gives a position; reasons stay hidden until all have answered.",
        is_marked=False,
    ),
    Term(
        "Delegation",
        "A partner's written permission for somebody else to act for them, for a time and a purpose.",
        is_marked=False,
    ),
    Term(
        "Deprivation of Liberty Safeguards",
        "The rules for when a care home or hospital may keep somebody there who cannot decide it for themselves.",
        short="DoLS",
    ),
    Term("Deputy", "Who may stand in for the holder of a post, as was named beforehand.", is_marked=False),
    Term(
        "Designated nurse",
        "The nurse who leads on safeguarding for the health services of an area, and gathers what they know into "
        "one answer.",
    ),
    Term(
        "Domestic homicide review",
        "A review of the death of somebody aged 16 or over that seems to come from abuse, violence or "
        "neglect by a relative, a partner or a member of the household.",
        short="DHR",
    ),
    Term(
        "Duty of a review",
        "What a law asks of one body and a review discharges, with that body's own decision, sign-off and date.",
        is_marked=False,
    ),
    Term("Early help", "Support for a family as soon as a problem appears, before it becomes worse."),
    Term(
        "Edition",
        "A version of guidance or law, in force from one day to another. A case keeps the one it started under.",
        is_marked=False,
    ),
    Term("Executive", "The group of the three statutory partners.", is_marked=False),
    Term(
        "Fact sheet",
        "The lines that every review fills as it goes, and without which it is not signed off.",
        is_marked=False,
    ),
    Term(
        "Female genital mutilation",
        "Cutting or injuring the genitals of a girl or woman for no medical reason. It is a crime.",
        short="FGM",
    ),
    Term("Gate", "The check that reads the bytes of a finished file for whatever it must not hold.", is_marked=False),
    Term(
        "Hold",
        "A pause that waits for somebody outside, with a reason, somebody to ask and a day to ask again. Clocks go on.",
        is_marked=False,
    ),
    Term(
        "Immediate action",
        "Something that must be done before the review ends, to keep somebody safe.",
        is_marked=False,
    ),
    Term(
        "Individual Agency Summary",
        "What one agency knew and did, in answer to a request. Also called its return.",
        also=("individual agency summaries",),
    ),
    Term("Integrated care board", "The NHS body that plans and pays for most health services of an area.", short="ICB"),
    Term(
        "Joint partnership",
        "A partnership of partnerships, such as that of the three boroughs. It sees rows that were tabled there.",
        is_marked=False,
    ),
    Term("Leak", "A place in a finished file that names somebody, or could, though nobody sees it.", is_marked=False),
    Term("Learning", "What a review says should be done differently.", is_marked=False),
    Term(
        "Local authority designated officer",
        "Who oversees allegations against people who work with children.",
        short="LADO",
    ),
    Term("Looked after", "In the care of a council.", is_marked=False),
    Term(
        "Making Safeguarding Personal",
        "Asking adults who are at risk what they want to happen, and working towards that.",
        short="MSP",
    ),
    Term(
        "Matrix",
        "Each recommendation of a report against each body: an action, a question, not applicable with a "
        "reason, or nobody’s.",
        is_marked=False,
    ),
    Term(
        "Multi-agency public protection arrangements",
        "How police, probation and prisons together manage people who committed sexual or violent crimes.",
        short="MAPPA",
    ),
    Term(
        "Multi-agency risk assessment conference",
        "A meeting of agencies about people who are at the highest risk of domestic abuse.",
        short="MARAC",
    ),
    Term(
        "Multi-agency safeguarding hub",
        "A team of several agencies that takes in reports of concern and decides together what happens next.",
        short="MASH",
    ),
    Term("Near miss", "Something that could have ended in serious harm and did not.", also=("near misses",)),
    Term("Nil return", "An agency's answer that it looked and knows nothing of the family."),
    Term(
        "Notifiable incident",
        "Serious harm to a child where abuse or neglect is known or suspected, which a council must report "
        "within five working days.",
    ),
    Term("Panel", "The national Child Safeguarding Practice Review Panel.", is_marked=False),
    Term("Plan", "The dated steps of a rapid review, by the partnership's timetable.", is_marked=False),
    Term(
        "Post",
        "A place in an organisation or partnership that a person is appointed to. Powers come from posts.",
        is_marked=False,
    ),
    Term("Pseudonym, key", "The letters by which everybody speaks of a case.", is_marked=False),
    Term("Quality marker", "A question of quality that is asked at one stage of a review."),
    Term("Quorum", "Who has to be there for a meeting to decide.", also=("quorate",)),
    Term(
        "Rapid review",
        "A quick review of serious harm to a child, within fifteen working days: what happened, what must be done at "
        "once, and whether a full review is needed.",
    ),
    Term(
        "Re-test",
        "Judging again, 3, 6 or 12 months later, whether a change that was evidenced still holds.",
        is_marked=False,
    ),
    Term("Reading", "One way to read from which event the working days run.", is_marked=False),
    Term(
        "Recommendation",
        "What a report says should be done, with its page and paragraph. Its row in a matrix is not its "
        "number in the report.",
        is_marked=False,
    ),
    Term(
        "Redaction",
        "Taking out of a text whatever would name somebody, and putting a role, a letter or a band in its place.",
        also=("redacted",),
    ),
    Term("Referral", "Somebody telling the partnership of an event.", is_marked=False),
    Term("Return key", "What somebody without an account keeps, to come back to what they sent.", is_marked=False),
    Term(
        "Safeguarding adults board",
        "The board of an area that protects adults who cannot protect themselves, under the Care Act 2014. "
        "Pages say “board” for short.",
        short="SAB",
    ),
    Term(
        "Safeguarding Adults Review",
        "A review of how agencies worked together where an adult with care needs died or was seriously harmed, "
        "under section 44 of the Care Act 2014.",
        short="SAR",
    ),
    Term(
        "Safeguarding children partnership",
        "The council, the police and the integrated care board of an area, who together must keep children safe.",
        short="SCP",
    ),
    Term(
        "Scrutineer", "Somebody independent who tests how well the partnership works.", also=("independent scrutineer",)
    ),
    Term("Section 16C", "The part of the Children Act 2004 under which councils notify incidents."),
    Term(
        "Section 42 enquiry",
        "What a council must find out, or have found out, when an adult with care needs may be abused or "
        "neglected and cannot protect themselves.",
        also=("section 42",),
    ),
    Term("Section 44", "The part of the Care Act 2014 that says when a board must review the case of an adult."),
    Term(
        "Section 47 enquiry",
        "What a council must find out when there is reason to suspect that a child in its area is being "
        "significantly harmed, or is likely to be.",
        also=("section 47",),
    ),
    Term(
        "Sector",
        "Health, police, children's care, adults' care, education and so on: what a quorum counts by.",
        is_marked=False,
    ),
    Term(
        "Statutory partner",
        "The council, the integrated care board or the police of an area, who by law must together keep children safe.",
    ),
    Term(
        "Sudden unexpected death in infancy",
        "The death of a baby that nobody foresaw and that is not explained at first.",
        short="SUDI",
    ),
    Term("Tabling", "Putting a case before a meeting on purpose, in a line that identifies nobody.", is_marked=False),
    Term("Terms of reference", "The page that says what a group or a review is for, who is in it and how it works."),
    Term("Thematic review", "A review of several cases or services that have something in common."),
    Term(
        "Tracker", "The list of cases: how each stands, days used of those allowed, what it waits for.", is_marked=False
    ),
    Term(
        "Undertaking",
        "The confidentiality agreement and the seven principles of public life, which everybody signs each year.",
        is_marked=False,
    ),
    Term(
        "Vault", "Where names, dates of birth and addresses lie, encrypted, opened only with a reason.", is_marked=False
    ),
    Term("Wall", "A declared conflict of interest: the person sees nothing of the case.", is_marked=False),
    Term("Was not brought", "Said of a child who missed an appointment because no adult took them there."),
    Term(
        "Working day",
        "A day that is neither a Saturday, a Sunday nor a bank holiday of England and Wales.",
        is_marked=False,
    ),
    Term(
        "Working Together",
        "The government’s guidance on how agencies must work together to keep children safe.",
        is_exact=True,
    ),
)
"""In the order of the alphabet."""

EVERYDAY = ("A&E", "AGM", "BBC", "CD", "CV", "DVD", "GP", "ID", "IT", "NHS", "PDF", "TV", "UK", "UN", "US", "VAT")
"""Abbreviations that everybody knows."""
