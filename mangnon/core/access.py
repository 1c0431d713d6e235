"""Who may do what, and where. No other file names a role.

A right comes from the role; the rows come from the unit that the person serves, with all below it
and all it was made of (`core/units/lineage.py`), or from taking part in them. No right at all
answers 403; a record outside the scope answers 404. Sensitive fields ask for a right of their own
(`core/sensitive.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import PARTICIPATION
from mangnon.core.units.lineage import served_from, units_known
from mangnon.ui.context import today

if TYPE_CHECKING:
    from mangnon.core.models import User


class Role(models.TextChoices):
    TECHNICAL_ADMIN = "technical_admin", _("Technical administrator")
    FOCAL_OFFICE = "focal_office", _("Focal office")
    AGENCY_FOCAL_POINT = "agency_focal_point", _("Agency focal point")
    DISTRICT_OFFICER = "district_officer", _("District officer")
    COMMUNE_CHAIR = "commune_chair", _("Commune chair")
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    VILLAGE_COLLABORATOR = "village_collaborator", _("Village collaborator")
    HOTLINE_OPERATOR = "hotline_operator", _("Hotline operator")
    CASE_PARTNER = "case_partner", _("Case partner")
    SCHOOL_STAFF = "school_staff", _("School staff")
    HEALTH_STATION_STAFF = "health_station_staff", _("Health station staff")
    CARE_FACILITY_STAFF = "care_facility_staff", _("Care facility staff")
    EXTERNAL_SUPERVISOR = "external_supervisor", _("External supervisor")
    LEADER = "leader", _("Leader")
    AUDITOR = "auditor", _("Auditor")
    ANALYST = "analyst", _("Analyst")
    CONSOLE = "console", _("Administrator at the server's console")


# What each role is for; docs/permissions.md prints it beside the grants.
PURPOSES: dict[str, Promise] = {
    Role.TECHNICAL_ADMIN: _(
        "Runs the server, the keys and the accounts; sees no child and no content of a case."
    ),
    Role.FOCAL_OFFICE: _(
        "Makes the plan the register, computes the figures and reports them; sees no child."
    ),
    Role.AGENCY_FOCAL_POINT: _("Does the tasks and answers for the figures of one organisation."),
    Role.DISTRICT_OFFICER: _(
        "Looks after the children of one district, until the districts ended on 30/06/2025."
    ),
    Role.COMMUNE_CHAIR: _(
        "Decides emergency measures, plans and closing, on the dossiers put before them."
    ),
    Role.COMMUNE_OFFICER: _("Keeps the commune's register of children and runs its cases."),
    Role.VILLAGE_COLLABORATOR: _("Visits the families, and writes down what changed."),
    Role.HOTLINE_OPERATOR: _("Takes a report, passes it to the commune and follows it."),
    Role.CASE_PARTNER: _("Answers a referral, and sees only what it shares."),
    Role.SCHOOL_STAFF: _("Looks after the pupils of their own school."),
    Role.HEALTH_STATION_STAFF: _("Looks after the patients of their own health station."),
    Role.CARE_FACILITY_STAFF: _("Looks after the children in their own facility's care."),
    Role.EXTERNAL_SUPERVISOR: _(
        "Supervises for the Fatherland Front or the People's Council: reads figures and recommends."
    ),
    Role.LEADER: _("Reads where the province stands, and instructs on difficulties."),
    Role.AUDITOR: _("Proves figures, and who read or changed what; sees no child."),
    Role.ANALYST: _("Studies the figures."),
    Role.CONSOLE: _("Runs commands at the server, where nobody is signed in."),
}

DIRECTORY = frozenset({"unit.view", "organisation.view", "place.view"})
FIGURES = DIRECTORY | {"indicator.view"}
PUBLISHED = FIGURES | {"plan.view", "report.view"}
# All that may be done with the register. `child.health` opens what is kept most closely: HIV and
# mental health.
REGISTER = frozenset(
    {
        "child.view", "child.edit", "child.identity", "child.contact", "child.circumstances",
        "child.health", "child.move", "child.import", "child.export", "child.merge",
    }
)  # fmt: skip

# What a commune's officer does in cases, and what is for whoever decides there.
CASE_WORK = frozenset(
    {
        "case.view", "case.receive", "case.edit", "case.hand_over", "case.open_urgently",
        "case.statistics", "care.view", "care.edit",
    }
)  # fmt: skip
DECISIONS = frozenset(
    {
        "case.view", "case.decide", "case.review_urgent", "case.statistics", "case.hold",
        "limit.set", "retention.view", "care.view", "care.decide",
    }
)  # fmt: skip

# What everybody reads of a plan that is carried out; and what those do who carry it out.
CARRIED_OUT = frozenset(
    {
        "activity.view",
        "summer.view",
        "inspection.view",
        "voice.view",
        "basis.view",
        "network.view",
        "review.view",
        "obligation.view",
        "submission.view",
    }
)
CARRYING_OUT = CARRIED_OUT | {
    "activity.edit",
    "task.do",
    "document.check",
    "funding.view",
    "funding.draft",
    "inspection.edit",
    "recommendation.reply",
    "voice.edit",
    "basis.edit",
    "review.draft",
    "submission.write",
}

# One person of a district or an agency drafts its plan, and another one there approves it.
LOCAL_PLAN = frozenset({"local_plan.draft", "local_plan.approve"})

# Who receives the reports of others: asks for them, returns, accepts, locks.
RECEIVING = frozenset({"obligation.ask", "submission.sign", "submission.receive"})

# The posts of those who work for children; `network.names` tells who fills them.
NETWORK = frozenset({"network.names", "network.edit"})

GRANTS: dict[str, frozenset[str]] = {
    Role.TECHNICAL_ADMIN: DIRECTORY
    | {"person.view", "person.manage", "access.explain", "keys.rotate", "backup.make"}
    | {"digest.view"}
    | {"retention.view", "retention.run", "breach.view", "breach.manage"},
    Role.FOCAL_OFFICE: PUBLISHED
    | {"plan.review", "plan.import", "indicator.compute", "snapshot.take", "report.build"}
    | {"value.load", "value.enter"}
    | {"unit.reform", "handover.accept", "organisation.edit", "handover.decide"}
    | {"person.view", "access.explain", "place.edit", "finding.explain"}
    | {"catalog.apply", "case.receive", "case.statistics", "limit.set"}
    | {"breach.view", "breach.manage"}
    | CARRYING_OUT
    | NETWORK
    | RECEIVING
    | {"task.assign", "difficulty.answer", "local_plan.draft", "review.approve"}
    | {"funding.approve", "fund.view", "fund.keep", "fund.propose"},
    Role.AGENCY_FOCAL_POINT: PUBLISHED
    | CARRYING_OUT
    | {"handover.decide", "case.load_list", "review.approve", "submission.sign"}
    | {"value.enter"}
    | LOCAL_PLAN,
    Role.DISTRICT_OFFICER: PUBLISHED
    | CARRIED_OUT
    | {"child.view", "submission.write", "submission.sign"}
    | LOCAL_PLAN,
    Role.COMMUNE_CHAIR: PUBLISHED
    | CARRIED_OUT
    | DECISIONS
    | {"child.view", "handover.accept", "task.do", "local_plan.approve", "network.names"}
    | {"recommendation.reply", "document.check", "review.approve", "submission.sign"},
    Role.COMMUNE_OFFICER: PUBLISHED
    | REGISTER
    | CASE_WORK
    | CARRYING_OUT
    | NETWORK
    | {"handover.accept", "place.edit", "finding.explain", "fund.propose", "summer.answer"}
    | {"local_plan.draft", "value.enter"},
    Role.VILLAGE_COLLABORATOR: frozenset(
        {"unit.view", "place.view", "child.view", "child.edit", "case.receive"}
    ),
    Role.HOTLINE_OPERATOR: DIRECTORY | {"case.view", "case.receive"},
    Role.CASE_PARTNER: DIRECTORY | {"case.receive", "referral.answer"},
    Role.SCHOOL_STAFF: DIRECTORY
    | {"child.view", "case.receive", "referral.answer"}
    | {"summer.view", "summer.offer"},
    Role.HEALTH_STATION_STAFF: DIRECTORY
    | {"child.view", "child.health", "case.receive", "referral.answer"},
    Role.CARE_FACILITY_STAFF: DIRECTORY | {"child.view", "case.receive", "referral.answer"},
    Role.EXTERNAL_SUPERVISOR: PUBLISHED | CARRIED_OUT | {"funding.view", "recommendation.make"},
    Role.LEADER: PUBLISHED
    | CARRIED_OUT
    | {"case.statistics", "funding.view"}
    | {"task.oversee", "difficulty.instruct"},
    Role.AUDITOR: PUBLISHED
    | CARRIED_OUT
    | {"audit.view", "access.explain", "person.view", "retention.view", "breach.view"}
    | {"funding.view", "fund.view"},
    Role.ANALYST: FIGURES,
}
# Whoever sits at the console holds the database and its keys: the audit tells what they did.
GRANTS[Role.CONSOLE] = (
    GRANTS[Role.FOCAL_OFFICE]
    | GRANTS[Role.TECHNICAL_ADMIN]
    | REGISTER
    | {"units.load", "audit.view", "case.hold", "summer.answer"}
)

# The last day of a role that the law ended (Luật 72/2025/QH15: no district level any more).
LAST_DAYS: dict[str, date] = {Role.DISTRICT_OFFICER: date(2025, 6, 30)}

# Of children and cases these see only what they or their organisation take part in, wherever it is.
PARTICIPANTS: frozenset[str] = frozenset(
    {
        Role.COMMUNE_CHAIR, Role.HOTLINE_OPERATOR, Role.CASE_PARTNER, Role.SCHOOL_STAFF,
        Role.HEALTH_STATION_STAFF, Role.CARE_FACILITY_STAFF,
    }
)  # fmt: skip

# Of a plan these see the tasks and indicators of their own organisation, where they have one.
OF_ONE_ORGANISATION: frozenset[str] = frozenset({Role.AGENCY_FOCAL_POINT})

# Of activities these keep only what their own organisation holds, wherever it takes place.
BY_ORGANISER: frozenset[str] = frozenset({Role.FOCAL_OFFICE, Role.AGENCY_FOCAL_POINT})

# Nobody sees these by the unit they serve, whatever their role.
BY_TAKING_PART = frozenset({"case.view", "referral.answer"})

ABOUT_CHILDREN = frozenset({"child.view", "child.circumstances", "child.health", "case.view"})

# Who comes near a case must prove it twice when signing in.
NEEDS_SECOND_FACTOR: frozenset[str] = frozenset(
    role for role in Role if role != Role.CONSOLE and BY_TAKING_PART & GRANTS[role]
) | {Role.TECHNICAL_ADMIN, Role.AUDITOR}


# Which roles a person who manages people may give. Nobody gives one to themselves.
MAY_GIVE: dict[str, frozenset[str]] = {
    giver: frozenset(Role) - {Role.CONSOLE} for giver in (Role.TECHNICAL_ADMIN, Role.CONSOLE)
}


def allowed(user: User, action: str) -> bool:
    """Say whether the person's role grants the action today, anywhere at all."""
    role = getattr(user, "role", "")  # who is not signed in has none
    return bool(user.is_active and action in GRANTS.get(role, frozenset()) and has_not_ended(role))


def sees_whole_units(user: User, action: str) -> bool:
    """Say whether the action shows all records of the units, not only those one takes part in."""
    return allowed(user, action) and not keeps_to_part(user, action)


def keeps_to_part(user: User, action: str) -> bool:
    """Say whether the action shows the person only what they or their organisation take part in."""
    if action in BY_TAKING_PART:
        return True
    return user.role in PARTICIPANTS and action in ABOUT_CHILDREN


def rights_of(user: User) -> frozenset[str]:
    """Return the rights of the person's role today."""
    if not user.is_active or not has_not_ended(user.role):
        return frozenset()
    return GRANTS.get(user.role, frozenset())


def roles_with(action: str) -> list[str]:
    """Return the roles that grant the action today."""
    return [role for role, granted in GRANTS.items() if action in granted and has_not_ended(role)]


def who_may(action: str) -> list[str]:
    """Return what those roles are called whose right it is, but for the console."""
    roles = (role for role in Role if role != Role.CONSOLE and action in GRANTS[role])
    return [str(role.label) for role in roles]


def has_not_ended(role: str) -> bool:
    """Say whether there is the role today."""
    return role not in LAST_DAYS or today() <= LAST_DAYS[role]


def own_organisation(user: User) -> int | None:
    """Return the organisation to whose part of a plan the person keeps; None: to no one part."""
    return user.organisation_id if user.role in OF_ONE_ORGANISATION else None


def keeps_to_an_organisation(user: User) -> bool:
    """Say whether of a plan's work and money the person sees and does one organisation's alone."""
    return user.role in OF_ONE_ORGANISATION


def sees_all_of(user: User, action: str) -> bool:
    """Say whether the person sees every such record of the units they serve, not only a part.

    Where they see the records, they may see every figure that is made of them.
    """
    return sees_whole_units(user, action) and user.unit_id is not None


def require(user: User, action: str) -> None:
    """Raise PermissionDenied (403) unless the role grants the action."""
    if not allowed(user, action):
        raise PermissionDenied(action)


def may_give(user: User, role: str) -> bool:
    """Say whether the person may make somebody else bear the role."""
    return allowed(user, "person.manage") and role in MAY_GIVE.get(user.role, frozenset())


@dataclass(frozen=True)
class Rule:
    """One question of the policy: the same answer for every record, or a condition on each."""

    name: str
    holds: bool | Q


class ScopedQuerySet(models.QuerySet[Any]):
    """Records that belong to a unit, seen by the people who serve it (`core/units/lineage.py`).

    A subclass that asks more of a record adds its rules to `rules`, never to `visible_to`: the
    explanation of a decision (`core/explaining.py`) reads them there.
    """

    view_action: str
    unit_field = "unit"
    # A table so large that its units are looked up first, once for each person who asks: the
    # database knows then how many they are, and a list follows the index of its order.
    is_large = False
    # The way to the child or case that a record is about; None: nobody sees it by taking part.
    subject_field: str | None = None

    def visible_to(self, user: User) -> Self:
        """Return what the person may see: the records for which every rule holds."""
        seen = self
        for rule in self.rules(user):
            if rule.holds is False:
                return self.none()
            if isinstance(rule.holds, Q):
                seen = seen.filter(rule.holds)
        return seen

    def placed_within(self, user: User) -> Self:
        """Return the records of the units the person serves, whatever the role may see of them."""
        if not user.is_active or user.unit_id is None:
            return self.none()
        return self.filter(self.in_units(served_from(user.unit_id)))

    def rules(self, user: User) -> Iterator[Rule]:
        """Yield what the policy asks, in its order; the first rule that does not hold decides."""
        yield Rule("account-open", user.is_active)
        if user.role in LAST_DAYS:
            yield Rule("role-lasts", has_not_ended(user.role))
        yield Rule("role-grants", allowed(user, self.view_action))
        yield Rule("has-unit", user.unit_id is not None)
        if keeps_to_part(user, self.view_action):
            yield Rule("takes-part", self.in_which_takes_part(user))
        elif user.unit_id is not None:
            units = units_known(user) if self.is_large else served_from(user.unit_id)
            yield Rule("unit-subtree", self.in_units(units))

    def in_units(self, units: RawSQL | list[int]) -> Q:
        """Return the condition that a record belongs to one of the units."""
        return Q(**{f"{self.unit_field}__in": units})

    def in_which_takes_part(self, user: User) -> bool | Q:
        """Return the condition that the person or their organisation takes part in a record."""
        found = [parts(user) for parts in PARTICIPATION.get(self.view_action, ())]
        if self.subject_field is None or not found:
            return False
        # One list of all is looked up; for one list OR another PostgreSQL would walk the table.
        taken = found[0].union(*found[1:]) if len(found) > 1 else found[0]
        return Q(**{f"{self.subject_field}__in": taken})
