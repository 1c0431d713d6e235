"""What a person chooses, and what they are shown of their last e-mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.accounts.models import Delivery, DigestChoice
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

Often = DigestChoice.Often


@transaction.atomic
def choose(often: str, address: str, *, by: User, now: datetime) -> DigestChoice:
    """Keep a person's own choice; of who wants no e-mail the address is not kept either."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if often != Often.NEVER and not address:
        raise Refused(_("Write the address that the e-mail goes to."))
    kept = address if often != Often.NEVER else ""
    made, _is_new = DigestChoice.objects.update_or_create(
        person=by, defaults={"often": often, "address": kept, "changed_at": now}
    )
    record(by, "digest.choose", made, unit=by.unit, often=often)
    return made


def choice_of(person: User) -> DigestChoice | None:
    return DigestChoice.objects.filter(person=person).first()


def last_delivery(person: User) -> Delivery | None:
    last: Delivery | None = Delivery.objects.filter(person=person).order_by("-day").first()
    return last
