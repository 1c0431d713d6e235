"""A .docx as PDF/A, made by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from mangnon.documents.reading.files.bounded import OutOfTime, run_bounded
from mangnon.refusal import Refusal

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS, _MEBIBYTES = 120, 4096
# PDF/A-2b of ISO 19005: fonts within the file, nothing that a later reader could not show.
_FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


class PrintError(Refusal):
    """The document cannot be made a PDF here; the text is one sentence for the person."""


def can_print() -> bool:
    return _program() is not None


def to_pdf(name: str, content: bytes) -> bytes:
    """Return the document as PDF/A-2b; PrintError where LibreOffice is not there or fails."""
    program = _program()
    if program is None:
        raise PrintError(
            "Máy này chưa cài LibreOffice nên không chuyển được sang PDF/A;"
            " hãy cài LibreOffice hoặc lưu PDF/A từ Word."
        )
    with tempfile.TemporaryDirectory(prefix="mangnon-pdf-") as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(content)
        command = [
            program,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--convert-to", _FILTER, "--outdir", folder, str(source)),
        ]
        try:
            run_bounded(command, seconds=_SECONDS, mebibytes=_MEBIBYTES)
        except OutOfTime as error:
            raise PrintError(f"LibreOffice quá lâu chưa chuyển xong tệp {name}.") from error
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise PrintError(f"LibreOffice không mở được tệp {name}; hãy kiểm tra lại tệp.")
        return made.read_bytes()


def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
