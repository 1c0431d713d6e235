-- Schools as they stand in the register, which does not date them yet. Unused: $1, $2, $3.
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    school.id::text AS school_key,
    school.level,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    school.has_sanitation,
    school.has_counselling,
    school.has_adapted_facilities
FROM places_school AS school
JOIN core_unit AS unit ON unit.id = school.unit_id
ORDER BY unit_code, unit_valid_from, school_key
