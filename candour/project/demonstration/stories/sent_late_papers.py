"""What was written in the case that was sent late: the referral and the agencies' summaries."""

from __future__ import annotations

from candour.project.demonstration.stage import OnDay, Said


def referred(on: OnDay) -> Said:
    """The hospital's referral."""
    return {
        "about": {"kind": "serious-incident", "person": "child"},
        "what-happened": {
            "outline": (
                "A baby of eleven weeks came to the emergency department with a broken arm and old and new bruises. "
                "The parents gave two accounts that do not fit together. The baby is recovering in hospital."
            ),
            "harm": "seriously-harmed",
            "abuse": "yes",
        },
        "where": {"place": "here", "residence": "This borough"},
        "people": [
            {
                "forenames": "Corin",
                "surname": "Tolland",
                "born-on": on(77),
                "sex": "male",
                "ethnicity": "White British",
                "faith": "Not known",
                "disability": "None known",
                "plan": "no",
                "looked-after": "no",
                "address": "Flat 4, 18 Orchard Mews",
                "carer": "Both parents",
            }
        ],
        "family": [
            {"name": "Jade Tolland", "relationship": "Mother", "born-on": "11 February 2004"},
            {"name": "Ryan Moss", "relationship": "Father", "born-on": "about 2002"},
            {"name": "Denise Tolland", "relationship": "Grandmother", "address": "7 Station Parade"},
        ],
        "agencies": {"agencies": "Midwifery, health visiting, housing, police"},
        "safety": {"done": "Police protection, then an interim care order. The grandmother visits under supervision."},
    }


def hospital(on: OnDay) -> Said:
    """The hospital's summary."""
    return {
        "involvement": {
            "last-year": "Booking late in pregnancy, two missed scans, birth at term, two visits to the ward."
        },
        "events": [
            {
                "happened-on": on(74),
                "source": "Maternity record",
                "event": "Jade Tolland went home with her baby. The discharge note names no father.",
                "response": "Discharge summary sent to the general practice.",
            },
            {
                "happened-on": on(25),
                "source": "Emergency department record",
                "event": "Corin was brought with a bruise on the cheek. It was put down to a toy.",
                "response": "No check with children's social care was made. The baby was not yet mobile.",
            },
        ],
        "risk": {
            "risk": "A bruise on a baby who cannot move alone should have led to a strategy discussion and did not."
        },
        "why": {
            "why": "The bruising protocol was known on the children’s ward but not, at night, in the emergency "
            "department."
        },
        "strengths": {
            "strengths": "Good recording at birth. Weak handover between the hospital and community midwives."
        },
        "learning": {
            "learning": "Bruising in babies who are not mobile has been found before, in an earlier local audit."
        },
        "immediate": {"needed": "All night staff of the emergency department to be briefed on the bruising protocol."},
    }


def community(on: OnDay) -> Said:
    """The summary of community health services."""
    return {
        "involvement": {
            "last-year": "New birth visit on day 16, one visit not kept, a clinic visit with the grandmother."
        },
        "events": [
            {
                "happened-on": on(61),
                "source": "Health visiting record",
                "event": "New birth visit. Mr Moss was at home and did not join the talk.",
                "response": "Universal service offered.",
            },
            {
                "happened-on": on(30)[:7],
                "source": "Health visiting record",
                "event": "Denise Tolland said that the couple argued at night.",
                "response": "Noted. No contact with housing or police.",
            },
        ],
        "risk": {"risk": "The grandmother's worry about arguments was not explored."},
        "why": {"why": "The caseload of the team was twice the recommended one in that spring."},
        "strengths": {"strengths": "Visits were rebooked quickly. The father was not seen as part of the work."},
        "learning": {"learning": "Fathers and partners are still invisible in records, as two earlier reviews found."},
    }


def police(on: OnDay) -> Said:
    """The summary of the police."""
    return {
        "involvement": {"last-year": "Two calls by neighbours about shouting. One merlin report."},
        "events": [
            {
                "happened-on": on(37),
                "source": "Police record",
                "event": "Neighbours called about shouting. Officers saw a sleeping baby.",
                "response": "Report shared after nine days.",
            }
        ],
        "risk": {"risk": "The report was graded low and shared late."},
        "why": {"why": "Reports without an injury waited in a queue at the time."},
        "strengths": {"strengths": "Officers saw the child. The sharing took too long."},
        "learning": {"learning": "A baby in the home should raise the grade of a report."},
    }
