-- One row a child and school year: the one that ends in the as-of date's year and, once it has
-- begun, the next. Earlier ones are in earlier snapshots. $1 is the as-of date, $2 the pseudonym
-- key; unused: $3.
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || child.id::text, 'UTF8')), 'hex'), 32) AS child_key,
    schooling.school_year::bigint AS school_year,
    schooling.level,
    schooling.grade::bigint AS grade,
    child.sex,
    CASE child.ethnicity WHEN '01' THEN 'kinh' WHEN 'unknown' THEN 'unknown' ELSE 'other' END
        AS ethnic_group,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    child.disability,
    schooling.is_enrolled_at_start,
    coalesce(schooling.completed_level_on <= $1, FALSE) AS has_completed_level,
    coalesce(schooling.dropped_out_on <= $1, FALSE) AS has_dropped_out
FROM children_schooling AS schooling
JOIN children_child AS child ON child.id = schooling.child_id
JOIN core_unit AS unit ON unit.id = schooling.unit_id
WHERE schooling.unit_id $5
  AND schooling.level IN ('primary', 'lower_secondary')
  AND schooling.school_year >= extract(year FROM $1)
  AND make_date(schooling.school_year - 1, 9, 1) <= $1
  AND child.merged_into_id IS NULL
  AND (child.closed_on IS NULL OR (child.closed_on > $1 AND child.closed_reason <> 'mistake'))
ORDER BY unit_code, unit_valid_from, child_key, school_year
