"""The kinds of items that a plan holds: one row a kind, in the order in which they are reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.plans import models


@dataclass(frozen=True)
class Kind:
    """How one kind of item is called, on what it hangs, and what a person may edit in it.

    `children` are the related names of what hangs on it; `parent` is the slug of what it hangs on.
    `words` is the field that holds its words, where it is one text that can be merged or split.
    """

    slug: str
    model: Any
    label: str | Promise
    section: str
    fields: tuple[str, ...]
    parent: str = ""
    children: tuple[str, ...] = ()
    words: str = ""

    @property
    def parent_field(self) -> str:
        return self.model.objects.all().parent or "plan"

    @property
    def has_own_line(self) -> bool:
        """Whether the item has a line itself; otherwise its line is that of its parent."""
        return not isinstance(self.model.line, property)

    @property
    def line_field(self) -> str:
        return "line" if self.has_own_line else f"{self.parent_field}__line"


SECTIONS = {
    "indicators": _("Indicators, targets and who is responsible"),
    "key-tasks": _("Main tasks"),
    "agencies": _("Agencies and their tasks"),
    "funding": _("Funding"),
    "deadlines": _("Reporting deadlines"),
    "legal-bases": _("Legal bases"),
}
HEADING_FIELDS = (
    "title", "number", "place", "issued_on", "year", "issuer", "signer_name", "signer_capacity",
    "recipients",
)  # fmt: skip
TARGET_FIELDS = (
    "leaf", "measure", "relation", "value", "value_max", "unit", "population", "year", "base_year",
)  # fmt: skip
DEADLINE_FIELDS = (
    "on", "is_inclusive", "recurring", "reporters", "recipients", "via", "text",
)  # fmt: skip
BASIS_FIELDS = ("kind", "number", "issued_on", "issuer", "title", "cited_in")
KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "indicator",
            models.Indicator,
            _("Indicator"),
            "indicators",
            ("number", "text"),
            children=("targets", "leads"),
            words="text",
        ),
        Kind("target", models.Target, _("Target"), "indicators", TARGET_FIELDS, "indicator"),
        Kind(
            "lead",
            models.IndicatorLead,
            _("Leads or takes part"),
            "indicators",
            ("role", "name"),
            "indicator",
            words="name",
        ),
        Kind(
            "key-task",
            models.KeyTask,
            _("Main task"),
            "key-tasks",
            ("number", "text"),
            children=("items",),
            words="text",
        ),
        Kind(
            "point",
            models.KeyTaskItem,
            _("Point"),
            "key-tasks",
            ("text",),
            "key-task",
            words="text",
        ),
        Kind(
            "agency",
            models.Agency,
            _("Agency"),
            "agencies",
            ("name", "bodies", "is_requested"),
            children=("tasks",),
            words="name",
        ),
        Kind(
            "task", models.Task, _("Task"), "agencies", ("text", "context"), "agency", words="text"
        ),
        Kind(
            "funding",
            models.FundingLine,
            _("Source of funding"),
            "funding",
            ("text",),
            words="text",
        ),
        Kind("deadline", models.Deadline, _("Deadline"), "deadlines", DEADLINE_FIELDS),
        Kind("basis", models.LegalBasis, _("Legal basis"), "legal-bases", BASIS_FIELDS),
    )
}


def kind_of(item: Any) -> Kind:
    """Return the kind of an item of a plan."""
    return next(kind for kind in KINDS.values() if kind.model is type(item))


def plan_id_of(item: Any) -> int:
    """Return the plan of an item, directly or through what it hangs on."""
    kind = kind_of(item)
    plan_id: int = getattr(item, kind.parent_field).plan_id if kind.parent else item.plan_id
    return plan_id
