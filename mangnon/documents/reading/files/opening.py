"""From a file to lines, or one clear sentence on why not."""

from pathlib import Path

from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.files.docx_source import read_docx
from mangnon.documents.reading.files.limits import refuse_long
from mangnon.documents.reading.files.pdf_source import read_pdf
from mangnon.documents.reading.files.text_source import read_text
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.unlike import unlike_docx

MAX_BYTES = 50 * 1024 * 1024
MAX_LINES = 20_000
MAX_CHARACTERS = 3_000_000
_READERS = {".txt": read_text, ".docx": read_docx, ".pdf": read_pdf}


def read_lines(path: Path) -> list[SourceLine]:
    """Return the lines of a .txt, .docx or .pdf file; the size of both is bounded."""
    content = _content(path)
    suffix = path.suffix.lower()
    if refusal := unlike_docx(path.name, suffix, content):
        raise PlanError(refusal)
    reader = read_pdf if content.startswith(b"%PDF-") else _READERS.get(suffix)
    if reader is None:
        raise PlanError(
            f"Không đọc được tệp {path.name}: chỉ nhận .docx, .pdf và .txt;"
            " hãy lưu lại theo dạng đó."
        )
    lines = reader(path.name, content)
    if len(lines) > MAX_LINES:
        raise PlanError(
            f"Tệp {path.name} có {len(lines)} dòng, quá dài cho một kế hoạch (tối đa {MAX_LINES});"
            " hãy tách riêng phần kế hoạch."
        )
    if sum(len(line.text) for line in lines) > MAX_CHARACTERS:
        raise PlanError(
            f"Tệp {path.name} có hơn {MAX_CHARACTERS // 1_000_000} triệu ký tự, quá dài cho một"
            " kế hoạch; hãy tách riêng phần kế hoạch."
        )
    for line in lines:
        refuse_long(path.name, line.text, line.label)
    if not any(line.text.strip() for line in lines):
        raise PlanError(f"Tệp {path.name} không có chữ nào; hãy kiểm tra lại tệp.")
    return lines


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            reason = "là một thư mục" if path.is_dir() else "không tồn tại"
            raise PlanError(f"Tệp {path} {reason}; hãy kiểm tra lại đường dẫn.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PlanError(
                f"Tệp {path.name} lớn hơn {MAX_BYTES // 1024**2} MB; hãy bỏ bớt hình ảnh"
                " hoặc tách riêng phần kế hoạch."
            )
        if size == 0:
            raise PlanError(f"Tệp {path.name} rỗng; hãy chọn lại tệp kế hoạch.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise PlanError(f"Không mở được tệp {path}; hãy kiểm tra tên và quyền đọc tệp.") from error
