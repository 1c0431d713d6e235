-- One row for each child of each event that a case is about, as entered by the as-of date ($1).
-- $2 is the pseudonym key, $3 the day of the units. Only codes and days are read, nothing sealed.
-- A child of the register with two cases of one day has one row, under the first case. A commune
-- that a reform has made since $3 is told as the one it was, and as the province where it was
-- several. Whoever was 16 already is left out, as in the other tables.
WITH RECURSIVE linked AS (
    SELECT person.id AS person_id, child.id AS child_id, child.merged_into_id
    FROM cases_caseperson AS person
    JOIN children_child AS child ON child.id = person.child_id
    UNION ALL
    SELECT linked.person_id, kept.id, kept.merged_into_id
    FROM linked
    JOIN children_child AS kept ON kept.id = linked.merged_into_id
),
earlier AS (
    SELECT id AS unit_id, id, code, valid_from, valid_to FROM core_unit WHERE valid_from > $3
    UNION
    SELECT earlier.unit_id, unit.id, unit.code, unit.valid_from, unit.valid_to
    FROM earlier
    JOIN core_unitchange AS change
        ON change.to_code = earlier.code AND change."on" = earlier.valid_from
    JOIN core_unit AS unit ON unit.code = change.from_code AND unit.valid_to = change."on"
    WHERE earlier.valid_from > $3
),
standing AS (
    SELECT unit_id, min(id) AS id
    FROM earlier
    WHERE valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)
    GROUP BY unit_id
    HAVING count(*) = 1
),
province AS (
    SELECT id FROM core_unit
    WHERE level = 'province' AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)
    ORDER BY id
    LIMIT 1
),
found AS (
    SELECT
        step.case_id,
        bool_or(step.code = 'check' AND step.to_stage = 'unfounded') AS is_refuted,
        bool_or(step.code IN ('check', 'assess_initially', 'assess')) AS is_checked
    FROM cases_step AS step
    WHERE step.state = 'done'
      AND (step.entered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $1
    GROUP BY step.case_id
),
reported AS (
    SELECT
        person.id AS person_id,
        file.id AS case_id,
        file.received_at,
        file.entered_at,
        file.unit_id,
        file.harms,
        file.setting,
        file.closed_at,
        linked.child_id,
        CASE
            WHEN linked.child_id IS NULL OR file.happened_on IS NULL THEN file.id
            ELSE first_value(file.id) OVER (
                PARTITION BY linked.child_id, file.happened_on
                ORDER BY file.received_at, file.entered_at, file.id
            )
        END AS event_id,
        coalesce(linked.child_id, person.id) AS who,
        coalesce(file.happened_on, (file.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
            AS occurred_on,
        CASE WHEN linked.child_id IS NULL THEN person.sex ELSE child.sex END AS sex,
        coalesce(child.birth_date, person.birth_date) AS birth_date,
        person.age,
        coalesce(found.is_refuted, FALSE) AS is_refuted,
        coalesce(found.is_checked, FALSE) AS is_checked
    FROM cases_case AS file
    JOIN cases_caseperson AS person ON person.case_id = file.id AND person.role = 'child'
    LEFT JOIN linked ON linked.person_id = person.id AND linked.merged_into_id IS NULL
    LEFT JOIN children_child AS child ON child.id = linked.child_id
    LEFT JOIN found ON found.case_id = file.id
    WHERE file.unit_id $5
      AND (file.entered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $1
),
aged AS (
    SELECT
        reported.*,
        coalesce(extract(year FROM age(occurred_on, birth_date))::int, age) AS years
    FROM reported
),
events AS (
    SELECT
        event_id,
        who,
        (array_agg(unit_id ORDER BY received_at, entered_at, case_id))[1] AS unit_id,
        min(occurred_on) AS occurred_on,
        CASE
            WHEN bool_or(is_checked AND NOT is_refuted) THEN 'upheld'
            WHEN bool_or(is_refuted) THEN 'unfounded'
            ELSE 'waiting'
        END AS finding,
        string_agg(array_to_string(harms, ','), ',') AS harms,
        coalesce(
            (array_agg(setting ORDER BY received_at, entered_at, case_id)
                FILTER (WHERE setting <> 'unknown'))[1],
            'unknown'
        ) AS setting,
        (array_agg(sex ORDER BY (sex = 'unknown'), received_at, entered_at))[1] AS sex,
        min(years) AS years,
        bool_and((closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $1) AS is_closed
    FROM aged
    GROUP BY event_id, who
)
SELECT
    unit.code AS unit_code,
    unit.valid_from AS unit_valid_from,
    left(encode(sha256(convert_to($2::text || event_id::text, 'UTF8')), 'hex'), 32) AS event_key,
    left(encode(sha256(convert_to($2::text || who::text, 'UTF8')), 'hex'), 32) AS child_key,
    occurred_on,
    finding,
    string_to_array(harms, ',') && ARRAY[
        'violence', 'sexual_abuse', 'exploitation', 'trafficking', 'abandonment', 'neglect', 'other'
    ] AS is_abuse,
    'violence' = ANY (string_to_array(harms, ',')) AS has_violence,
    'sexual_abuse' = ANY (string_to_array(harms, ',')) AS has_sexual_abuse,
    'exploitation' = ANY (string_to_array(harms, ',')) AS has_exploitation,
    'trafficking' = ANY (string_to_array(harms, ',')) AS has_trafficking,
    'abandonment' = ANY (string_to_array(harms, ',')) AS has_abandonment,
    'neglect' = ANY (string_to_array(harms, ',')) AS has_neglect,
    'other' = ANY (string_to_array(harms, ',')) AS has_other,
    'at_risk' = ANY (string_to_array(harms, ',')) AS has_at_risk,
    setting,
    sex,
    CASE
        WHEN years IS NULL THEN 'unknown'
        WHEN years < 6 THEN 'under_6'
        WHEN years < 11 THEN '6_to_10'
        ELSE '11_to_15'
    END AS age_at_event,
    coalesce(is_closed, FALSE) AS is_closed
FROM events
LEFT JOIN standing ON standing.unit_id = events.unit_id
JOIN core_unit AS unit
    ON unit.id = CASE
        WHEN (SELECT valid_from <= $3 FROM core_unit WHERE id = events.unit_id) THEN events.unit_id
        ELSE coalesce(standing.id, (SELECT id FROM province))
    END
WHERE years IS NULL OR years < 16
ORDER BY unit_code, unit_valid_from, event_key, child_key
