"""The database itself refuses, by a named constraint, and the test goes on."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction


@contextmanager
def refuse(constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield
