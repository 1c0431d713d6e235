-- What the database promises of approved plans and of the fund, closer than before: an item that
-- is moved out of a draft does not come into an approved plan either, an approved plan is not
-- deleted and keeps the lines of its document, an amendment in force says what it said, and what
-- the fund received and granted stays what its ledger says.

CREATE OR REPLACE FUNCTION plans_approved_items_stand() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    item jsonb;
    plan bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND plans_said(to_jsonb(OLD)) = plans_said(to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    FOREACH item IN ARRAY array_remove(ARRAY[to_jsonb(OLD), to_jsonb(NEW)], NULL) LOOP
        plan := (item->>TG_ARGV[0])::bigint;
        IF TG_NARGS > 1 THEN
            EXECUTE format('SELECT plan_id FROM %I WHERE id = $1', TG_ARGV[1])
                INTO plan USING plan;
        END IF;
        IF plans_is_approved(plan) THEN
            RAISE EXCEPTION 'an approved plan never changes, amend it: % on % is refused',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER approved_plan_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_planline
    FOR EACH ROW EXECUTE FUNCTION plans_approved_items_stand('plan_id');

CREATE FUNCTION plans_refuse_deletion() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an approved plan stays, amend it: it is not deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER approved_plan_is_not_deleted BEFORE DELETE ON plans_plan
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION plans_refuse_deletion();

CREATE FUNCTION plans_amendment_in_force_stands() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM plans_amendment
        WHERE id IN (NEW.amendment_id, OLD.amendment_id) AND state = 'in_force'
    ) THEN
        RAISE EXCEPTION 'an amendment in force never changes: % is refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER amendment_in_force_keeps_its_changes
    BEFORE INSERT OR UPDATE OR DELETE ON plans_amendmentchange
    FOR EACH ROW EXECUTE FUNCTION plans_amendment_in_force_stands();

CREATE TRIGGER receipt_is_as_posted BEFORE UPDATE ON plans_receipt
    FOR EACH ROW WHEN (
        (OLD.fund_id, OLD.donor_id, OLD.pledge_id, OLD.number, OLD."on", OLD.amount, OLD.goods,
         OLD.valuation, OLD.entry_id)
        IS DISTINCT FROM
        (NEW.fund_id, NEW.donor_id, NEW.pledge_id, NEW.number, NEW."on", NEW.amount, NEW.goods,
         NEW.valuation, NEW.entry_id)
    ) EXECUTE FUNCTION plans_refuse_change();
CREATE TRIGGER receipt_stays BEFORE DELETE ON plans_receipt
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_change();

CREATE TRIGGER grant_is_as_posted BEFORE UPDATE ON plans_grant
    FOR EACH ROW WHEN (
        OLD.state = 'approved' AND (
            (OLD.fund_id, OLD.unit_id, OLD.kind, OLD.project, OLD.purpose, OLD.amount, OLD.in_goods,
             OLD.state, OLD.proposed_by_id, OLD.decided_by_id, OLD.decision, OLD.entry_id)
            IS DISTINCT FROM
            (NEW.fund_id, NEW.unit_id, NEW.kind, NEW.project, NEW.purpose, NEW.amount, NEW.in_goods,
             NEW.state, NEW.proposed_by_id, NEW.decided_by_id, NEW.decision, NEW.entry_id)
        )
    ) EXECUTE FUNCTION plans_refuse_change();
CREATE TRIGGER grant_stays BEFORE DELETE ON plans_grant
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION plans_refuse_change();
