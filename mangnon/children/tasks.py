"""Work on children that goes on after a page has answered."""

from uuid import UUID

from mangnon.children.exporting.making import make
from mangnon.core.jobs import job


@job
def make_export(export_id: str) -> None:
    make(UUID(export_id))
