-- Every word of every child's name, in name order, so that a search for a word walks its children
-- in the order of the list and stops when a page is full.
-- The triggers keep the table true whoever writes children: the pages, an import, a COPY.
-- A statement is one round over all its rows, so that a bulk load stays one.

CREATE TABLE children_name_word (
    word varchar(200) COLLATE "C" NOT NULL,
    name_key varchar(800) COLLATE "C" NOT NULL,
    child_id uuid NOT NULL,
    search_text varchar(200) COLLATE "C" NOT NULL,
    PRIMARY KEY (word, name_key, child_id) INCLUDE (search_text)
);
-- How common a word is decides which word of a search is walked: enough of them must be counted.
ALTER TABLE children_name_word ALTER COLUMN word SET STATISTICS 1000;

CREATE FUNCTION children_words_of(search_text text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE ROWS 3 AS $$
    SELECT word
    FROM string_to_array(search_text, ' ') AS words, unnest(words) WITH ORDINALITY AS w (word, n)
    WHERE array_position(words, word) = n
$$;

CREATE FUNCTION children_add_name_words() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO children_name_word (word, name_key, child_id, search_text)
    SELECT word, name_key, id, search_text
    FROM entered, children_words_of(search_text) AS word
    ORDER BY word, name_key;
    RETURN NULL;
END
$$;

CREATE FUNCTION children_remove_name_words() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM children_name_word AS kept
    USING gone, children_words_of(gone.search_text) AS was
    WHERE kept.word = was AND kept.name_key = gone.name_key AND kept.child_id = gone.id;
    RETURN NULL;
END
$$;

CREATE FUNCTION children_change_name_words() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    changed uuid[] := ARRAY(
        SELECT id FROM gone JOIN entered USING (id)
        WHERE (gone.name_key, gone.search_text) <> (entered.name_key, entered.search_text)
    );
BEGIN
    IF changed <> '{}' THEN
        DELETE FROM children_name_word AS kept
        USING gone, children_words_of(gone.search_text) AS was
        WHERE gone.id = ANY(changed)
          AND kept.word = was AND kept.name_key = gone.name_key AND kept.child_id = gone.id;
        INSERT INTO children_name_word (word, name_key, child_id, search_text)
        SELECT word, name_key, id, search_text
        FROM entered, children_words_of(search_text) AS word
        WHERE id = ANY(changed)
        ORDER BY word, name_key;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION children_empty_name_words() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE children_name_word;
    RETURN NULL;
END
$$;

INSERT INTO children_name_word (word, name_key, child_id, search_text)
SELECT word, name_key, id, search_text
FROM children_child, children_words_of(search_text) AS word;

CREATE TRIGGER children_add_name_words AFTER INSERT ON children_child
REFERENCING NEW TABLE AS entered
FOR EACH STATEMENT EXECUTE FUNCTION children_add_name_words();

CREATE TRIGGER children_change_name_words AFTER UPDATE ON children_child
REFERENCING OLD TABLE AS gone NEW TABLE AS entered
FOR EACH STATEMENT EXECUTE FUNCTION children_change_name_words();

CREATE TRIGGER children_remove_name_words AFTER DELETE ON children_child
REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION children_remove_name_words();

CREATE TRIGGER children_empty_name_words AFTER TRUNCATE ON children_child
FOR EACH STATEMENT EXECUTE FUNCTION children_empty_name_words();
