"""Word files printed by LibreOffice, as an office makes its PDF."""

import shutil
import subprocess

import pytest

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)


def printed(folder, documents, options=""):
    """Write the Word files {name: bytes} to the folder and print them all; return the PDF paths."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", f"pdf{options}", "--outdir", str(folder)]
    command += [str(folder / f"{name}.docx") for name in documents]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: folder / f"{name}.pdf" for name in documents}
