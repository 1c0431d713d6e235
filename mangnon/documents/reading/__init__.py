"""Read a plan document into targets, tasks, leads and deadlines, each with its line.

The order of work: file -> lines (`files/`, and `pages/` for what is printed) -> blocks -> outline
tree -> sections by meaning -> small grammars (`targets/`, dates, references, bodies). Words that
vary live in `catalog/reading/`.
"""

from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.model import PlanDocument
from mangnon.documents.reading.reader import read_plan

__all__ = ["PlanDocument", "PlanError", "read_plan"]
