-- Every unit of the day on which figures stand ($3), with its parent on that day and the hardest
-- class of area that it was in on the as-of date ($1), if it still existed then. Unused: $2. A
-- commune in none is "other" where the province has classified any; all others are "unknown".
WITH classified AS (
    SELECT unit_id, array_agg(kind) AS kinds
    FROM core_areaclass
    WHERE family IN ('development', 'extremely_difficult')
      AND valid_from <= least($1, $3)
      AND (valid_to IS NULL OR valid_to > least($1, $3))
    GROUP BY unit_id
)
SELECT
    unit.code,
    unit.valid_from,
    coalesce(unit.valid_to, DATE '9999-12-31') AS valid_to,
    unit.level,
    unit.type,
    unit.name,
    coalesce(parent.code, '') AS parent_code,
    coalesce(parent.valid_from, DATE '1900-01-01') AS parent_valid_from,
    CASE
        WHEN 'extremely_difficult' = ANY (classified.kinds) THEN 'extremely_difficult'
        WHEN 'area_3' = ANY (classified.kinds) THEN 'area_3'
        WHEN 'area_2' = ANY (classified.kinds) THEN 'area_2'
        WHEN 'area_1' = ANY (classified.kinds) THEN 'area_1'
        WHEN unit.level = 'commune' AND EXISTS (SELECT FROM classified) THEN 'other'
        ELSE 'unknown'
    END AS area_class
FROM core_unit AS unit
LEFT JOIN classified ON classified.unit_id = unit.id
LEFT JOIN core_unit AS parent
    ON parent.code = unit.parent_code
    AND parent.valid_from <= $3
    AND (parent.valid_to IS NULL OR parent.valid_to > $3)
WHERE unit.valid_from <= $3
  AND (unit.valid_to IS NULL OR unit.valid_to > $3)
ORDER BY unit.code, unit.valid_from
