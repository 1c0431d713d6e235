"""Several people at the same moment: threads and transactions of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.utils import translation

from mangnon.core.models import Refused

PATIENCE_SECONDS = 60


def at_once(*actions):
    """Start every action at the same moment; return what each returned, or its refusal."""
    start = threading.Barrier(len(actions), timeout=PATIENCE_SECONDS)

    def run(action):
        try:
            with translation.override("en"):
                connection.ensure_connection()
                start.wait()
                return action()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as people:
        return list(people.map(run, actions))
