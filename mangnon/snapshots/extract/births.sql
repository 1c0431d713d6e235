-- Live births up to the as-of date ($1), where they were reported. $2 is the pseudonym key; unused: $3.
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || birth.id::text, 'UTF8')), 'hex'), 32) AS birth_key,
    birth.born_on,
    birth.sex,
    CASE birth.ethnicity WHEN '01' THEN 'kinh' WHEN 'unknown' THEN 'unknown' ELSE 'other' END
        AS ethnic_group,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area
FROM children_birth AS birth
JOIN core_unit AS unit ON unit.id = birth.unit_id
LEFT JOIN children_child AS child ON child.id = birth.child_id
WHERE birth.unit_id $5
  AND birth.born_on <= $1
  AND child.merged_into_id IS NULL
  AND child.closed_reason IS DISTINCT FROM 'mistake'
ORDER BY unit_code, unit_valid_from, birth_key
