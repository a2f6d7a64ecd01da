"""What two partnerships have released to everybody: their public sites, with promises kept, late and not answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.deadlines.calendar import calendar
from candour.platform.exports.documents import Bullets, Document, Grid, Heading, Paragraph, write_docx
from candour.practice.directory.models import Partnership
from candour.practice.public import operations as public
from candour.project.demonstration.stage import Stage, Story
from candour.rulebook.language.clocks import day_of

HAVERING = {
    "name": "Havering Safeguarding Children Partnership",
    "strapline": "Keeping children in Havering safe, together",
    "about": (
        "The council, the health service and the police lead this partnership as equals. With schools, housing, "
        "charities and many others they agree how children are kept safe, look at what went wrong when a child was "
        "badly hurt, and check that what was promised is done."
    ),
    "concern_words": (
        "You do not need to be sure. If something about a child worries you, tell us what you saw or heard. You can "
        "ask us not to say who told us."
    ),
    "colour": "#1d4f6e",
    "accent": "#b5361c",
}
REDBRIDGE = {
    "name": "Redbridge Safeguarding Children Partnership",
    "strapline": "Every child, every street",
    "about": "Three statutory partners and everybody who works with children in Redbridge.",
    "concern_words": "If a child may not be safe, phone us. We will listen.",
    "colour": "#4a2a6b",
    "accent": "#0f7a52",
}
REPORT = (
    Heading(1, "What happened"),
    Paragraph(
        "A baby was seriously hurt at home. Several services knew the family. Each held a part of the picture, and "
        "nobody put the parts together."
    ),
    Heading(1, "What we learned"),
    Bullets(
        (
            "Fathers and partners were hardly ever spoken to.",
            "Missed appointments were written down one by one and never counted.",
            "Housing knew of the move first, and had nobody to tell.",
        )
    ),
    Heading(1, "Who knew what"),
    Grid(
        ("Service", "Contacts in the year before"),
        (("Health visiting", "6"), ("Housing", "5"), ("Police", "fewer than 5")),
    ),
)
PROMISES = (
    # recommendation, who, what, days from now, status, evidence, reason
    (
        "Ask about everybody who lives in the home, and speak to fathers.",
        "NELFT NHS Foundation Trust",
        "A question about everybody in the home is part of each new birth visit.",
        -60,
        "sustained",
        "Of 40 records drawn by lot half a year later, 38 held the answer.",
        "",
    ),
    (
        "Count missed appointments across services.",
        "North East London Integrated Care Board",
        "One list of missed appointments that all clinics write to.",
        -20,
        "under-way",
        "",
        "",
    ),
    (
        "Tell health visitors when a family with a baby is moved.",
        "Havering Housing",
        "",
        None,
        "no-response",
        "",
        "",
    ),
    (
        "Record who was told of each visit by the police to a home with a baby.",
        "Metropolitan Police East Area BCU",
        "A box in the report that cannot be left empty.",
        90,
        "promised",
        "",
        "",
    ),
    (
        "Give each ward a social worker at weekends.",
        "Havering Children’s Services",
        "",
        None,
        "refused",
        "",
        "There are not enough social workers for each ward. One who can be phoned at weekends is paid for instead.",
    ),
    (
        "Teach all staff how babies bruise.",
        "Barking, Havering and Redbridge University Hospitals NHS Trust",
        "A short course for everybody who works with babies.",
        -90,
        "evidenced",
        "412 of 430 staff have taken the course.",
        "",
    ),
)


def public_sites(stage: Stage) -> Story:
    """Two open sites: one with reviews, promises, a correction and a withdrawal, and a small one of another borough."""
    at = stage.back(44, "09:00")
    yield at
    manager, redbridge = stage.acting("manager", at), stage.acting("redbridge", at)
    here = _site(manager, "Havering SCP", "havering-scp", HAVERING)
    there = _site(redbridge, "Redbridge SCP", "redbridge-scp", REDBRIDGE)
    _documents(manager, here)
    _smaller(redbridge, there)
    _meetings(manager, here, stage.now)
    at = stage.back(42, "10:00")
    yield at
    manager = stage.acting("manager", at)
    report = _review(manager, here)
    at = stage.back(40, "11:00")
    yield at
    manager = stage.acting("manager", at)
    report = _corrected(manager, here, report)
    for number, said in enumerate(PROMISES, start=1):
        _promise(manager, here, report, number, said)
    at = stage.back(12, "15:00")
    yield at
    manager = stage.acting("manager", at)
    late = PROMISES[1]
    _promise(manager, here, report, 2, (*late[:3], -5, *late[4:]))
    _withdrawn(manager, here)
    public.propose_document(
        stage.acting("administrator", at),
        partnership_id=here,
        kind="newsletter",
        title="Winter newsletter",
        summary="The new line for professionals, dates for training, and thanks to two schools.",
        body="# The new line\n\nFrom next month there is one telephone number for advice.",
        audience="Everybody who works with children",
    )


def _site(actor: Actor, partnership: str, slug: str, facts: dict[str, str]) -> int:
    body = Partnership.objects.get(short_name=partnership)
    public.set_up_site(actor, partnership_ref=body.ref, slug=slug, facts=facts)
    contacts = (
        ("office", "The partnership’s office", "Weekdays, 9am to 5pm", "020 7946 0310"),
        ("partner", "The council", "Children’s services", "020 7946 0311"),
        ("partner", "The integrated care board", "Health", "020 7946 0312"),
        ("partner", "The police", "Not for emergencies", "101"),
        ("concern", "Children’s front door", "Weekdays, 9am to 5pm", "020 7946 0313"),
        ("concern", "Out of hours", "Evenings, nights and weekends", "020 7946 0314"),
    )
    for order, (kind, name, when, phone) in enumerate(contacts):
        facts_of = {"kind": kind, "name": name, "when": when, "phone": phone, "order": order}
        if kind == "office":
            facts_of["email"] = f"{slug}@example.org"
        public.save_contact(actor, slug=slug, facts=facts_of)
    public.open_site(actor, slug=slug)
    return int(body.pk)


def _documents(actor: Actor, here: int) -> None:
    year = actor.today.year
    said: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("arrangements", "How we work together", "Who the partners are, and how they decide.", {"number": "3.0"}),
        ("terms", "Terms of reference of the executive", "What the executive is for, and who sits on it.", {}),
        ("minutes", "Executive, autumn meeting: redacted minutes", "Budget, the front door, and two reviews.", {}),
        (
            "yearly-report",
            f"Yearly report {year - 1} to {year}",
            "What was done, what was not, and what comes next.",
            {},
        ),
        (
            "policy",
            "When babies are bruised",
            "What to do when a baby who cannot crawl has a bruise.",
            {"number": "2.1", "owner": "Case review group", "review_on": _on(actor.today, 200)},
        ),
        (
            "policy",
            "Child protection procedures",
            "The procedures that all of London works by.",
            {"source": "London procedures", "owner": "Executive", "review_on": _on(actor.today, -30)},
        ),
        (
            "briefing",
            "Seven minutes: speaking to fathers",
            "Why it is left out, and how to do it.",
            {"audience": "Health visitors and midwives"},
        ),
        ("newsletter", "Summer newsletter", "Training, new faces, and what young people told us.", {}),
    )
    for number, (kind, title, summary, more) in enumerate(said):
        public.put_document(
            actor,
            partnership_id=here,
            kind=kind,
            title=title,
            summary=summary,
            body=f"# In short\n\n{summary}\n\n# More\n\nThe whole text would stand here.",
            source_ref=f"demonstration:{number}",
            more=more,
        )


def _review(actor: Actor, here: int) -> str:
    return public.put_document(
        actor,
        partnership_id=here,
        kind="review",
        title="Review about Baby Wren",
        summary="Several services each knew a little about a family. Nobody put it together before a baby was hurt.",
        body=public.marked(REPORT[:4]),
        source_ref="demonstration:wren",
    )


def _corrected(actor: Actor, here: int, earlier: str) -> str:
    title = "Review about Baby Wren"
    paper = Document(title, "HSCP-R-4", "Public", actor.at, "Everybody", REPORT)
    return public.put_document(
        actor,
        partnership_id=here,
        kind="review",
        title=title,
        summary="Several services each knew a little about a family. Nobody put it together before a baby was hurt.",
        body=public.marked(REPORT),
        files=[public.ReleasedFile("review-baby-wren.docx", write_docx(paper))],
        fact_sheet={
            "Age group": "Under 1",
            "Kind of harm": "Physical",
            "Services involved": ["Health visiting", "Housing", "Police"],
            "Recommendations": 6,
            "Months from start to publication": 7,
        },
        easy_read=(
            "A baby was badly hurt.\n\nMany workers knew the family. They did not talk to each other.\n\n"
            "# What must change\n\n- Talk to dads.\n- Count the visits that were missed.\n"
            "- Tell each other when a family moves."
        ),
        source_ref="demonstration:wren",
        corrects=earlier,
        change_note="A table of who knew what was missing.",
    )


def _promise(
    actor: Actor, here: int, report: str, number: int, said: tuple[str, str, str, int | None, str, str, str]
) -> None:
    recommendation, who, what, days, status, evidence, reason = said
    public.put_promise(
        actor,
        partnership_id=here,
        source_ref=f"demonstration:wren:{number}",
        recommendation=recommendation,
        report_ref=report,
        who=who,
        what=what,
        by_when=None if days is None else _on(actor.today, days),
        status=status,
        evidence=evidence,
        reason=reason,
    )


def _withdrawn(actor: Actor, here: int) -> None:
    ref = public.put_document(
        actor,
        partnership_id=here,
        kind="briefing",
        title="Seven minutes: safe sleep",
        summary="How babies sleep safely.",
        body="This text had an old telephone number.",
    )
    public.withdraw_document(
        actor, ref=ref, reason="It gave a telephone number that is no longer answered. A new one follows in January."
    )


def _smaller(actor: Actor, there: int) -> None:
    for kind, title in (("terms", "Terms of reference"), ("yearly-report", "Our year")):
        public.put_document(
            actor, partnership_id=there, kind=kind, title=title, summary="How we work.", body="The text stands here."
        )


def _meetings(actor: Actor, here: int, now: datetime) -> None:
    days, today = calendar(), day_of(now)
    dates = ((days.before(today, 55), "Executive"), (days.after(today, 9), "Executive"))
    for number, (on, title) in enumerate((*dates, (days.after(today, 23), "Board of partners"))):
        public.put_meeting_date(actor, partnership_id=here, source_ref=f"demonstration:{number}", title=title, on=on)


def _on(day: date, days: int) -> date:
    return day + timedelta(days=days)
