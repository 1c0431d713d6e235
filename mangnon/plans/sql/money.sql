-- What the database itself promises of money: an approved line of the plan's money never changes;
-- every entry of the fund's ledger balances, is written whole in one transaction, never changes
-- afterwards, and leaves no asset of the fund below nothing.

CREATE FUNCTION plans_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'money that counts is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER approved_money_is_never_changed
    BEFORE UPDATE OR DELETE ON plans_budgetline
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION plans_refuse_change();

CREATE FUNCTION plans_refuse_other_files() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM plans_budgetline
        WHERE id IN (NEW.budgetline_id, OLD.budgetline_id) AND state = 'approved'
    ) THEN
        RAISE EXCEPTION 'money that counts is never changed: its files stay as they are'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER approved_money_keeps_its_files
    BEFORE INSERT OR UPDATE OR DELETE ON plans_budgetline_files
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_other_files();

CREATE TRIGGER fund_entry_is_never_changed
    BEFORE UPDATE OR DELETE ON plans_fundentry
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_change();

CREATE TRIGGER fund_posting_is_never_changed
    BEFORE UPDATE OR DELETE ON plans_fundposting
    FOR EACH ROW EXECUTE FUNCTION plans_refuse_change();

CREATE FUNCTION plans_posting_is_of_this_transaction() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM plans_fundentry
        WHERE id = NEW.entry_id AND written_in = pg_current_xact_id()
    ) THEN
        RAISE EXCEPTION 'nothing is added to an entry of the fund later'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER fund_posting_is_written_with_its_entry
    BEFORE INSERT ON plans_fundposting
    FOR EACH ROW EXECUTE FUNCTION plans_posting_is_of_this_transaction();

CREATE FUNCTION plans_fund_entry_balances() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    total numeric;
    postings bigint;
    short text;
BEGIN
    SELECT coalesce(sum(amount), 0), count(*) INTO total, postings
    FROM plans_fundposting WHERE entry_id = NEW.id;
    IF total <> 0 OR postings < 2 THEN
        RAISE EXCEPTION 'an entry of the fund does not balance: % postings, sum %', postings, total
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- One commit after another for one fund: what the other wrote is seen by the next statement.
    PERFORM FROM plans_fund WHERE id = NEW.fund_id FOR NO KEY UPDATE;
    SELECT string_agg(account, ', ') INTO short FROM (
        SELECT account
        FROM plans_fundposting AS posting JOIN plans_fundentry AS entry ON entry.id = entry_id
        WHERE entry.fund_id = NEW.fund_id AND account IN ('cash', 'goods')
        GROUP BY account HAVING sum(amount) < 0
    ) AS overdrawn;
    IF short IS NOT NULL THEN
        RAISE EXCEPTION 'the fund would give out more than it has: %', short
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER fund_entry_balances
    AFTER INSERT ON plans_fundentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION plans_fund_entry_balances();
