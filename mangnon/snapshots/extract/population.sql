-- Population of each unit and year up to the as-of date's ($1), by the newest vintage published and
-- entered by then. Unused: $2, $3.
WITH known AS (
    SELECT *, max(published_on) OVER (PARTITION BY unit_id, year) AS newest
    FROM values_populationfigure
    WHERE published_on <= $1
      AND year <= extract(year FROM $1)
      AND (entered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $1
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    known.year::bigint AS year,
    known.age::bigint AS age,
    known.sex,
    CASE WHEN unit.type IN ('Phường', 'Thị trấn') THEN 'urban' ELSE 'rural' END AS area,
    known.persons::bigint AS persons,
    known.source,
    known.published_on
FROM known
JOIN core_unit AS unit ON unit.id = known.unit_id
WHERE known.published_on = known.newest
ORDER BY unit_code, unit_valid_from, year, age, sex
