"""Making the next version of a plan: a copy of the one in force, with an amendment's changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.plans.amendments.amendment import Amendment, AmendmentChange
from mangnon.plans.approval import require_decided
from mangnon.plans.comparing import compare
from mangnon.plans.kinds import HEADING_FIELDS, KINDS, Kind
from mangnon.plans.linking import Mentions, link_mentions
from mangnon.plans.models import (
    Agency,
    Deadline,
    IndicatorLead,
    ItemState,
    Plan,
    PlanBody,
    PlanLine,
    ReadingWarning,
    Target,
)

Pairs = dict[str, dict[int, int]]
COPIED = ("place", "file_name", "sha256", "stored_as", "unit")
NAMING = {"lead": "name", "agency": "bodies", "deadline": "reporters"}


@dataclass
class Version:
    """A version in the making: `pairs` gives the new item of each old one, by kind.

    `removed` are the old items that have none; `named` the new items whose names are new.
    """

    plan: Plan
    pairs: Pairs = field(default_factory=lambda: defaultdict(dict))
    removed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    named: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


def make_version(amendment: Amendment) -> Version:
    """Write the next version as a draft, and refuse one that could not be approved.

    Only what was confirmed goes on. Call it in a transaction: a refusal leaves what was written.
    """
    base = amendment.plan
    copied = {name: getattr(base, name) for name in (*HEADING_FIELDS, *COPIED)}
    plan = Plan.objects.create(
        **copied, created_by=amendment.drafted_by, in_force_from=amendment.effective_on
    )
    version = Version(plan)
    lines = base.lines.values_list("label", "position", "text")
    PlanLine.objects.bulk_create(
        PlanLine(plan=plan, label=label, position=at, text=text) for label, at, text in lines
    )
    changes = list(amendment.changes.select_related("under"))
    added: dict[int, Any] = {}
    for kind in KINDS.values():
        _copy(kind, base, version, [one for one in changes if one.kind == kind.slug])
        _add(kind, version, added, [one for one in changes if one.kind == kind.slug])
    _copy_warnings(base, version)
    _copy_names(base, version)
    Target.objects.of(plan).filter(year=None).update(year=plan.year)
    compare(plan)
    require_decided(plan)
    return version


def parsed(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an item from their JSON."""
    fields = {name: kind.model._meta.get_field(name) for name in values}
    return {
        name: value if value is None or isinstance(value, list) else fields[name].to_python(value)
        for name, value in values.items()
    }


def _copy(kind: Kind, base: Plan, version: Version, changes: list[AmendmentChange]) -> None:
    changed = {one.item_id: one for one in changes if one.action != AmendmentChange.Action.ADD}
    parents = version.pairs[kind.parent] if kind.parent else {base.pk: version.plan.pk}
    old = list(kind.model.objects.of(base).confirmed().order_by("position", "pk"))
    kept, new = [], []
    for item in old:
        change = changed.pop(item.pk, None)
        parent = parents.get(getattr(item, f"{kind.parent_field}_id"))
        if parent is None or (change and change.action == AmendmentChange.Action.REMOVE):
            version.removed[kind.slug].append(item.pk)
            continue
        kept.append(item)
        new.append(_copied(kind, item, parent, change))
    if changed:
        raise Refused(_("An item that is to be changed is not in this version of the plan."))
    for before, after in zip(kept, _written(kind, new), strict=True):
        version.pairs[kind.slug][before.pk] = after.pk
        if kind.slug in NAMING and not _names_as(kind, before, after):
            version.named[kind.slug].append(after)
    _copy_links(kind, version)


def _copied(kind: Kind, item: Any, parent: int, change: AmendmentChange | None) -> Any:
    names = [f.attname for f in kind.model._meta.concrete_fields if f.name != "id"]
    new = kind.model(**{name: getattr(item, name) for name in names})
    setattr(new, f"{kind.parent_field}_id", parent)
    new.succeeds, new.last_year, new.comparison = item, None, ""
    if change is not None:
        _write(kind, new, change)
    return new


def _write(kind: Kind, item: Any, change: AmendmentChange) -> None:
    """Put the values of a change into an item; Refused where they cannot be, with what is wrong."""
    for name, value in parsed(kind, change.after).items():
        setattr(item, name, value)
    item.is_edited = True
    if kind.slug == "lead" and change.action == AmendmentChange.Action.CHANGE:
        item.organisation = None  # the new name says whose it is now
    try:
        item.clean_fields(exclude=["succeeds", "last_year", kind.parent_field])
    except ValidationError as wrong:
        raise Refused(f"{item}: {' '.join(wrong.messages)}") from wrong
    try:
        item.validate_constraints(exclude=["succeeds", "last_year"])
    except ValidationError as wrong:
        raise Refused(_cannot_stand(item)) from wrong


def _written(kind: Kind, items: list[Any]) -> list[Any]:
    try:
        with transaction.atomic():
            return list(kind.model.objects.bulk_create(items))
    except IntegrityError as wrong:
        raise Refused(_cannot_stand(kind.label)) from wrong


def _cannot_stand(what: Any) -> str:
    return _(
        "“%(what)s” cannot stand so in the plan: it would say what is there already, or values that"
        " do not go together. Change it again."
    ) % {"what": what}


def _add(
    kind: Kind, version: Version, added: dict[int, Any], changes: Iterable[AmendmentChange]
) -> None:
    last = kind.model.objects.of(version.plan).order_by("-position").first()
    position = last.position if last else 0
    for change in changes:
        if change.action != AmendmentChange.Action.ADD:
            continue
        position += 1
        item = kind.model(state=ItemState.CONFIRMED, position=position)
        setattr(item, kind.parent_field, _parent(kind, version, added, change))
        _write(kind, item, change)
        (added[change.pk],) = _written(kind, [item])
        if kind.slug in NAMING:
            version.named[kind.slug].append(item)


def _parent(kind: Kind, version: Version, added: dict[int, Any], change: AmendmentChange) -> Any:
    if not kind.parent:
        return version.plan
    if change.under_id is not None:
        return added[change.under_id]
    new = version.pairs[kind.parent].get(change.parent_id or 0)
    if new is None:
        raise Refused(_("Something is added under an item that is removed; look at it again."))
    return KINDS[kind.parent].model.objects.get(pk=new)


def _names_as(kind: Kind, before: Any, after: Any) -> bool:
    names = ("name", NAMING[kind.slug]) if kind.slug == "agency" else (NAMING[kind.slug],)
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _copy_links(kind: Kind, version: Version) -> None:
    """Let agencies and deadlines stay with the organisations that hold them now."""
    if kind.slug not in ("agency", "deadline"):
        return
    pairs = version.pairs[kind.slug]
    renamed = {item.pk for item in version.named[kind.slug]}
    through, own = kind.model.organisations.through, f"{kind.slug}_id"
    links = through.objects.filter(**{f"{own}__in": pairs}).values_list(own, "organisation_id")
    through.objects.bulk_create(
        through(**{own: pairs[old], "organisation_id": organisation})
        for old, organisation in links
        if pairs[old] not in renamed
    )


def _copy_warnings(base: Plan, version: Version) -> None:
    """Take the warnings over, all settled: an indicator that may stand without a lead still may."""
    settled = base.warnings.filter(state=ReadingWarning.State.SETTLED)
    indicators = version.pairs["indicator"]
    for warning in settled:
        if warning.indicator_id is None or warning.indicator_id in indicators:
            warning.indicator_id = indicators.get(warning.indicator_id or 0)
            warning.pk, warning.plan = None, version.plan
            warning._state.adding = True
            warning.save(force_insert=True)


def _copy_names(base: Plan, version: Version) -> None:
    """Keep whom each name stands for, and link the names that are new."""
    PlanBody.objects.bulk_create(
        PlanBody(
            plan=version.plan, key=body.key, name=body.name, organisation_id=body.organisation_id,
            names_many=body.names_many, chosen_by_id=body.chosen_by_id,
        )
        for body in base.bodies.all()
    )  # fmt: skip
    leads: list[IndicatorLead] = version.named["lead"]
    agencies: list[Agency] = version.named["agency"]
    deadlines: list[Deadline] = version.named["deadline"]
    noted = version.plan.bodies.select_related("organisation")
    link_mentions(version.plan, Mentions(leads, agencies, deadlines), noted)
