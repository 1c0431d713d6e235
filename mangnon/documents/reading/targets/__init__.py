"""The grammar of targets: which figures in a sentence bind, how, on what and by when."""

from mangnon.documents.reading.targets.clauses import read_targets
from mangnon.documents.reading.targets.readings import RawTarget

__all__ = ["RawTarget", "read_targets"]
