"""As what a person takes part in a case, in words, for whoever asks why they see it or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.taking_part import (
    OF_THE_COMMUNE,
    Participant,
    cases_left,
    cases_to_decide,
    cases_to_take,
)
from mangnon.core.models import User
from mangnon.ui.formats import moment_text


def part_words(record: models.Model, user: User) -> str:
    """Say each part that the person has in the case of a record, or what would give them one."""
    case = record if isinstance(record, Case) else getattr(record, "case", None)
    if not isinstance(case, Case):
        return ""
    return " ".join(_parts(case, user)) or " ".join(_missing(case, user))


def _parts(case: Case, user: User) -> Iterator[str]:
    for part in Participant.objects.of(user).filter(case=case).order_by("since"):
        if part.until is None:
            yield _("Part: %(part)s.") % {"part": part.get_part_display()}
        else:
            yield _("Part: %(part)s, until %(until)s.") % {
                "part": part.get_part_display(), "until": _text(part.until)
            }  # fmt: skip
    if cases_left(user).filter(pk=case.pk).exists():
        yield _("Nobody can run the case any more, and this person may take it over.")
    elif cases_to_take(user).filter(pk=case.pk).exists():
        yield _("Nobody of the commune has taken the case yet, and this person may.")
    if cases_to_decide(user).filter(case=case.pk).exists():
        yield _("A step of the case waits for this person’s decision.")


def _missing(case: Case, user: User) -> Iterator[str]:
    parts = Participant.objects.filter(case=case, user=user)
    ended = parts.exclude(until=None)
    if parts.filter(until=None, part__in=OF_THE_COMMUNE).exists():
        yield _("They worked on it, and serve another unit or have another role now.")
    elif (last := ended.order_by("-until").first()) is not None:
        yield _("They took part as “%(part)s” until %(until)s.") % {
            "part": last.get_part_display(), "until": _text(last.until)
        }  # fmt: skip
    else:
        yield _("They never took part in it, it does not wait to be taken, and no step waits.")


def _text(moment: datetime) -> str:
    return moment_text(timezone.localtime(moment))
