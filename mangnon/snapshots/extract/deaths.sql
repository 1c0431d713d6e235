-- Deaths before the age of 16 up to the as-of date ($1), where they were reported.
-- $2 is the pseudonym key; unused: $3.
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || child.id::text, 'UTF8')), 'hex'), 32) AS child_key,
    child.birth_date,
    death.died_on,
    child.sex,
    CASE child.ethnicity WHEN '01' THEN 'kinh' WHEN 'unknown' THEN 'unknown' ELSE 'other' END
        AS ethnic_group,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    death.cause
FROM children_death AS death
JOIN children_child AS child ON child.id = death.child_id
JOIN core_unit AS unit ON unit.id = death.unit_id
WHERE death.unit_id $5
  AND death.died_on <= $1
  AND death.died_on < child.birth_date + INTERVAL '16 years'
  AND child.merged_into_id IS NULL
  AND child.closed_reason <> 'mistake'
ORDER BY unit_code, unit_valid_from, child_key
