"""How far chance alone could move a figure: 95% intervals for shares and for counts of events."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64] | Floats  # parts of a count are no whole numbers

Z_95 = 1.959963984540054  # the normal quantile of 0,975
TAIL = 0.025


def wilson(numerator: Counts, denominator: Counts) -> tuple[Floats, Floats]:
    """Return the bounds of each share, between 0 and 1; NaN where nothing was observed.

    Wilson (1927), Journal of the American Statistical Association 22:209-212.
    """
    n = np.where(denominator > 0, denominator, np.nan)
    share = numerator / n
    width = Z_95 * np.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    middle = share + Z_95**2 / (2 * n)
    scale = 1 + Z_95**2 / n
    low = np.where(numerator == 0, 0 * share, (middle - width) / scale)
    high = np.where(numerator == denominator, 1 + 0 * share, (middle + width) / scale)
    return low, high


def poisson(events: Counts) -> tuple[Floats, Floats]:
    """Return the exact bounds of the expected number of events behind each count.

    Garwood (1936), Biometrika 28:437-442, by the gamma quantile.
    """
    counts = events.astype(np.float64)
    low = np.where(counts > 0, gammaincinv(np.maximum(counts, 1), TAIL), 0.0)
    high: Floats = gammaincinv(counts + 1, 1 - TAIL)
    return low, high
