"""What is too long or too wide to be a plan, whatever kind of file it comes in."""

from mangnon.documents.reading.errors import PlanError

MAX_COLUMNS = 64
MAX_PARAGRAPH = 12_000


def refuse_wide(name: str, columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise PlanError(
            f"Tệp {name} có bảng quá {MAX_COLUMNS} cột; hãy tách bảng này ra khỏi kế hoạch."
        )


def refuse_long(name: str, text: str, line: int | str) -> None:
    """Refuse a paragraph of more than four pages: no person wrote it, and reading it is slow."""
    if len(text) > MAX_PARAGRAPH:
        raise PlanError(
            f"Tệp {name} có đoạn quá dài ở dòng {line} (trên {MAX_PARAGRAPH} ký tự);"
            " hãy ngắt đoạn hoặc bỏ đoạn này."
        )
