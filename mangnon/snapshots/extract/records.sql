-- The children of children.sql, by how their records are kept. $1 is the as-of date, $2 the
-- pseudonym key; unused: $3, $4. Pairs are those that wait today: what waited then is not kept.
WITH waiting AS (
    SELECT pair.first_id, pair.second_id
    FROM children_duplicatepair AS pair
    JOIN children_child AS first ON first.id = pair.first_id
    JOIN children_child AS second ON second.id = pair.second_id
    WHERE pair.state = 'open' AND first.merged_into_id IS NULL AND second.merged_into_id IS NULL
),
paired AS (
    SELECT first_id AS child_id FROM waiting UNION SELECT second_id FROM waiting
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || child.id::text, 'UTF8')), 'hex'), 32) AS child_key,
    least((child.changed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, $1) AS changed_on,
    paired.child_id IS NOT NULL AS is_in_open_pair
FROM children_child AS child
LEFT JOIN children_residencespell AS residence
    ON residence.child_id = child.id
    AND residence.child_id $6
    AND residence.began_on <= $1
    AND (residence.ended_on IS NULL OR residence.ended_on > $1)
JOIN core_unit AS unit ON unit.id = coalesce(residence.unit_id, child.unit_id)
LEFT JOIN children_death AS death ON death.child_id = child.id AND death.died_on <= $1
LEFT JOIN paired ON paired.child_id = child.id
WHERE child.id $6
  AND child.birth_date <= $1
  AND child.birth_date > $1 - INTERVAL '16 years'
  AND death.child_id IS NULL
  AND child.merged_into_id IS NULL
  AND (child.closed_on IS NULL OR (child.closed_on > $1 AND child.closed_reason <> 'mistake'))
ORDER BY unit_code, unit_valid_from, child_key
