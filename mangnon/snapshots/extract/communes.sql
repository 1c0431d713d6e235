-- Every commune of the day on which figures stand ($3). Whether it is fit for children is what was
-- assessed for the as-of date's year, known on that date ($1), since recognition is of one year; a
-- play point stays until a later assessment. What no assessment says is "unknown". Unused: $2.
WITH known AS (
    SELECT unit_id, year, assessed_on, is_child_friendly, has_play_point
    FROM places_communeassessment
    WHERE assessed_on <= $1
), latest AS (
    SELECT DISTINCT ON (unit_id) unit_id, has_play_point
    FROM known
    ORDER BY unit_id, assessed_on DESC, year DESC
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    coalesce(this_year.is_child_friendly, 'unknown') AS is_child_friendly,
    coalesce(latest.has_play_point, 'unknown') AS has_play_point
FROM core_unit AS unit
LEFT JOIN latest ON latest.unit_id = unit.id
LEFT JOIN known AS this_year
    ON this_year.unit_id = unit.id AND this_year.year = extract(year FROM $1)
WHERE unit.level = 'commune'
  AND unit.valid_from <= $3
  AND (unit.valid_to IS NULL OR unit.valid_to > $3)
ORDER BY unit_code, unit_valid_from
