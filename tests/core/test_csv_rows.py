"""CSV rows: what no column of the database can hold is refused before it gets there."""

import pytest

from mangnon.core.csv_rows import rows_of_bytes
from mangnon.core.refused import Refused


@pytest.mark.parametrize(
    "content",
    [b'code,"a\n\x00"\n75,x\n', b"code,a\n75,\x00\n", b"code,a\n75\n", b"code,a\n75,x,y\n"],
)
def test_a_row_with_a_part_that_cannot_be_stored_is_named(content):
    with pytest.raises(Refused, match=r"a\.csv:2"):
        rows_of_bytes(content, "a.csv", ("code",))
