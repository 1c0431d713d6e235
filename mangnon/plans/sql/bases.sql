-- What the database itself promises of legal bases: what replaces a document was issued later, so
-- that no chain of replacements comes back to itself.

CREATE FUNCTION plans_replacement_is_later() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM plans_supersession AS made
        JOIN plans_legaldocument AS older ON older.id = made.old_id
        JOIN plans_legaldocument AS newer ON newer.id = made.new_id
        WHERE CASE TG_TABLE_NAME
            WHEN 'plans_supersession' THEN to_jsonb(NEW)->>'id' = made.id::text
            ELSE to_jsonb(NEW)->>'id' IN (made.old_id::text, made.new_id::text)
        END AND newer.issued_on <= older.issued_on
    ) THEN
        RAISE EXCEPTION 'a document is replaced only by one that was issued later'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER replacement_is_later
    AFTER INSERT OR UPDATE ON plans_supersession
    FOR EACH ROW EXECUTE FUNCTION plans_replacement_is_later();

CREATE TRIGGER replacement_stays_later
    AFTER UPDATE OF issued_on ON plans_legaldocument
    FOR EACH ROW WHEN (OLD.issued_on IS DISTINCT FROM NEW.issued_on)
    EXECUTE FUNCTION plans_replacement_is_later();
