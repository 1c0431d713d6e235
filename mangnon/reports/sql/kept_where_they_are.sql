-- A row that is moved to another report is a change of both: of where it was and where it comes.
CREATE OR REPLACE FUNCTION reports_written_while_open() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    parts jsonb := jsonb_build_array(to_jsonb(OLD), to_jsonb(NEW));
BEGIN
    IF EXISTS (
        SELECT FROM reports_submission
        WHERE id IN ((parts->0->>'submission_id')::uuid, (parts->1->>'submission_id')::uuid)
          AND state NOT IN ('draft', 'returned')
    ) THEN
        RAISE EXCEPTION 'a report that is out of its writers'' hands never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE OR REPLACE FUNCTION reports_consolidation_is_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM reports_submission
    WHERE id IN (OLD.consolidated_id, NEW.consolidated_id)
      AND state IN ('sent', 'accepted', 'locked');
    IF FOUND THEN
        RAISE EXCEPTION 'the consolidated report was sent: its parts are never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;
