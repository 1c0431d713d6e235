"""Runs of rows that lie together in one unit, and how many bits each of them has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mangnon.engine.counting.rollup import Ints


@dataclass(frozen=True)
class Runs:
    """`bounds` holds the first row of each run and at the end the row after the last."""

    bounds: Ints
    unit: Ints  # the place of each run's unit in the tree

    @property
    def rows(self) -> int:
        return int(self.bounds[-1])

    def part(self, first: int, last: int) -> tuple[slice, Runs]:
        """Return the runs from one up to another, and the words in which they lie."""
        start, end = int(self.bounds[first]) >> 6, int(self.bounds[last]) >> 6
        bounds = self.bounds[first : last + 1] - (start << 6)
        return slice(start, end + 1), Runs(bounds, self.unit[first:last])

    @cached_property
    def _word(self) -> Ints:
        return self.bounds >> 6

    @cached_property
    def _before(self) -> npt.NDArray[np.uint64]:
        """Return for each bound the bits of its word that lie before it."""
        return (np.uint64(1) << (self.bounds & 63).astype(np.uint64)) - np.uint64(1)

    @cached_property
    def _within_a_word(self) -> Ints:
        """Return the runs that begin and end in one word."""
        return np.flatnonzero(self._word[:-1] == self._word[1:])

    @property
    def joined(self) -> Runs:
        """Return the same rows with neighbours of one unit as one run."""
        is_first = np.append(True, self.unit[1:] != self.unit[:-1])[: len(self.unit)]
        bounds = np.append(self.bounds[:-1][is_first], self.bounds[-1])
        return Runs(bounds, self.unit[is_first])

    @cached_property
    def _has_each_unit_once(self) -> bool:
        return len(np.unique(self.unit)) == len(self.unit)

    def add_to(self, own: npt.NDArray[np.signedinteger], counts: npt.NDArray[np.int32]) -> None:
        """Add what each run has to its unit's column."""
        if self._has_each_unit_once:
            own[:, self.unit] += counts
        else:
            np.add.at(own.T, self.unit, counts.T)

    def count(self, words: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """Return the number of bits in each run, for each row of words.

        The words may hold other rows before the first run and after the last. The sum over the
        words from a run's first to the next run's first is mended at both ends. Where both lie in
        one word that sum is of nothing, which reduceat does not say.
        """
        if len(self.unit) == 0:
            return np.zeros((*words.shape[:-1], 0), np.int32)
        bits = np.bitwise_count(words)
        found = np.add.reduceat(bits, self._word, axis=-1, dtype=np.int32)[..., :-1]
        found[..., self._within_a_word] = 0
        ends = np.bitwise_count(words[..., self._word] & self._before).astype(np.int32)
        found += ends[..., 1:]
        found -= ends[..., :-1]
        return found
