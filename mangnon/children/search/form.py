"""The questions of the register's list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mangnon.children.code_lists import words_of
from mangnon.children.lists.gaps import lists_open_to
from mangnon.children.models import Child, CircumstanceSpell, Sex
from mangnon.children.register import ADULT_AT
from mangnon.children.search.wanted import Wanted
from mangnon.core.access import PARTICIPANTS, allowed
from mangnon.core.models import Unit, User
from mangnon.core.units.lineage import units_known
from mangnon.ui.context import today

OLDEST = 120


class InOnePiece(forms.Widget):
    """A field written without templates of its own: the page of a list is made often."""

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        field = context["widget"]
        given = {} if field["value"] is None else {"value": field["value"]}
        attributes = flatatt(
            {"type": field["type"], "name": field["name"], **given, **field["attrs"]}
        )
        return format_html("<input{}>", attributes)


class Text(InOnePiece, forms.TextInput):
    pass


class Number(InOnePiece, forms.NumberInput):
    pass


class Switch(InOnePiece, forms.CheckboxInput):
    pass


class Chosen(forms.Select):
    """A list of answers, written in one piece too."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        offered = tuple((str(answer), str(label)) for answer, label in self.choices)
        return format_html(
            '<select class="form-select" name="{}" id="id_{}">{}</select>',
            name, name, _options(offered, "" if value is None else str(value)),
        )  # fmt: skip


@lru_cache(maxsize=200)
def _options(offered: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((answer, " selected" if answer == chosen else "", label) for answer, label in offered),
    )


def _text(label: Any, most: int = 100) -> forms.CharField:
    look = {"class": "form-control", "autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(label=label, required=False, max_length=most, widget=Text(attrs=look))


def _age(label: Any) -> forms.IntegerField:
    look = Number(attrs={"class": "form-control", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=OLDEST, widget=look
    )


def _choice(label: Any, choices: Iterable[tuple[Any, Any]] = ()) -> forms.ChoiceField:
    offered = [("", _("All")), *choices]
    return forms.ChoiceField(label=label, required=False, choices=offered, widget=Chosen())


class SearchForm(forms.Form):
    """What to look for; who may not ask for a thing is not offered it."""

    text = _text(_("Name, identity number or phone"))
    guardian = _text(_("Parent or carer"))
    hamlet = _text(_("Hamlet"))
    unit = _choice(_("Commune"))
    age_from = _age(_("Age from"))
    age_to = _age(_("Age to"))
    sex = _choice(_("Sex"), Sex.choices)
    ethnicity = _choice(_("Ethnicity"), words_of("ethnicity").items())
    poverty = _choice(_("Poverty class"), Child.Poverty.choices)
    group = _choice(_("Special circumstances"), CircumstanceSpell.Group.choices)
    gap = _choice(_("On the to-do list"))
    with_closed = forms.BooleanField(
        label=_("Also closed records and those over %(age)s") % {"age": ADULT_AT - 1},
        required=False,
        widget=Switch(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not (allowed(by, "child.identity") or allowed(by, "child.contact")):
            self.fields["text"].label = _("Name")
        self._offer("unit", _communes(by))
        self._offer("gap", [(entry.name, entry.title.vi) for entry in lists_open_to(by)])
        if not allowed(by, "child.circumstances"):
            del self.fields["group"]

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Offer the choices, or leave the question out when there is nothing to choose."""
        if choices:
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("age_from"), values.get("age_to")
        if first is not None and last is not None and last < first:
            self.add_error("age_to", _("The last age is below the first one."))
        return values

    @property
    def wanted(self) -> Wanted:
        values = dict(self.cleaned_data)
        unit = values.pop("unit", "")
        return Wanted(**values, unit=int(unit) if unit else None)


def _communes(by: User) -> list[tuple[int, Unit]]:
    """Return the communes of today to choose among; none for who serves a single one."""
    if by.role in PARTICIPANTS or by.unit is None or by.unit.level == Unit.Level.COMMUNE:
        return []
    communes = Unit.objects.on(today()).filter(level=Unit.Level.COMMUNE, pk__in=units_known(by))
    return [(unit.pk, unit) for unit in communes.order_by("name_key", "code")]
