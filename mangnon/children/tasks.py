"""Work on children that goes on after a page has answered."""

from uuid import UUID

from django.utils import timezone

from mangnon.children.exporting.keeping import forget_old
from mangnon.children.exporting.making import make
from mangnon.core.jobs import every_hour, job


@job
def make_export(export_id: str) -> None:
    make(UUID(export_id))


@every_hour
def forget_old_exports(timestamp: int) -> None:
    forget_old(timezone.now())
