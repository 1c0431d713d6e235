-- What the database itself promises of entered figures: what was once written of a cell stays.

CREATE FUNCTION values_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of a figure is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER entry_change_is_never_changed
    BEFORE UPDATE OR DELETE ON values_entrychange
    FOR EACH ROW EXECUTE FUNCTION values_refuse_change();
