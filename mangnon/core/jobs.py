"""Work that goes on after a page has answered: a queue in the same database, worked by `serve`.

A job is deferred inside the transaction that makes it needed, and is there when that commits. It
must be safe to begin again from the start: a worker that dies leaves it to the next.
"""

from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app
from procrastinate.tasks import Task


def job(function: Callable[..., Any]) -> Task[..., Any, Any]:
    """Make a function of an app's `tasks.py` a job: `function.defer(batch_id="…")` queues it.

    Its arguments are plain JSON that stands in the database as it is: they name records by number
    only. Called directly it does its work at once.
    """
    return app.task(name=_name(function))(function)


def every_hour(function: Callable[[int], Any]) -> Task[..., Any, Any]:
    """Make a function of an app's `tasks.py` a job of every hour; its argument is the moment.

    Not of every night: many an office switches its server off then, and a job is not made up for.
    """
    name = _name(function)
    return app.periodic(cron="23 * * * *")(app.task(name=name, queueing_lock=name)(function))


def every_minute(function: Callable[[int], Any]) -> Task[..., Any, Any]:
    """Make a function of an app's `tasks.py` a job of every minute; one that still runs is enough.

    What such a job finds must follow from the records alone: of the minutes that the server was
    off, none is made up for.
    """
    name = _name(function)
    return app.periodic(cron="* * * * *")(app.task(name=name, queueing_lock=name)(function))


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__name__}"
