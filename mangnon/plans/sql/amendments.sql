-- What the database itself promises of approved plans: what they say never changes, whoever asks.
-- Whom a name stands for, and what continues or follows an item, is said later and may be written.

CREATE FUNCTION plans_is_approved(plan bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM plans_plan WHERE id = plan AND state = 'approved')
$$;

CREATE FUNCTION plans_said(item jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT item - ARRAY[
        'organisation_id', 'document_id', 'last_year_id', 'comparison', 'succeeds_id',
        'superseded_by_id', 'compared_with_id'
    ]
$$;

-- Its arguments: the column of the parent, and the parent's table where that is not the plan.
CREATE FUNCTION plans_approved_items_stand() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    item jsonb := to_jsonb(coalesce(OLD, NEW));
    plan bigint := (item->>TG_ARGV[0])::bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND plans_said(to_jsonb(OLD)) = plans_said(to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    IF TG_NARGS > 1 THEN
        EXECUTE format('SELECT plan_id FROM %I WHERE id = $1', TG_ARGV[1]) INTO plan USING plan;
    END IF;
    IF plans_is_approved(plan) THEN
        RAISE EXCEPTION 'an approved plan never changes, amend it: % on % is refused',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_indicator
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('plan_id');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_keytask
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('plan_id');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_agency
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('plan_id');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_fundingline
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('plan_id');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_deadline
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('plan_id');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_legalbasis
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('plan_id');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_target
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('indicator_id', 'plans_indicator');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_indicatorlead
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('indicator_id', 'plans_indicator');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_keytaskitem
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('key_task_id', 'plans_keytask');
CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_task
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('agency_id', 'plans_agency');

CREATE FUNCTION plans_approved_heading_stands() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF plans_said(to_jsonb(OLD)) IS DISTINCT FROM plans_said(to_jsonb(NEW)) THEN
        RAISE EXCEPTION 'an approved plan never changes, amend it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER approved_heading_stands BEFORE UPDATE ON plans_plan
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION plans_approved_heading_stands();
