"""Which records are of one child: candidates by blocking rules, levels of agreement, a score."""

from mangnon.engine.duplicates.linkage import Linkage, load_linkage
from mangnon.engine.duplicates.pairs import compare, find_pairs
from mangnon.engine.duplicates.vietnamese import prepare_children

__all__ = ["Linkage", "compare", "find_pairs", "load_linkage", "prepare_children"]
