-- An approved review is never changed nor removed.
CREATE FUNCTION plans_review_is_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'approved' THEN
        RAISE EXCEPTION 'an approved review is never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.figures IS DISTINCT FROM OLD.figures AND NEW.drafted_at = OLD.drafted_at THEN
        RAISE EXCEPTION 'the figures of a review change only when it is drafted again'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER review_is_kept
    BEFORE UPDATE OR DELETE ON plans_review
    FOR EACH ROW EXECUTE FUNCTION plans_review_is_kept();
