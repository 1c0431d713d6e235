"""What a field of the catalogue takes, in Vietnamese: pydantic says it in English."""

from __future__ import annotations

from pydantic_core import ErrorDetails

# The beginning of pydantic's name for a mistake -> what would have been right.
WORDS = {
    "greater_than_equal": "số từ {ge} trở lên",
    "greater_than": "số lớn hơn {gt}",
    "less_than_equal": "số không quá {le}",
    "less_than": "số nhỏ hơn {lt}",
    "too_short": "ít nhất {min_length} phần",
    "too_long": "nhiều nhất {max_length} phần",
    "string_too_short": "ít nhất {min_length} ký tự",
    "string_too_long": "nhiều nhất {max_length} ký tự",
    "string_pattern_mismatch": "chữ theo mẫu {pattern}",
    "value_error": "{error}",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "int_": "một số nguyên",
    "float_": "một số",
    "decimal_": "một số",
    "finite_number": "một số",
    "bool_": "true hoặc false",
    "date_": "một ngày yyyy-mm-dd",
    "string_": "chữ",
    "tuple_": "một danh sách",
    "list_": "một danh sách",
    "model_": "các trường có tên",
    "dict_": "các trường có tên",
    "none_": "để trống",
}


def wanted_words(details: ErrorDetails) -> str:
    """Return what would have been right where pydantic found a mistake."""
    kind = details["type"]
    for beginning, words in WORDS.items():
        if kind == beginning or (beginning.endswith("_") and kind.startswith(beginning)):
            return words.format(**details.get("ctx", {})).replace(" or ", " hoặc ")
    return details["msg"]
