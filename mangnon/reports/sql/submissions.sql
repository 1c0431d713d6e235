-- What the database itself promises of reports of bodies: what was sent stands as it was sent, and
-- words and figures change only while the body works on them.

CREATE FUNCTION reports_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was sent or said is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER version_stands BEFORE UPDATE OR DELETE ON reports_submissionversion
    FOR EACH ROW EXECUTE FUNCTION reports_never_changes();
CREATE TRIGGER step_stands BEFORE UPDATE OR DELETE ON reports_submissionstep
    FOR EACH ROW EXECUTE FUNCTION reports_never_changes();

CREATE FUNCTION reports_comment_is_answered_once() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.answered_at IS NULL
        AND to_jsonb(OLD) - ARRAY['answer', 'answered_by_id', 'answered_at']
            = to_jsonb(NEW) - ARRAY['answer', 'answered_by_id', 'answered_at']
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a comment stands; it is answered once'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER comment_stands BEFORE UPDATE OR DELETE ON reports_submissioncomment
    FOR EACH ROW EXECUTE FUNCTION reports_comment_is_answered_once();

CREATE FUNCTION reports_written_while_open() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    part jsonb := to_jsonb(coalesce(NEW, OLD));
BEGIN
    IF EXISTS (
        SELECT FROM reports_submission
        WHERE id = (part->>'submission_id')::uuid AND state NOT IN ('draft', 'returned')
    ) THEN
        RAISE EXCEPTION 'a report that is out of its writers'' hands never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER written_while_open BEFORE INSERT OR UPDATE OR DELETE ON reports_submissionsection
    FOR EACH ROW EXECUTE FUNCTION reports_written_while_open();
CREATE TRIGGER written_while_open BEFORE INSERT OR UPDATE OR DELETE ON reports_submissionfigure
    FOR EACH ROW EXECUTE FUNCTION reports_written_while_open();
