"""Work on figures that goes on after they have been computed."""

from mangnon.core.jobs import job
from mangnon.indicators.models import Run
from mangnon.indicators.preparing import prepare_explorer


@job
def prepare_run(run_id: int) -> None:
    prepare_explorer(Run.objects.select_related("snapshot").get(pk=run_id))
