"""An answer that may not be known, and the condition that a coded column holds one of its codes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class YesNo(models.TextChoices):
    """An answer that may not be known; not known is different from no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


def is_one_of(field: str, choices: type[models.TextChoices]) -> Q:
    """Return the condition that a coded column holds a code of its list."""
    return Q(**{f"{field}__in": choices.values})
