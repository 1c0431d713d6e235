-- Injuries up to the as-of date ($1), where they were reported; the age band is that of the as-of
-- date, and the oldest takes in who has turned 16 since. $2 is the pseudonym key; unused: $3.
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || injury.id::text, 'UTF8')), 'hex'), 32) AS injury_key,
    left(encode(sha256(convert_to($2::text || child.id::text, 'UTF8')), 'hex'), 32) AS child_key,
    injury.injured_on,
    injury.is_fatal,
    injury.cause,
    child.sex,
    CASE
        WHEN child.birth_date > $1 - INTERVAL '1 year' THEN 'under_1'
        WHEN child.birth_date > $1 - INTERVAL '5 years' THEN '1_to_4'
        WHEN child.birth_date > $1 - INTERVAL '11 years' THEN '5_to_10'
        ELSE '11_to_15'
    END AS age_band,
    CASE child.ethnicity WHEN '01' THEN 'kinh' WHEN 'unknown' THEN 'unknown' ELSE 'other' END
        AS ethnic_group,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area
FROM children_injury AS injury
JOIN children_child AS child ON child.id = injury.child_id
JOIN core_unit AS unit ON unit.id = injury.unit_id
WHERE injury.unit_id $5
  AND injury.injured_on <= $1
  AND injury.injured_on < child.birth_date + INTERVAL '16 years'
  AND child.merged_into_id IS NULL
  AND child.closed_reason <> 'mistake'
ORDER BY unit_code, unit_valid_from, injury_key
