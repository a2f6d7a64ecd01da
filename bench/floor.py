"""The floor: the smallest signed-in views that run the same queries through the ORM and show the same rows.

They have sessions and sign-in, a plain template without a layout, and nothing else: no history of reads, no navigation,
no clock worked out. They find out who asks, because the same query cannot be made without.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from candour.platform.access.actor import Actor
from candour.platform.access.identity import actor_of_account
from candour.platform.access.policy import seen_by
from candour.platform.audit_trail.models import DoneOnce
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.platform.search.queries import find
from candour.practice.cases.models import AgencyRequest, Case, Subject, TrackerLine
from candour.practice.cases.queries.tracker import PAGE
from candour.practice.governance.models import Action, ActionLead, ActionUpdate, ActionYear, Group, Meeting
from candour.practice.governance.permissions import log_of
from candour.practice.governance.queries.action_log import PAGE as LOG_PAGE
from candour.practice.learning.models import ActionNote, Cell, Coding, PlanAction, Recommendation, Report, ReportBody
from candour.practice.public.models import Site
from candour.practice.public.queries import pages as public_pages

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
AT_ITS_OWN_ADDRESSES = "bench.floor.at_its_own_addresses"
COLUMNS = (
    "key",
    "kind",
    "state_words",
    "themes",
    "update",
    "waits_for",
    "ask",
    "next_check_on",
    "notified_on",
    "lead_authority",
    "presented_on",
    "published_on",
    "counts_from",
    "allowed",
    "due_at",
)

PROMISE = ("ref", "recommended", "who", "what", "by_when", "status", "evidence", "reason")
_TABLE = """<!doctype html><title>{{ title }}</title><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table>"""


@login_required
def tracker(request: HttpRequest) -> HttpResponse:
    """Fifty lines of the tracker."""
    lines = seen_by(_actor(request), TrackerLine).select_related("case", "partnership")
    lines = lines.filter(true_until=None, is_open=True).order_by("is_open", "order_at", "pk")[: PAGE + 1]
    return _table("Tracker", [[getattr(line, name) for name in COLUMNS] + [line.case.ref] for line in lines])


@login_required
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """A case with its line, its people, its dates and what the agencies were asked."""
    found = seen_by(_actor(request), Case).select_related("line", "partnership").get(ref=ref)
    rows = [[found.key, found.state, found.partnership.name, *(getattr(found.line, name) for name in COLUMNS)]]
    rows += [[one.age_words, one.sex] for one in Subject.objects.filter(case=found)]
    rows += [
        [one.title, one.due_at, one.met_at]
        for one in Deadline.objects.filter(owner_kind=Case._meta.label_lower, owner_id=found.pk, cancelled_at=None)
    ]
    asked = AgencyRequest.objects.filter(case=found).select_related("organisation")
    rows += [[one.organisation.name, one.state, one.due_at] for one in asked]
    return _table("Case", rows)


@login_required
def save(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the line of a case, with a row of who did it, in one transaction."""
    with transaction.atomic():
        found = seen_by(_actor(request), Case).get(ref=ref)
        TrackerLine.objects.filter(case=found, true_until=None).update(update=request.POST["update"])
        DoneOnce.objects.create(key=request.POST["key"], at=timezone.now(), who=str(request.user), answer="/")
    return HttpResponse(status=302, headers={"Location": "/"})


@login_required
def action_log(request: HttpRequest, ref: str) -> HttpResponse:
    """Fifty actions of a log, of one owner if asked, with how many are open and by what they can be filtered."""
    actor = _actor(request)
    group = seen_by(actor, Group).select_related("partnership").get(ref=ref)
    open_ones = log_of(actor, group).filter(state="open")
    late = Q(due_sort__lt=actor.today)
    counted = open_ones.order_by().values_list("owner__ref", "owner__name", "organisation__ref", "organisation__name")
    choices = [
        *counted.annotate(
            open=Count("pk"),
            late=Count("pk", filter=late),
            often=Count("pk", filter=Q(carried_count__gte=3)),
            ownerless=Count("pk", filter=Q(owner=None)),
        )
    ]
    choices += ActionYear.objects.filter(group=group, last__gt=0).values_list("year")
    begun = seen_by(actor, Meeting).filter(group=group, owner_kind="", starts_at__lte=actor.at)
    choices += begun.order_by("-starts_at").values_list("ref", "starts_at")[:24]
    wanted = open_ones.filter(late, owner__ref=request.GET["owner"]) if request.GET.get("owner") else open_ones
    said = ActionUpdate.objects.filter(action_id=OuterRef("pk")).order_by("-said_at", "-pk").values("text")[:1]
    shown = wanted.select_related("group", "owner", "organisation").annotate(newest=Subquery(said))
    actions = list(shown.order_by(F("due_sort").asc(nulls_last=True), "pk")[: LOG_PAGE + 1])
    leads = ActionLead.objects.filter(action__in=[one.pk for one in actions]).values_list("action_id", "person__name")
    rows = [
        [one.name, one.text, one.owner, one.organisation, one.due_on, one.carried_count, one.newest] for one in actions
    ]
    return _table("Actions", [*choices, *rows, *leads])


@login_required
def action(request: HttpRequest, ref: str) -> HttpResponse:
    """One action with its leads, its updates and its history."""
    found = seen_by(_actor(request), Action).select_related("group", "owner", "organisation").get(ref=ref)
    rows = [[found.name, found.text, found.owner, found.organisation, found.due_on, found.state]]
    rows += ActionLead.objects.filter(action=found).values_list("person__name")
    updates = ActionUpdate.objects.filter(action=found).select_related("carried_at").order_by("-said_at", "-pk")
    rows += [[one.text, one.said_at, one.said_by, one.carried_at] for one in updates]
    rows += [[line.at, line.who, line.what] for line in history_of(found)]
    return _table("Action", rows)


@login_required
def action_update(request: HttpRequest, ref: str) -> HttpResponse:
    """Add an update to an action, with a row of who did it, in one transaction."""
    with transaction.atomic():
        actor = _actor(request)
        found = seen_by(actor, Action).get(ref=ref)
        ActionUpdate.objects.create(action=found, text=request.POST["text"], said_at=actor.at, said_by=actor.label)
        DoneOnce.objects.create(key=request.POST["key"], at=actor.at, who=str(request.user), answer="/")
    return HttpResponse(status=302, headers={"Location": "/"})


@login_required
def matrix(request: HttpRequest, ref: str) -> HttpResponse:
    """Every recommendation of a report with what each body answers and its actions."""
    actor = _actor(request)
    report = seen_by(actor, Report).select_related("partnership").get(ref=ref)
    rows = [[one.title, one.organisation] for one in _of(ReportBody, report, "organisation")]
    rows += [[one.number, one.text, one.page, one.lead] for one in _of(Recommendation, report, "lead")]
    rows += [[one.kind, one.text, one.answer, one.reason] for one in _of(Cell, report)]
    rows += [[one.number, one.text, one.owner, one.due_on, one.state] for one in _of(PlanAction, report, "owner")]
    return _table("Matrix", rows)


@login_required
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """The actions of a report with the newest word on each."""
    report = seen_by(_actor(request), Report).select_related("partnership").get(ref=ref)
    actions = _of(PlanAction, report, "owner", "body", "cell__recommendation")
    rows = [[one.number, one.text, one.owner, one.body, one.cell.recommendation.number, one.state] for one in actions]
    said = ActionNote.objects.filter(action__in=[one.pk for one in actions]).values_list("action_id", "text")
    return _table("Plan", [*rows, *said])


@login_required
def roll_up(request: HttpRequest) -> HttpResponse:
    """Every cell and action that is seen, counted by body or by report.

    By theme the ORM cannot count, because a coding names its record by kind and id: then it is everything that is seen
    and has a theme, counted as a whole, beside how often each theme is given.
    """
    actor, by = _actor(request), request.GET.get("by", "body")
    unowned, silent = Q(kind="", answer=""), Q(answer="", kind__in=("action", "question"))
    of_cells = {
        "asked": Count("pk"),
        "a": Count("pk", filter=unowned),
        "b": Count("pk", filter=silent),
        "c": Count("pk", filter=Q(answer="refused")),
    }
    states = ("planned", "done", "evidenced", "retested", "sustained")
    of_actions = {
        "late": Count("pk", filter=Q(state="planned", due_sort__lt=actor.today)),
        "failed": Count("pk", filter=Q(failed_count__gt=0)),
        **{state: Count("pk", filter=Q(state=state)) for state in states},
    }
    cells, actions = seen_by(actor, Cell), seen_by(actor, PlanAction)
    if by == "theme":
        given = Coding.objects.filter(owner_kind="learning.recommendation", ended_at=None)
        rows = list(given.values_list("theme__title").annotate(times=Count("pk"))[:200])
        coded = given.values("owner_id")
        whole = [
            list(cells.filter(recommendation_id__in=coded).aggregate(**of_cells).values()),
            list(actions.filter(cell__recommendation_id__in=coded).aggregate(**of_actions).values()),
        ]
        return _table("Roll-up", [*whole, *rows])
    column = "report__title" if by == "report" else "body__organisation__name"
    counted = cells.values_list(column).annotate(**of_cells).order_by("-a")[:200]
    return _table("Roll-up", [*counted, *actions.values_list(column).annotate(**of_actions).order_by("-late")[:200]])


def _of(model, report, *related):  # type: ignore[no-untyped-def]
    rows = model.objects.filter(report=report)
    return list(rows.select_related(*related) if related else rows)


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """What is found by words."""
    found = find(_actor(request), request.GET["q"])
    return _table("Search", [[one.kind, one.title, one.line, one.address] for one in found.found])


def public_home(request: HttpRequest, slug: str) -> HttpResponse:
    """A public site: its latest documents, its next meetings and its contacts, for a visitor."""
    actor = Actor.visitor(timezone.now())
    site = Site.objects.get(slug=slug)
    latest = public_pages.listed(actor, site).filter(withdrawn_on=None)[:6]
    rows: list[list[object]] = [[one.title, one.summary, one.published_on, one.ref] for one in latest]
    coming = public_pages.meetings_of(actor, site).filter(on__gte=actor.today, is_cancelled=False)[:3]
    rows += [[one.title, one.on] for one in coming]
    rows += [[one.name, one.phone, one.email] for one in public_pages.contacts_of(actor, site)]
    return _table(site.name, rows)


def public_promises(request: HttpRequest, slug: str) -> HttpResponse:
    """Fifty promises, with how many each body has in each status."""
    actor = Actor.visitor(timezone.now())
    site = Site.objects.get(slug=slug)
    rows: list[list[object]] = [list(counted) for counted in public_pages.promise_counts(actor, site)]
    promises = public_pages.promises_of(actor, site)[: public_pages.AT_ONCE + 1]
    rows += [[getattr(one, name) for name in PROMISE] + [one.document.title, one.document.ref] for one in promises]
    return _table("Promises", rows)


def public_document(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """A document with its files, its versions and the promises upon it."""
    actor = Actor.visitor(timezone.now())
    found = public_pages.document(actor, slug, ref)
    rows: list[list[object]] = [[line] for line in found.body.splitlines()]
    rows += [[one.name, one.size, one.ref] for one in public_pages.files_of(actor, found)]
    rows += [[one.title, one.published_on] for one in public_pages.versions_of(actor, found)]
    rows += [[getattr(one, name) for name in PROMISE] for one in public_pages.promises_in(actor, found)]
    return _table(found.title, rows)


def at_its_own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers at the addresses of this module, whatever those of the project are."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _actor(request: HttpRequest):  # type: ignore[no-untyped-def]
    return actor_of_account(request.user.pk, timezone.now())


def _table(title: str, rows: list[list[object]]) -> HttpResponse:
    template = engines["django"].from_string(_TABLE)
    return HttpResponse(template.render({"title": title, "rows": rows}))


urlpatterns = [
    path("tracker/", tracker),
    path("cases/<str:ref>/", case),
    path("cases/<str:ref>/save/", save),
    path("groups/<str:ref>/actions/", action_log),
    path("actions/<str:ref>/", action),
    path("actions/<str:ref>/update/", action_update),
    path("learning/reports/<str:ref>/", matrix),
    path("learning/reports/<str:ref>/plan/", plan),
    path("learning/how-they-stand/", roll_up),
    path("search/", search),
    path("public/<str:slug>/", public_home),
    path("public/<str:slug>/promises/", public_promises),
    path("public/<str:slug>/documents/<str:ref>/", public_document),
]
