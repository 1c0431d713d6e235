-- Schools as they stand in the register, with what each was last found to have by the as-of date
-- ($1); what no assessment says is "unknown". Unused: $2, $3.
WITH latest AS (
    SELECT DISTINCT ON (school_id) *
    FROM places_schoolassessment
    WHERE assessed_on <= $1
    ORDER BY school_id, assessed_on DESC, year DESC
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    school.id::text AS school_key,
    school.level,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    coalesce(latest.has_sanitation, 'unknown') AS has_sanitation,
    coalesce(latest.has_counselling, 'unknown') AS has_counselling,
    coalesce(latest.has_adapted_facilities, 'unknown') AS has_adapted_facilities
FROM places_school AS school
JOIN core_unit AS unit ON unit.id = school.unit_id
LEFT JOIN latest ON latest.school_id = school.id
ORDER BY unit_code, unit_valid_from, school_key
