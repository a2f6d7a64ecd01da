"""Renders Django forms as GOV.UK components: labels, hints, errors and the classes of each kind of input."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.MultiWidget, ""),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (Input, "govuk-input"),
)


class GovukBoundField(BoundField):
    """A field of a form as the templates show it."""

    @property
    def hint_id(self) -> str:
        """The id of the element that holds the hint."""
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        """The id of the element that holds the error."""
        return f"{self.auto_id}-error"

    @property
    def aria_describedby(self) -> str:
        """The ids of hint and error, for screen readers."""
        parts = [self.hint_id] if self.help_text else []
        return " ".join([*parts, self.error_id] if self.errors else parts)

    @property
    def is_heading(self) -> bool:
        """Whether the label is also the heading of the page, as where a page asks one question."""
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def is_group(self) -> bool:
        """Whether the field has several inputs, and so a legend instead of a label."""
        return self.use_fieldset and not isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_tick(self) -> bool:
        """Whether it is a single box to tick."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_password(self) -> bool:
        """Whether it is a password, which can be shown while it is typed."""
        return isinstance(self.field.widget, forms.PasswordInput)

    @property
    def marked_label(self) -> str:
        """The label, marked as optional where the form marks what is optional."""
        optional = not self.field.required and getattr(self.form, "marks_optional", True) and not self.is_tick
        return f"{self.label} (optional)" if optional else str(self.label)

    @property
    def first_id(self) -> str:
        """The id of the first input: where the error summary leads."""
        widget = self.field.widget
        return f"{self.auto_id}_0" if isinstance(widget, forms.MultiWidget | forms.RadioSelect) else self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """The input's attributes with the design system's classes."""
        built = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        classes = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
        if classes and not widget.is_hidden:
            parts = [classes, widget.attrs.get("class", "")]
            if self.errors:
                parts.append(f"{classes.partition(' ')[0]}--error")
            built["class"] = " ".join(part for part in parts if part)
        return built


class Renderer(TemplatesSetting):
    """The form renderer of the whole project."""

    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"
    bound_field_class = GovukBoundField
