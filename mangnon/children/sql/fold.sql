-- The same as `search_text` in names.py for what Vietnamese names are written with: small letters
-- without marks, nothing but letters and digits in a word. A test compares the two.

CREATE FUNCTION children_fold(full_name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT translate(
        lower(normalize(full_name, NFC)),
        'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ''’‘ʼ`´-._,',
        'aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd'
    )
$$;
