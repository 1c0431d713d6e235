-- What the database itself promises of units in time, once a transaction is whole: a unit lies within
-- units that carry its parent's code and are of a higher level, so none is its own parent, not through
-- others either; a change is between units that exist; a unit is not given away more than once.

CREATE FUNCTION core_unit_rank(level text) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT array_position(ARRAY['province', 'district', 'commune'], level)
$$;

CREATE FUNCTION core_refuse_unit(rule text, code text, day date) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: unit % on %', rule, code, day
        USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END
$$;

CREATE FUNCTION core_check_parent(unit core_unit) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    above datemultirange;
BEGIN
    IF unit.level = 'province' THEN
        RETURN;
    END IF;
    SELECT range_agg(daterange(valid_from, valid_to)) INTO above
    FROM core_unit
    WHERE code = unit.parent_code AND core_unit_rank(level) < core_unit_rank(unit.level);
    IF NOT coalesce(above @> daterange(unit.valid_from, unit.valid_to), FALSE) THEN
        PERFORM core_refuse_unit('unit_within_its_parent', unit.code, unit.valid_from);
    END IF;
END
$$;

CREATE FUNCTION core_check_shares(gone text, day date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    total numeric;
BEGIN
    SELECT sum(share) INTO total FROM core_unitchange WHERE from_code = gone AND "on" = day;
    IF total IS NULL OR abs(1 - total) <= 0.000001 THEN
        RETURN;
    END IF;
    -- A unit that lasts keeps what a part transfer leaves of it.
    IF total > 1 OR NOT EXISTS (
        SELECT FROM core_unit
        WHERE code = gone AND valid_from < day AND (valid_to IS NULL OR valid_to > day)
    ) THEN
        PERFORM core_refuse_unit('unit_shares_make_one', gone, day);
    END IF;
END
$$;

CREATE FUNCTION core_check_change(change core_unitchange) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM core_unit
        WHERE code = change.from_code
          AND valid_from < change."on" AND (valid_to IS NULL OR valid_to >= change."on")
    ) THEN
        PERFORM core_refuse_unit('unit_change_from_a_unit', change.from_code, change."on");
    END IF;
    IF NOT EXISTS (
        SELECT FROM core_unit
        WHERE code = change.to_code
          AND valid_from <= change."on" AND (valid_to IS NULL OR valid_to > change."on")
    ) THEN
        PERFORM core_refuse_unit('unit_change_to_a_unit', change.to_code, change."on");
    END IF;
    PERFORM core_check_shares(change.from_code, change."on");
END
$$;

CREATE FUNCTION core_unit_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    unit core_unit;
    change core_unitchange;
BEGIN
    IF TG_OP <> 'DELETE' THEN
        SELECT * INTO unit FROM core_unit WHERE id = NEW.id;
        IF FOUND THEN
            PERFORM core_check_parent(unit);
        END IF;
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE'
        AND (OLD.code, OLD.level, OLD.valid_from) = (NEW.code, NEW.level, NEW.valid_from)
        AND OLD.valid_to IS NOT DISTINCT FROM NEW.valid_to
    ) THEN
        RETURN NULL;
    END IF;
    FOR unit IN SELECT * FROM core_unit WHERE parent_code = OLD.code LOOP
        PERFORM core_check_parent(unit);
    END LOOP;
    FOR change IN
        SELECT * FROM core_unitchange WHERE from_code = OLD.code OR to_code = OLD.code
    LOOP
        PERFORM core_check_change(change);
    END LOOP;
    RETURN NULL;
END
$$;

CREATE FUNCTION core_unit_change_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    change core_unitchange;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM core_check_shares(OLD.from_code, OLD."on");
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT * INTO change FROM core_unitchange WHERE id = NEW.id;
        IF FOUND THEN
            PERFORM core_check_change(change);
        END IF;
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER unit_within_its_parent
    AFTER INSERT OR UPDATE OR DELETE ON core_unit DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION core_unit_changed();

CREATE CONSTRAINT TRIGGER unit_change_of_known_units
    AFTER INSERT OR UPDATE OR DELETE ON core_unitchange DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION core_unit_change_changed();
