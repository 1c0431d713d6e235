"""Write official documents as .docx, laid out by Decree 30/2020/NĐ-CP, with receipts inside.

`write(document)` takes a plain description (`model.Document`) and returns the bytes of the file.
"""

from mangnon.documents.writing.compose import write

__all__ = ["write"]
