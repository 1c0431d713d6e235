"""Receiving a report: from a call to a case in the hands of the right commune."""
