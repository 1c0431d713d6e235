-- What was sent or said of a report is not emptied either; row triggers do not see a TRUNCATE. Only
-- who says so in the same session empties all: a demonstration made anew.
CREATE FUNCTION reports_is_not_emptied() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('mangnon.begins_anew', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'what was sent or said is never removed: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER version_is_not_emptied BEFORE TRUNCATE ON reports_submissionversion
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
CREATE TRIGGER step_is_not_emptied BEFORE TRUNCATE ON reports_submissionstep
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
CREATE TRIGGER comment_is_not_emptied BEFORE TRUNCATE ON reports_submissioncomment
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
CREATE TRIGGER section_is_not_emptied BEFORE TRUNCATE ON reports_submissionsection
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
CREATE TRIGGER figure_is_not_emptied BEFORE TRUNCATE ON reports_submissionfigure
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
CREATE TRIGGER passage_is_not_emptied BEFORE TRUNCATE ON reports_consolidatedpassage
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
CREATE TRIGGER explanation_is_not_emptied BEFORE TRUNCATE ON reports_figureexplanation
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
CREATE TRIGGER report_is_not_emptied BEFORE TRUNCATE ON reports_report
    FOR EACH STATEMENT EXECUTE FUNCTION reports_is_not_emptied();
