"""What a post is, who fills it, and what they were taught."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mangnon.activities.activity import Activity
from mangnon.activities.network.catalog import post_kinds, qualifications, reasons_for_leaving
from mangnon.activities.network.filling import FIELDS
from mangnon.activities.network.post import Holding, Post
from mangnon.activities.network.posting import units_of_posts
from mangnon.children.register import Sex
from mangnon.core.models import Unit, User
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, SeenForm, day_field


class PostForm(KeyedForm):
    kind = forms.ChoiceField(label=_("Kind of post"))
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    hamlet = forms.CharField(
        label=_("Hamlet"), max_length=100, required=False, help_text=_("Of a collaborator.")
    )
    words = forms.CharField(
        label=_("The post in words"), max_length=200, required=False,
        help_text=_("For example: công chức Văn hóa - Xã hội."),
    )  # fmt: skip
    from_day = day_field(_("The post is there since"))

    def __init__(self, *args: Any, by: User, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_of_posts(by, today())
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("unit", unit or (by.unit if by.unit in units else None))
        kinds = [(kind.code, kind.label) for kind in post_kinds().values()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class ChangePostForm(SeenForm):
    hamlet = forms.CharField(label=_("Hamlet"), max_length=100, required=False)
    words = forms.CharField(label=_("The post in words"), max_length=200, required=False)
    until = day_field(_("The post is no more since"), required=False)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        told = {name: getattr(post, name) for name in ("hamlet", "words", "until")}
        super().__init__(*args, initial=told | {"seen_at": post.changed_at}, **kwargs)


class HoldingForm(KeyedForm):
    """`holding` is None for somebody who comes to a post."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, initial=Sex.UNKNOWN)
    qualification = forms.ChoiceField(label=_("Qualification"), initial="unknown")
    is_full_time = forms.TypedChoiceField(
        label=_("Works in this post"), coerce=lambda told: told == "True", initial="False",
        choices=[("False", _("Part time, beside another post")), ("True", _("Full time"))],
    )  # fmt: skip
    from_day = day_field(_("Fills the post since"))
    until = day_field(_("The post is vacant since"), required=False)
    left_because = forms.ChoiceField(label=_("Why"), required=False)
    seen_at = SeenForm.base_fields["seen_at"]

    def __init__(
        self, *args: Any, post: Post, holding: Holding | None = None, **kwargs: Any
    ) -> None:
        if holding is not None:
            told = {name: getattr(holding, name) for name in FIELDS}
            kwargs["initial"] = told | {"key": holding.pk, "seen_at": post.changed_at}
        super().__init__(*args, **kwargs)
        if holding is None:
            del self.fields["seen_at"]
        reasons = [("", "–"), *reasons_for_leaving().items()]
        self.fields["left_because"].choices = reasons  # type: ignore[attr-defined]
        known = list(qualifications().items())
        self.fields["qualification"].choices = known  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class TrainingForm(KeyedForm):
    activity = forms.ModelChoiceField(
        label=_("Training of the list of activities"), queryset=Activity.objects.none(),
        required=False, empty_label=_("None of these"),
    )  # fmt: skip
    words = forms.CharField(label=_("Or another course, in words"), max_length=300, required=False)
    ended_on = day_field(_("That course ended on"), required=False)

    def __init__(self, *args: Any, offered: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, f"{one.to_day:%d/%m/%Y} · {one.title}") for one in offered]
        field: Any = self.fields["activity"]
        field.queryset = Activity.objects.filter(pk__in=[pk for pk, _words in choices])
        field.choices = [("", field.empty_label), *choices]
