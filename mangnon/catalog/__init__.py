"""Data, not code: where the catalogue's files are."""

from pathlib import Path

CATALOG = Path(__file__).resolve().parent
