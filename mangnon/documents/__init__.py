"""Reading and writing official documents. Plain Python: nothing here knows Django."""

from mangnon.documents.reading import PlanDocument, PlanError, read_plan

__all__ = ["PlanDocument", "PlanError", "read_plan"]
