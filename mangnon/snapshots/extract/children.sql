-- Children alive on the as-of date ($1), under 16, where they lived on it. $2 is the pseudonym key; unused: $3.
-- A record counts until the day it was closed; entered by mistake or merged, on no day.
-- $4: the doses that count. A child is fully immunised when the last of the courses that the schedule
-- of its birth asks for was complete by the first birthday.
WITH immunised AS (
    SELECT child_id, born_from, born_before, max(given_on) AS complete_on
    FROM children_vaccination
    JOIN $4 AS course (antigen, dose, needed, born_from, born_before) USING (antigen, dose)
    WHERE given_on <= $1 AND child_id $6
    GROUP BY child_id, needed, born_from, born_before
    HAVING count(*) = needed
),
circumstances AS (
    SELECT child_id, bool_or(is_supported = 'yes') AS is_supported
    FROM children_circumstancespell
    WHERE began_on <= $1 AND (ended_on IS NULL OR ended_on > $1) AND child_id $6
    GROUP BY child_id
),
-- A school year is named by the year it ends in and begins on 1 September.
preschool AS (
    SELECT child_id
    FROM children_schooling
    WHERE level = 'preschool'
      AND school_year = extract(year FROM $1 + INTERVAL '4 months')
      AND (dropped_out_on IS NULL OR dropped_out_on > $1)
      AND child_id $6
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || child.id::text, 'UTF8')), 'hex'), 32) AS child_key,
    child.birth_date,
    child.sex,
    CASE
        WHEN child.birth_date > $1 - INTERVAL '1 year' THEN 'under_1'
        WHEN child.birth_date > $1 - INTERVAL '5 years' THEN '1_to_4'
        WHEN child.birth_date > $1 - INTERVAL '11 years' THEN '5_to_10'
        ELSE '11_to_15'
    END AS age_band,
    child.ethnicity,
    CASE child.ethnicity WHEN '01' THEN 'kinh' WHEN 'unknown' THEN 'unknown' ELSE 'other' END
        AS ethnic_group,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    child.disability,
    coalesce(poverty_spell.poverty, child.poverty) AS poverty,
    CASE WHEN child.birth_registered_on > $1 THEN 'no' ELSE child.birth_registration END
        AS birth_registration,
    coalesce(immunised.complete_on <= child.birth_date + INTERVAL '1 year', FALSE)
        AS is_fully_immunised,
    circumstances.child_id IS NOT NULL AS is_special_circumstances,
    CASE WHEN circumstances.child_id IS NULL THEN 'no' ELSE 'yes' END AS special_circumstances,
    coalesce(circumstances.is_supported, FALSE) AS is_supported,
    preschool.child_id IS NOT NULL AS attends_preschool
FROM children_child AS child
LEFT JOIN children_residencespell AS residence
    ON residence.child_id = child.id
    AND residence.child_id $6
    AND residence.began_on <= $1
    AND (residence.ended_on IS NULL OR residence.ended_on > $1)
JOIN core_unit AS unit ON unit.id = coalesce(residence.unit_id, child.unit_id)
LEFT JOIN children_povertyspell AS poverty_spell
    ON poverty_spell.child_id = child.id
    AND poverty_spell.began_on <= $1
    AND (poverty_spell.ended_on IS NULL OR poverty_spell.ended_on > $1)
LEFT JOIN children_death AS death ON death.child_id = child.id AND death.died_on <= $1
LEFT JOIN immunised
    ON immunised.child_id = child.id
    AND child.birth_date >= immunised.born_from
    AND child.birth_date < immunised.born_before
LEFT JOIN circumstances ON circumstances.child_id = child.id
LEFT JOIN preschool ON preschool.child_id = child.id
WHERE child.id $6
  AND child.birth_date <= $1
  AND child.birth_date > $1 - INTERVAL '16 years'
  AND death.child_id IS NULL
  AND child.merged_into_id IS NULL
  AND (child.closed_on IS NULL OR (child.closed_on > $1 AND child.closed_reason <> 'mistake'))
ORDER BY unit_code, unit_valid_from, child_key
