"""Records that many tests stand on: made once, in a transaction that is undone after the last.

Each test's own changes of the database are undone as ever; its files are copies of its own.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from mangnon.core.models import User
from tests import small_province
from tests.conftest import make_province_rows

FOLDERS = {"HOME": "", "SNAPSHOTS": "snapshots", "REPORTS": "reports"}


def point_to(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Have the site keep its files in the folder, on the day of the small province."""
    patch.setattr(settings, "TODAY", small_province.TODAY)
    for name, below in FOLDERS.items():
        patch.setattr(settings, name, folder / below)


@contextlib.contextmanager
def standing(blocker, folder: Path) -> Iterator[None]:
    """Keep what is made in the database, and in the folder, until the end."""
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        point_to(folder, patch)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


def copy_for_a_test(folder: Path, to: Path, patch: pytest.MonkeyPatch) -> None:
    """Copy the files that were made once, and have the site keep its files in the copy."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    point_to(to, patch)


def make_small_province() -> User:
    """Fill the registers of the small province; return its officer."""
    province = make_province_rows()
    officer = User.objects.create_user(
        "focal_office-70", "mot-mat-khau-dai-2025", full_name="focal_office-70",
        role="focal_office", unit=province,
    )  # fmt: skip
    small_province.fill(province, officer)
    return officer
