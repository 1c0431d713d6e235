-- The second format of a sealed entry: the hash also covers the unit whose people may read the entry.
-- Entries of the first format (sql/audit.sql) keep their text, so that their seals still hold.

CREATE OR REPLACE FUNCTION core_audit_text(entry core_auditentry) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE entry.format
        WHEN 1 THEN concat_ws(
            E'\x1f',
            entry.id,
            to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            coalesce(entry.actor_id::text, ''),
            entry.origin,
            entry.action,
            entry."table",
            entry.record_id,
            entry.details::text
        )
        WHEN 2 THEN concat_ws(
            E'\x1f',
            entry.id,
            to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            coalesce(entry.actor_id::text, ''),
            entry.origin,
            entry.action,
            entry."table",
            entry.record_id,
            entry.details::text,
            entry.format,
            coalesce(entry.unit_id::text, '')
        )
    END
$$;
