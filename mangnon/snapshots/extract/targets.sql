-- The confirmed targets of every province plan up to the as-of year, each in the version that stood on
-- the day; where two plans set one leaf and year, the newer plan's. Unused: $2.
WITH begun AS (
    SELECT
        id, unit_id, year, approved_at,
        coalesce(in_force_from, issued_on, make_date(year, 1, 1)) AS begins_on
    FROM plans_plan
    WHERE state = 'approved' AND year <= extract(year FROM $1)
),
-- Of those that have begun the one approved last; before the first began, that one.
stood AS (
    SELECT DISTINCT ON (unit_id, year) id, unit_id, year
    FROM begun
    ORDER BY
        unit_id, year, begins_on > $1,
        CASE WHEN begins_on > $1 THEN begins_on END,
        approved_at DESC, id DESC
)
SELECT DISTINCT ON (target.leaf, coalesce(target.year, plan.year))
    target.leaf,
    target.relation,
    trim_scale(target.value)::text AS value,
    coalesce(trim_scale(target.value_max)::text, '') AS value_max,
    target.unit,
    target.population,
    coalesce(target.year, plan.year)::int8 AS year
FROM plans_target AS target
JOIN plans_indicator AS indicator ON indicator.id = target.indicator_id
JOIN stood AS plan ON plan.id = indicator.plan_id
JOIN core_unit AS unit ON unit.id = plan.unit_id
WHERE unit.level = 'province'
  AND unit.valid_from <= $3
  AND (unit.valid_to IS NULL OR unit.valid_to > $3)
  AND indicator.state = 'confirmed'
  AND target.state = 'confirmed'
ORDER BY target.leaf, coalesce(target.year, plan.year), plan.year DESC, target.id
