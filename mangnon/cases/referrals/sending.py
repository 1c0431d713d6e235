"""Sending a referral: what is shared, with whom, for what and on which basis."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.consents.consent import TO_SHARING, Consent, ConsentQuerySet
from mangnon.cases.finding import lock_case
from mangnon.cases.people import CasePerson
from mangnon.cases.referrals.known import known_of
from mangnon.cases.referrals.partners import people_who_answer
from mangnon.cases.referrals.referral import Referral, ReferralEvent, State, Urgency
from mangnon.cases.taking_part import Part, parts_of
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, User
from mangnon.engine.cases.sharing import Basis, Sharing
from mangnon.places.catalog import services
from mangnon.places.models import Place
from mangnon.ui.formats import date_text

REFERS = frozenset({Part.MANAGER, Part.MEMBER})


@dataclass(frozen=True)
class NewReferral:
    """A referral as a person enters it: to an organisation, or to that of a place.

    `shares` are the codes of what is shared; `written` is the text of those that the case does
    not know by itself.
    """

    about: uuid.UUID
    service: str
    purpose: str
    basis: str
    expires_on: date
    organisation: Organisation | None = None
    place: Place | None = None
    person: User | None = None
    shares: Sequence[str] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    consent: uuid.UUID | None = None
    urgency: str = Urgency.ROUTINE
    id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def send(case_id: uuid.UUID, new: NewReferral, *, by: User, now: datetime) -> Referral:
    """Write a referral down with a sealed copy of what it shares; sent again it is the same one.

    Raises Refused for whatever is missing: a basis, a partner of today, a thing to share.
    """
    case = lock_case(case_id, by)
    require_refers(case, by)
    known: Referral | None = case.referrals.filter(pk=new.id).first()
    if known is not None:
        return known
    if case.closed_at is not None or case.manager_id is None:
        raise Refused(_("Only a case that somebody has taken, and that is open, is referred."))
    day = local_day(now)
    sharing = case_catalog().sharing(day)
    about: CasePerson | None = case.people.filter(pk=new.about).first()
    if about is None:
        raise Refused(_("Choose whom of the case the referral is about."))
    organisation = _partner(new, day)
    basis, consent = _basis(new, about, sharing, now)
    _require_term(new, sharing, day)
    referral = Referral.objects.create(
        id=new.id, case=case, about=about, organisation=organisation, place=new.place,
        person=new.person, service=new.service, urgency=new.urgency,
        purpose=new.purpose.strip(),
        fields=[one.code for one in sharing.fields if one.code in new.shares],
        shared=json.dumps(_shared(new, about, sharing, day), ensure_ascii=False),
        sharing_from=sharing.valid_from, basis=basis.code, document=new.document.strip(),
        consent=consent, sent_at=now, sent_by=by, expires_on=new.expires_on,
        remind_on=max(day, new.expires_on - timedelta(days=sharing.remind_days)),
    )  # fmt: skip
    ReferralEvent.objects.create(referral=referral, state=State.SENT, at=now, by=by)
    record(
        by, "referral.send", referral, unit=case.unit, service=referral.service,
        organisation=organisation.pk, fields=referral.fields, basis=basis.code,
    )  # fmt: skip
    return referral


def require_refers(case: Case, by: User) -> None:
    """Raise PermissionDenied or Refused unless the person works on the case."""
    access.require(by, "case.edit")
    if not REFERS & parts_of(case, by):
        raise Refused(_("Only who runs the case or works on it refers it to others."))


def _partner(new: NewReferral, day: date) -> Organisation:
    """Return the organisation that is asked, if there still is one that answers."""
    if new.service not in services():
        raise Refused(_("Choose a service of the directory."))
    if new.place is not None:
        if not Place.objects.open_on(day).filter(pk=new.place.pk).exists():
            raise Refused(_("%(place)s is closed; choose another place.") % {"place": new.place})
        if new.service not in new.place.services:
            raise Refused(
                _("%(place)s does not offer this service; look at the directory of places.")
                % {"place": new.place}
            )
    organisation = new.place.organisation if new.place else new.organisation
    if organisation is None:
        raise Refused(_("Choose an organisation, or a place whose organisation is known."))
    if not Organisation.objects.on(day).filter(pk=organisation.pk).exists():
        raise Refused(
            _("%(organisation)s is no more; choose the one that took over its work.")
            % {"organisation": organisation}
        )
    people = people_who_answer(organisation)
    if new.person is not None:
        people = people.filter(pk=new.person.pk)
    if not people.exists():
        raise Refused(
            _("Nobody of %(organisation)s can answer here; ask for an account for them first.")
            % {"organisation": organisation}
        )
    return organisation


def _basis(
    new: NewReferral, about: CasePerson, sharing: Sharing, now: datetime
) -> tuple[Basis, Consent | None]:
    """Return why it may be shared, with the consent that holds where it is that."""
    basis = sharing.basis_by_code.get(new.basis)
    if basis is None:
        raise Refused(_("Nothing is shared without consent or a legal basis; choose one."))
    if not basis.is_consent:
        if new.consent is not None:
            raise Refused(_("A consent belongs to the basis “consent”; choose it, or none."))
        return basis, None
    if about.role != CasePerson.Role.CHILD:
        raise Refused(
            _("Consents are kept for children; refer the child, or choose another basis.")
        )
    consent = consents_for(about, now).filter(pk=new.consent).first()
    if consent is None:
        raise Refused(_("Choose a consent of this child to sharing that holds today."))
    return basis, consent


def consents_for(child: CasePerson, now: datetime) -> ConsentQuerySet:
    """Return the consents on which a referral about the child may rest at the moment."""
    holding: ConsentQuerySet = child.consents.holding(TO_SHARING, now)
    return holding.order_by("-given_at", "pk")


def _require_term(new: NewReferral, sharing: Sharing, day: date) -> None:
    if not new.purpose.strip():
        raise Refused(_("Write what the partner is asked to do, and for what."))
    if new.urgency not in Urgency.values:
        raise Refused(_("Choose how urgent it is."))
    if new.expires_on < day:
        raise Refused(_("The last day has passed already; choose a later one."))
    last = day + timedelta(days=sharing.longest_days)
    if new.expires_on > last:
        raise Refused(
            _("A referral lasts until %(day)s at most; send a new one then.")
            % {"day": date_text(last)}
        )


def _shared(new: NewReferral, about: CasePerson, sharing: Sharing, day: date) -> dict[str, str]:
    """Return the value of each thing that is shared, as it is now."""
    if not new.shares:
        raise Refused(_("Choose at least one thing to share; nothing is shared by itself."))
    known, found = known_of(about, sharing, day), {}
    for code in new.shares:
        if code not in sharing.field_by_code:
            raise Refused(_("This cannot be shared: %(code)s.") % {"code": code})
        title = sharing.field_by_code[code].title.vi
        found[code] = known.get(code, "") or new.written.get(code, "").strip()
        if not found[code]:
            raise Refused(
                _("“%(field)s” is to be shared, but is not known or written.") % {"field": title}
            )
    return found
