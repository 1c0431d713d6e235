-- An approved local plan never changes: only a later version may supersede it, once.

CREATE FUNCTION plans_refuse_change_of_local_plan() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.superseded_by_id IS NULL
        AND to_jsonb(OLD) - 'superseded_by_id' = to_jsonb(NEW) - 'superseded_by_id'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an approved local plan is never changed: % is refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER approved_local_plan_is_never_changed
    BEFORE UPDATE OR DELETE ON plans_localplan
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION plans_refuse_change_of_local_plan();

CREATE FUNCTION plans_refuse_other_local_targets() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM plans_localplan
        WHERE id IN (NEW.local_plan_id, OLD.local_plan_id) AND state = 'approved'
    ) THEN
        RAISE EXCEPTION 'an approved local plan is never changed: its targets stay as they are'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER approved_local_plan_keeps_its_targets
    BEFORE INSERT OR UPDATE OR DELETE ON plans_localtarget
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_other_local_targets();
