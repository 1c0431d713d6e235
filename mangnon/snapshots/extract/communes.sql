-- Every commune of the day on which figures stand ($3), with its latest assessment known on the
-- as-of date ($1); one without an assessment is "unknown". Unused: $2.
WITH latest AS (
    SELECT DISTINCT ON (unit_id) unit_id, is_child_friendly, has_play_point
    FROM places_communeassessment
    WHERE assessed_on <= $1
    ORDER BY unit_id, assessed_on DESC, year DESC
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    coalesce(latest.is_child_friendly, 'unknown') AS is_child_friendly,
    coalesce(latest.has_play_point, 'unknown') AS has_play_point
FROM core_unit AS unit
LEFT JOIN latest ON latest.unit_id = unit.id
WHERE unit.level = 'commune'
  AND unit.valid_from <= $3
  AND (unit.valid_to IS NULL OR unit.valid_to > $3)
ORDER BY unit_code, unit_valid_from
