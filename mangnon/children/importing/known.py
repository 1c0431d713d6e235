"""What the register holds of the children that a sheet may be about, as frames."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl
from django.db import connection

from mangnon.children.importing.copying import fetch, store
from mangnon.core.encryption.values import MARK_AT, MARK_BYTES

TEXT, DAY, KEY = pl.String, pl.Date, pl.Int64


def mark(column: str) -> str:
    """Return the SQL of a sealed value's mark."""
    return f"substring({column} FROM {MARK_AT + 1} FOR {MARK_BYTES})"


SOUGHT = "sought_child"
MAKE_SOUGHT = f"CREATE TEMPORARY TABLE {SOUGHT} (id uuid, mark bytea) ON COMMIT DROP"
CHILDREN = f"""
SELECT id, unit_id, full_name, search_text, birth_date, birth_precision, sex, ethnicity,
       disability, poverty, birth_registration, birth_registered_on, health_insurance,
       insured_until, lives_near_water, {mark("identity_number")}, {mark("insurance_number")},
       birth_certificate_number, changed_at::text, closed_on, merged_into_id, (
           SELECT CASE WHEN bool_or(ended_on IS NULL) THEN 'yes'
                       WHEN bool_and(ended_on IS NOT NULL) THEN 'no' END
           FROM children_disabilityspell AS spell WHERE spell.child_id = children_child.id
       )
FROM children_child
WHERE unit_id = ANY(%s) AND id IN (
    SELECT id FROM children_child WHERE unit_id = ANY(%s)
    UNION SELECT id FROM {SOUGHT}
    UNION SELECT child.id FROM children_child AS child
    JOIN {SOUGHT} AS sought ON sought.mark = {mark("child.identity_number")}
)
"""  # noqa: S608
CHILD = {
    "child_id": TEXT, "known_unit": KEY, "known_full_name": TEXT, "known_words": TEXT,
    "known_birth_date": DAY, "known_precision": TEXT, "known_sex": TEXT, "known_ethnicity": TEXT,
    "known_disability": TEXT, "known_poverty": TEXT, "known_birth_registration": TEXT,
    "known_birth_registered_on": DAY, "known_health_insurance": TEXT, "known_insured_until": DAY,
    "known_lives_near_water": TEXT, "known_identity_mark": TEXT, "known_insurance_mark": TEXT,
    "known_certificate": TEXT, "changed_at": TEXT, "closed_on": DAY, "merged_into": TEXT,
    "disability_by_spells": TEXT,
}  # fmt: skip
FAMILIES = f"""
SELECT guardianship.id, guardianship.child_id, guardianship.relation, guardianship.began_on,
       guardian.id, guardian.full_name, guardian.birth_year, {mark("guardian.phone")}
FROM children_guardianship AS guardianship
JOIN children_guardian AS guardian ON guardian.id = guardianship.guardian_id
WHERE guardianship.ended_on IS NULL AND guardianship.child_id = ANY(%s::uuid[])
ORDER BY guardianship.id
"""  # noqa: S608
FAMILY = {
    "guardianship_id": KEY, "child_id": TEXT, "relation": TEXT, "began_on": DAY,
    "guardian_id": TEXT, "known_name": TEXT, "known_year": KEY, "known_phone_mark": TEXT,
}  # fmt: skip
GUARDIANS = f"""
SELECT id, unit_id, full_name, birth_year, {mark("phone")}
FROM children_guardian WHERE unit_id = ANY(%s) ORDER BY id
"""  # noqa: S608
GUARDIAN = {
    "guardian_id": TEXT, "unit_id": KEY, "known_name": TEXT, "known_year": KEY,
    "known_phone_mark": TEXT,
}  # fmt: skip
RESIDENCES = """
SELECT spell.id, spell.child_id, spell.unit_id, spell.hamlet, spell.began_on, spell.household_id,
       household.code
FROM children_residencespell AS spell
LEFT JOIN children_household AS household ON household.id = spell.household_id
WHERE spell.ended_on IS NULL AND spell.child_id = ANY(%s::uuid[])
"""
RESIDENCE = {
    "spell_id": KEY, "child_id": TEXT, "spell_unit": KEY, "known_hamlet": TEXT, "began_on": DAY,
    "known_household": TEXT, "known_code": TEXT,
}  # fmt: skip
HOUSEHOLDS = "SELECT id, unit_id, code FROM children_household WHERE unit_id = ANY(%s)"
HOUSEHOLD = {"household_id": TEXT, "unit_id": KEY, "household": TEXT}
CIRCUMSTANCES = """
SELECT child_id, "group" FROM children_circumstancespell
WHERE ended_on IS NULL AND child_id = ANY(%s::uuid[])
"""
CIRCUMSTANCE = {"child_id": TEXT, "group": TEXT}
POVERTIES = """
SELECT id, child_id, poverty, began_on FROM children_povertyspell
WHERE ended_on IS NULL AND child_id = ANY(%s::uuid[])
"""
POVERTY = {"poverty_id": KEY, "child_id": TEXT, "known_class": TEXT, "class_began_on": DAY}
SCHOOLINGS = """
SELECT schooling.id, schooling.child_id, schooling.level, schooling.grade, schooling.school_id,
       place.name
FROM children_schooling AS schooling LEFT JOIN places_place AS place
  ON place.id = schooling.school_id
WHERE schooling.child_id = ANY(%s::uuid[]) AND schooling.school_year = %s
"""
SCHOOLING = {
    "schooling_id": TEXT, "child_id": TEXT, "known_level": TEXT, "known_grade": KEY,
    "known_school": TEXT, "known_school_name": TEXT,
}  # fmt: skip
SCHOOLS = """
SELECT place.id, place.unit_id, place.name, school.level
FROM places_school AS school JOIN places_place AS place ON place.id = school.place_id
WHERE place.unit_id = ANY(%s)
"""
SCHOOL = {"school_id": TEXT, "school_unit": KEY, "school_name": TEXT, "school_level": TEXT}
MEASUREMENTS = """
SELECT id, child_id, measured_on, weight_kg::float8, height_cm::float8 FROM children_measurement
WHERE child_id = ANY(%s::uuid[]) AND measured_on = ANY(%s::date[])
"""
MEASUREMENT = {
    "measurement_id": TEXT, "child_id": TEXT, "measured_on": DAY, "known_weight": pl.Float64,
    "known_height": pl.Float64,
}  # fmt: skip


def children(
    reached: Collection[int], units: Collection[int], ids: pl.Series, marks: pl.Series
) -> pl.DataFrame:
    """Return the children of these units, those with an id or mark, of all that are reached."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {SOUGHT}")
        cursor.execute(MAKE_SOUGHT)
        store(SOUGHT, ids.alias("id").to_frame())
        store(SOUGHT, marks.alias("mark").to_frame())
        cursor.execute(f"ANALYZE {SOUGHT}")
    return fetch(CHILDREN, [list(reached), list(units)], CHILD)
