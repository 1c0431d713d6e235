-- Reported figures entered by the as-of date ($1). Where the state is not a figure the value is 0
-- and means nothing. Unused: $2, $3.
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    reported.leaf,
    reported.year::bigint AS year,
    reported.series,
    coalesce(reported.value, 0)::double precision AS value,
    reported.state,
    reported.basis,
    reported.source,
    reported.method,
    coalesce(organisation.name, '') AS organisation
FROM values_reportedvalue AS reported
JOIN core_unit AS unit ON unit.id = reported.unit_id
LEFT JOIN core_organisation AS organisation ON organisation.id = reported.organisation_id
WHERE reported.unit_id $5
  AND (reported.entered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $1
ORDER BY unit_code, unit_valid_from, leaf, year
