"""Text as people paste it: signs that no .docx takes keep no document from being printed."""

from mangnon.documents.writing.model import Bullet, Paragraph

from .samples import opened, texts


def test_a_document_is_written_whatever_was_pasted_into_it():
    word = opened(
        opening="Mở\x0bđầu", blocks=(Paragraph(("Kết\x01quả", "\x1f")), Bullet("Xong\x0cviệc"))
    )
    written = {text.replace("\u00a0", " ").strip() for text in texts(word)}
    assert {"Mở đầu", "Kết quả", "- Xong việc"} <= written
