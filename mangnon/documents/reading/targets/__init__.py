"""The grammar of targets: which figures in a sentence bind, how, on what and by when."""

from mangnon.documents.reading.targets.clauses import RawTarget, read_targets

__all__ = ["RawTarget", "read_targets"]
