-- Every unit of the day on which figures stand ($3), with its parent on that day. Unused: $1, $2.
SELECT
    unit.code,
    unit.valid_from,
    coalesce(unit.valid_to, DATE '9999-12-31') AS valid_to,
    unit.level,
    unit.type,
    unit.name,
    coalesce(parent.code, '') AS parent_code,
    coalesce(parent.valid_from, DATE '1900-01-01') AS parent_valid_from
FROM core_unit AS unit
LEFT JOIN core_unit AS parent
    ON parent.code = unit.parent_code
    AND parent.valid_from <= $3
    AND (parent.valid_to IS NULL OR parent.valid_to > $3)
WHERE unit.valid_from <= $3
  AND (unit.valid_to IS NULL OR unit.valid_to > $3)
ORDER BY unit.code, unit.valid_from
