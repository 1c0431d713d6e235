"""What activities do by themselves."""

from django.utils import timezone

from mangnon.activities.voice.tries import forget_old
from mangnon.core.jobs import every_hour


@every_hour
def forget_wrong_codes(timestamp: int) -> None:
    forget_old(timezone.now())
