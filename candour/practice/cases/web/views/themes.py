"""The themes of a case, from the shared vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from candour.platform.design.forms import Form
from candour.practice.cases.operations import themes as operations
from candour.practice.cases.web.pages import case_form, the_case
from candour.practice.learning.queries import themes as learning


class ThemesForm(Form):
    """Which themes a case has."""

    themes = forms.MultipleChoiceField(
        label="Which themes is this about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose the few that matter. Of a near miss or a worry, they are counted with others of their kind.",
    )

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def themes(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the case its themes."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_tracker",
        ThemesForm,
        do=lambda answers: operations.code_case(actor, ref=ref, keys=answers["themes"]),
        title="Themes",
        done="The themes of the case are kept.",
        form_args={"themes": learning.choices(actor)},
        initial={"themes": learning.keys_of(case) or learning.suggested(actor, case.themes)},
    )
