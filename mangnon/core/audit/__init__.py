"""Who did or read what: written once, sealed in a chain, searched, printed for signing."""

from mangnon.core.audit.recording import COMMAND_LINE, origin, record, record_read

__all__ = ["COMMAND_LINE", "origin", "record", "record_read"]
