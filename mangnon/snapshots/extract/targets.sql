-- The confirmed targets of every province plan in force up to the as-of year; where two plans set
-- one leaf and year, the newer plan's. Unused: $2.
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
JOIN plans_plan AS plan ON plan.id = indicator.plan_id
JOIN core_unit AS unit ON unit.id = plan.unit_id
WHERE plan.state = 'approved'
  AND plan.superseded_by_id IS NULL
  AND unit.level = 'province'
  AND unit.valid_from <= $3
  AND (unit.valid_to IS NULL OR unit.valid_to > $3)
  AND indicator.state = 'confirmed'
  AND target.state = 'confirmed'
  AND plan.year <= extract(year FROM $1)
ORDER BY target.leaf, coalesce(target.year, plan.year), plan.year DESC, target.id
