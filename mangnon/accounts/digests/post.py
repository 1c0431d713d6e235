"""The way to the mail server: one connection for all e-mails of a run, and why one failed."""

from __future__ import annotations

import socket
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


def is_set_up() -> bool:
    """Say whether the environment names a mail server, a sender and the address of the site."""
    return bool(settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL and settings.SITE_ADDRESS)


class Post:
    """Sends e-mails; a server that cannot be reached is asked once, not once for each of them."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._unreachable: Exception | None = None

    def send(self, mail: EmailMessage) -> None:
        """Hand one e-mail over; raise SMTPException or OSError when the server does not take it."""
        if self._unreachable is not None:
            raise self._unreachable
        try:
            self._connection.open()
        except (SMTPException, OSError) as fault:
            self._unreachable = fault
            raise
        try:
            self._connection.send_messages([mail])
        except (SMTPException, OSError):
            self.close()
            raise

    def close(self) -> None:
        self._connection.close()


def reason_of(fault: Exception, address: str) -> str:
    """Return why an e-mail failed, as the server put it, without the address it went to."""
    said = type(fault).__name__
    if isinstance(fault, SMTPRecipientsRefused):
        code, text = next(iter(fault.recipients.values()))
        said = f"{code} {text.decode(errors='replace')}"
    elif isinstance(fault, SMTPResponseException):
        words = fault.smtp_error
        said = f"{fault.smtp_code} "
        said += words.decode(errors="replace") if isinstance(words, bytes) else words
    elif isinstance(fault, socket.gaierror | OSError):
        said = f"{said}: {fault.strerror or fault}"
    return " ".join(said.replace(address, "…").split())[:300]
