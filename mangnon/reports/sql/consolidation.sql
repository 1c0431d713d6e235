-- What a sent consolidated report was made of is never changed nor removed.
CREATE FUNCTION reports_consolidation_is_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM reports_submission
    WHERE id = COALESCE(OLD.consolidated_id, NEW.consolidated_id)
      AND state IN ('sent', 'accepted', 'locked');
    IF FOUND THEN
        RAISE EXCEPTION 'the consolidated report was sent: its parts are never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER passage_is_kept
    BEFORE INSERT OR UPDATE OR DELETE ON reports_consolidatedpassage
    FOR EACH ROW EXECUTE FUNCTION reports_consolidation_is_kept();

CREATE TRIGGER explanation_is_kept
    BEFORE INSERT OR UPDATE OR DELETE ON reports_figureexplanation
    FOR EACH ROW EXECUTE FUNCTION reports_consolidation_is_kept();

-- What was taken from a source stays beside what the editor made of it.
CREATE FUNCTION reports_taken_text_is_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.taken_text IS DISTINCT FROM OLD.taken_text
       OR NEW.consolidated_id IS DISTINCT FROM OLD.consolidated_id THEN
        RAISE EXCEPTION 'the words of a source are kept as they were taken'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER taken_text_is_kept
    BEFORE UPDATE ON reports_consolidatedpassage
    FOR EACH ROW EXECUTE FUNCTION reports_taken_text_is_kept();

-- The files that a sent version names stay as they are.
CREATE FUNCTION reports_sent_report_is_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM reports_submissionversion
    WHERE submission_id = OLD.submission_id AND docx_sha256 = OLD.docx_sha256;
    IF FOUND THEN
        RAISE EXCEPTION 'a report that was sent is never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER sent_report_is_kept
    BEFORE UPDATE OR DELETE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_sent_report_is_kept();
