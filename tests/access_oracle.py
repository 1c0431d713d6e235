"""Who sees what, written plainly from the rules of the issue: it calls nothing of `core/access`."""

from tests.two_provinces import AREAS

# The role of the district officer ended with the districts on 30/6/2025, before the test's day.
EVERYONE = {
    "technical_admin", "focal_office", "agency_focal_point", "commune_chair",
    "commune_officer", "village_collaborator", "hotline_operator", "case_partner", "school_staff",
    "health_station_staff", "care_facility_staff", "external_supervisor", "leader", "auditor",
    "analyst", "console",
}  # fmt: skip
PLAN_OFFICES = {
    "focal_office", "agency_focal_point", "commune_chair", "commune_officer",
    "external_supervisor", "leader", "auditor", "console",
}  # fmt: skip
FINDING_EXPLAINERS = {"focal_office", "commune_officer", "console"}
REVIEWERS = {"focal_office", "console"}
EXPLAINERS = {"technical_admin", "focal_office", "auditor", "console"}
READERS = {
    "plan": PLAN_OFFICES,
    "indicator": PLAN_OFFICES,
    "report": PLAN_OFFICES,
    "figure": PLAN_OFFICES | {"analyst"},
    "finding": PLAN_OFFICES | {"analyst"},
    # Chairs, schools and facilities see those they take part in: here nobody does.
    "child": {"commune_officer", "village_collaborator", "console"},
    "circumstance": {"commune_officer", "console"},
    "school": EVERYONE,
    "value": set(),
    "unit": EVERYONE,
    "person": EXPLAINERS,
}  # fmt: skip


# In each of these stands a health station, whose staff look after the children who live there.
COMMUNES = {"25216", "25217", "25270", "25217 new", "25280", "25281", "26734"}


def lies_within(unit: str, thing) -> bool:
    return thing.unit in AREAS[unit]


def sees(person, unit: str, thing) -> bool:
    """Say whether a person who serves the unit sees the thing."""
    if thing.kind == "child" and person.role == "health_station_staff":
        return person.is_active and unit in COMMUNES and thing.unit == unit
    if not person.is_active or person.role not in READERS[thing.kind]:
        return False
    is_published = thing.state in {"", "approved"}
    return lies_within(unit, thing) and (is_published or person.role in REVIEWERS)
