-- What the database itself promises of the audit: no entry is changed or deleted, and every entry is
-- sealed when its transaction commits. The hash covers the entry's own text and the hash before it,
-- so that an altered, removed or reordered entry breaks the chain (`core/audit/chain.py` walks it).
-- A demonstration that is made anew truncates both tables; the noted heads outside show it.

-- The hash of the second format also covers the unit whose people may read the entry; entries of the
-- first one keep their text, so that their seals still hold.
CREATE FUNCTION core_audit_text(entry core_auditentry) RETURNS text
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

CREATE FUNCTION core_seal_audit() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    last core_auditseal;
BEGIN
    -- One at a time, and only for the moment of the commit.
    PERFORM pg_advisory_xact_lock(7215002);
    SELECT * INTO last FROM core_auditseal ORDER BY seq DESC LIMIT 1;
    INSERT INTO core_auditseal (seq, entry_id, previous, hash)
    VALUES (
        coalesce(last.seq, 0) + 1,
        NEW.id,
        coalesce(last.hash, ''),
        encode(
            sha256(convert_to(coalesce(last.hash, '') || E'\x1f' || core_audit_text(NEW), 'UTF8')),
            'hex'
        )
    );
    RETURN NULL;
END
$$;

CREATE FUNCTION core_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE CONSTRAINT TRIGGER audit_is_sealed
    AFTER INSERT ON core_auditentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION core_seal_audit();

CREATE TRIGGER audit_is_append_only
    BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();

CREATE TRIGGER audit_seals_are_append_only
    BEFORE UPDATE OR DELETE ON core_auditseal
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
