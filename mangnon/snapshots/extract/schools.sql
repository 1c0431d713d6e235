-- Schools that are open on the as-of date ($1), in the unit where each stood on it, with what each
-- was last found to have by then; what no assessment says is "unknown". Unused: $2, $3.
WITH latest AS (
    SELECT DISTINCT ON (school_id) *
    FROM places_schoolassessment
    WHERE assessed_on <= $1
    ORDER BY school_id, assessed_on DESC, year DESC
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    place.id::text AS school_key,
    school.level,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    coalesce(latest.has_sanitation, 'unknown') AS has_sanitation,
    coalesce(latest.has_counselling, 'unknown') AS has_counselling,
    coalesce(latest.has_adapted_facilities, 'unknown') AS has_adapted_facilities
FROM places_school AS school
JOIN places_place AS place ON place.id = school.place_id
JOIN core_unit AS unit ON unit.id = coalesce(
    (
        SELECT former.unit_id FROM places_formerunit AS former
        WHERE former.place_id = place.id AND former.until > $1
        ORDER BY former.until LIMIT 1
    ),
    place.unit_id
)
LEFT JOIN latest ON latest.school_id = place.id
WHERE (place.opened_on IS NULL OR place.opened_on <= $1)
  AND (place.closed_on IS NULL OR place.closed_on > $1)
ORDER BY unit_code, unit_valid_from, school_key
