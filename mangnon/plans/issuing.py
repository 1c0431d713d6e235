"""A plan whose heading names another place than the unit that it is imported for."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from mangnon.core.vietnamese import fold
from mangnon.plans.models import Plan, ReadingWarning


def refresh_issuer_warning(plan: Plan) -> None:
    """Make the plan's `other-issuer` warning say what its heading says now.

    A warning that a person settled stays settled for as long as the issuer stays the same.
    """
    sentence = "" if _names_its_unit(plan) else _sentence(plan)
    found = plan.warnings.filter(code=ReadingWarning.Code.OTHER_ISSUER)
    found.exclude(text=sentence).delete()
    if sentence and not found.exists():
        first = plan.lines.first()
        ReadingWarning.objects.create(
            plan=plan,
            code=ReadingWarning.Code.OTHER_ISSUER,
            text=sentence,
            line=first.label if first else "",
        )


def _names_its_unit(plan: Plan) -> bool:
    """Say whether the heading names the unit; one that names nobody says nothing against it."""
    heading = fold(f"{plan.issuer} {plan.place} {plan.title}")
    return not plan.issuer or fold(plan.unit.name) in heading


def _sentence(plan: Plan) -> str:
    with translation.override("vi"):
        return _(
            "The document is of %(issuer)s, but is imported as a plan of %(unit)s. "
            "Discard the draft if the file is the wrong one."
        ) % {"issuer": plan.issuer, "unit": plan.unit}
