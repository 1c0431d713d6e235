"""Text that goes out into spreadsheets and must not become a formula there."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """Return the text for a .csv file: with a "'" before what a spreadsheet would compute.

    >>> safe_text("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
