-- Keeps cases_nextlimit: of the limits that run on a case, the one that ends first.
CREATE FUNCTION cases_keep_next_limit(which uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cases_nextlimit (case_id, code, due_at)
    SELECT case_id, code, due_at FROM cases_caseclock
    WHERE case_id = which AND stopped_at IS NULL
    ORDER BY due_at, code LIMIT 1
    ON CONFLICT (case_id) DO UPDATE SET code = EXCLUDED.code, due_at = EXCLUDED.due_at;
    IF NOT FOUND THEN
        DELETE FROM cases_nextlimit WHERE case_id = which;
    END IF;
END
$$;

CREATE FUNCTION cases_clock_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM cases_keep_next_limit(OLD.case_id);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.case_id <> OLD.case_id) THEN
        PERFORM cases_keep_next_limit(NEW.case_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER cases_clock_changed
AFTER INSERT OR DELETE OR UPDATE OF case_id, due_at, stopped_at ON cases_caseclock
FOR EACH ROW EXECUTE FUNCTION cases_clock_changed();
