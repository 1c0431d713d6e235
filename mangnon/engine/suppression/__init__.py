"""Suppression: which counts to hide before figures leave the office, and which beside them."""

from mangnon.engine.suppression.hiding import RULE
from mangnon.engine.suppression.layers import Sum, sums_of
from mangnon.engine.suppression.releasing import release

__all__ = ["RULE", "Sum", "release", "sums_of"]
