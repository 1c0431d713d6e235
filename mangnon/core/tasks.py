"""What keeps the queue of jobs sound: jobs of dead workers are taken up, old ones are removed."""

from procrastinate.contrib.django import app
from procrastinate.jobs import Status
from procrastinate.utils import utcnow

from mangnon.core.jobs import every_hour
from mangnon.core.uploads.dropping import drop_unheld
from mangnon.ui import context

# A job that took its worker with it so often is not begun again.
MOST_ATTEMPTS = 5
KEPT_HOURS = 30 * 24


@app.periodic(cron="* * * * *")
@app.task(name="core.take_up", queueing_lock="core.take_up", pass_context=False)
async def take_up(timestamp: int) -> None:
    """Queue again every job whose worker has shown no sign of life for half a minute."""
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts < MOST_ATTEMPTS:
            await app.job_manager.retry_job(job, retry_at=utcnow())
        else:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="17 3 * * *")
@app.task(name="core.remove_old", queueing_lock="core.remove_old", pass_context=False)
async def remove_old(timestamp: int) -> None:
    """Remove jobs that ended a month ago, however they ended."""
    await app.job_manager.delete_old_jobs(KEPT_HOURS, include_failed=True, include_cancelled=True)


@every_hour
def drop_loose_uploads(timestamp: int) -> None:
    drop_unheld(context.now())
