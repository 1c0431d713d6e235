"""Tests of one run of the small province, which is made once for all of them."""

from tests.computed import made, officer, province, run, snapshot

__all__ = ["made", "officer", "province", "run", "snapshot"]
