"""Check a .docx against Decree 30/2020/NĐ-CP: what departs, where, and what the rule is.

`check_document(name, content)` returns the departures, none for a right document.
"""

from mangnon.documents.checking.checker import check_document, check_file
from mangnon.documents.checking.departure import Departure, by_rule
from mangnon.documents.checking.errors import CheckError

__all__ = ["CheckError", "Departure", "by_rule", "check_document", "check_file"]
