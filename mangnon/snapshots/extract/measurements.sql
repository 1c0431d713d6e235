-- The last valid measurement of each living child under 5, not older than 6 months on the as-of
-- date ($1). Valid: at least one z-score within the limits of WHO. $2 is the pseudonym key; unused: $3.
WITH last_valid AS (
    SELECT DISTINCT ON (child_id) child_id, unit_id, measured_on, waz, haz, whz
    FROM children_measurement
    WHERE child_id $6
      AND measured_on <= $1
      AND measured_on > $1 - INTERVAL '6 months'
      AND (waz IS NOT NULL OR haz IS NOT NULL OR whz IS NOT NULL)
    ORDER BY child_id, measured_on DESC
),
circumstances AS (
    SELECT DISTINCT child_id
    FROM children_circumstancespell
    WHERE began_on <= $1 AND (ended_on IS NULL OR ended_on > $1)
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || child.id::text, 'UTF8')), 'hex'), 32) AS child_key,
    child.birth_date,
    last_valid.measured_on,
    child.sex,
    CASE WHEN child.birth_date > $1 - INTERVAL '1 year' THEN 'under_1' ELSE '1_to_4' END
        AS age_band,
    child.ethnicity,
    CASE child.ethnicity WHEN '01' THEN 'kinh' WHEN 'unknown' THEN 'unknown' ELSE 'other' END
        AS ethnic_group,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    child.disability,
    coalesce(poverty_spell.poverty, child.poverty) AS poverty,
    CASE WHEN circumstances.child_id IS NULL THEN 'no' ELSE 'yes' END AS special_circumstances,
    last_valid.waz IS NOT NULL AS is_weighed,
    coalesce(last_valid.waz < -2, FALSE) AS is_underweight,
    last_valid.haz IS NOT NULL AS is_height_measured,
    coalesce(last_valid.haz < -2, FALSE) AS is_stunted,
    last_valid.whz IS NOT NULL AS is_weight_for_height_known,
    coalesce(last_valid.whz > 3, FALSE) AS is_obese
FROM last_valid
JOIN children_child AS child ON child.id = last_valid.child_id
JOIN core_unit AS unit ON unit.id = last_valid.unit_id
LEFT JOIN children_povertyspell AS poverty_spell
    ON poverty_spell.child_id = child.id
    AND poverty_spell.began_on <= $1
    AND (poverty_spell.ended_on IS NULL OR poverty_spell.ended_on > $1)
LEFT JOIN circumstances ON circumstances.child_id = child.id
LEFT JOIN children_death AS death ON death.child_id = child.id AND death.died_on <= $1
WHERE child.birth_date <= $1
  AND child.birth_date > $1 - INTERVAL '5 years'
  AND death.child_id IS NULL
  AND child.merged_into_id IS NULL
  AND (child.closed_on IS NULL OR (child.closed_on > $1 AND child.closed_reason <> 'mistake'))
ORDER BY unit_code, unit_valid_from, child_key
