-- What agencies had counted by the as-of date ($1). Unused: $2, $3.
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    reported.item,
    reported.year::bigint AS year,
    reported.count::bigint AS number,
    reported.basis,
    reported.source,
    coalesce(organisation.name, '') AS organisation
FROM values_reportedcount AS reported
JOIN core_unit AS unit ON unit.id = reported.unit_id
LEFT JOIN core_organisation AS organisation ON organisation.id = reported.organisation_id
WHERE (reported.entered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $1
ORDER BY unit_code, unit_valid_from, item, year
