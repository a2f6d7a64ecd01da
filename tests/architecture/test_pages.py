"""The edges of the product: every address has a class and names its methods, and templates ask the database nothing."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.exposure import Exposure, addresses
from candour.project.checks import every_address_is_classified
from candour.project.exposures import EXPOSURES
from tests.architecture import reading
from tests.architecture.reading import CANDOUR, ROOT, modules, templates

# Addresses


def found(exposures: dict[str, Exposure], settings: object) -> list[CheckMessage]:
    settings.CANDOUR_EXPOSURES = exposures  # type: ignore[attr-defined]
    return every_address_is_classified(None)


def test_every_address_has_a_class_and_every_class_an_address(settings: object) -> None:
    assert found(EXPOSURES, settings) == []


def test_an_address_without_a_class_is_caught(settings: object) -> None:
    planted = {name: exposure for name, exposure in EXPOSURES.items() if name != "tracker"}

    assert [(one.id, "“tracker”" in one.msg) for one in found(planted, settings)] == [("candour.E001", True)]


def test_a_class_without_an_address_is_caught(settings: object) -> None:
    planted = {**EXPOSURES, "nowhere": Exposure.PUBLIC}

    assert [(one.id, "“nowhere”" in one.msg) for one in found(planted, settings)] == [("candour.E002", True)]


def test_no_address_is_in_two_classes() -> None:
    source = (CANDOUR / "project" / "exposures.py").read_text(encoding="utf-8")

    listed = re.findall(r"\w+", source.partition("\n_PUBLIC = ")[2].partition("\nEXPOSURES = ")[0])
    assert [name for name in EXPOSURES if listed.count(name) != 1] == []


def test_nobody_comes_further_than_their_own_account_before_the_second_step() -> None:
    half = [name for name, exposure in EXPOSURES.items() if exposure is Exposure.HALF_SIGNED_IN]
    assert [name for name in half if not name.startswith(("account_", "mfa_"))] == []


@pytest.mark.parametrize(("name", "view"), [(name, entry.callback) for name, entry in addresses()])
def test_every_view_names_its_methods(name: str, view: Callable[..., HttpResponse]) -> None:
    assert set(reading.methods_named_by(view)) <= {"GET", "HEAD", "POST"}
    assert reading.methods_named_by(view)


def test_a_view_that_takes_whatever_comes_is_caught() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            return view(request)

        return guarded

    assert reading.methods_named_by(page) == []
    assert reading.methods_named_by(guard(page)) == []
    assert reading.methods_named_by(require_safe(page)) == ["GET", "HEAD"]
    assert reading.methods_named_by(guard(require_http_methods(["POST"])(page))) == ["POST"]


# Templates


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_can_be_parsed_and_asks_the_database_nothing(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    engines["django"].from_string(source)
    assert reading.wrong_tags(source) == []


def called(path: Path) -> str:
    """A template as others name it, such as "design/act.html"."""
    return path.as_posix().rpartition("/templates/")[2]


def test_no_form_is_included_without_its_secret() -> None:
    # A form in a template that is included with "only" gets no token, and whatever is pressed in it is turned away.
    forms = {called(path) for path in templates() if "{% csrf_token %}" in path.read_text(encoding="utf-8")}
    act = "design/act.html"
    assert act in forms
    assert reading.included_alone(f'{{% include "{act}" with words=words only %}}', forms) == [act]
    assert reading.included_alone(f'{{% include "{act}" with words="only" %}}', forms) == []
    found = {called(path): reading.included_alone(path.read_text(encoding="utf-8"), forms) for path in templates()}
    assert {name: parts for name, parts in found.items() if parts} == {}


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) >= 100


@pytest.mark.parametrize(
    "planted",
    [
        "{% for case in partnership.case_set %}{% endfor %}",
        "{% for case in cases.all %}{% endfor %}",
        "{{ cases.count }}",
        "{% if case.requests.exists %}{% endif %}",
        "{% with open=Case.objects %}{% endwith %}",
        "{% load cache %}",
        "{% load static cases %}",
    ],
)
def test_a_template_that_asks_the_database_is_caught(planted: str) -> None:
    assert len(reading.wrong_tags(planted)) == 1


@pytest.mark.parametrize("planted", ["{{ counted }}", "{% load static %}", "{{ rows.first }}", "{{ cases|length }}"])
def test_a_template_of_plain_values_is_right(planted: str) -> None:
    assert reading.wrong_tags(planted) == []


def test_a_template_that_cannot_be_parsed_is_caught() -> None:
    with pytest.raises(Exception, match="endif"):
        engines["django"].from_string("{% if case %}")


def test_no_tag_of_ours_reads_records() -> None:
    tags = [path for path in modules() if "templatetags" in path.parts]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in tags)

    assert tags
    assert not {word for word in (".models", ".queries", "seen_by", "objects") if word in sources}
