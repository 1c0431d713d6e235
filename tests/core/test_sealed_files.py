"""A sealed file opens whole or from any byte, and only in its place, with its key, unaltered."""

import pytest

from mangnon.core.models import Refused
from mangnon.core.sealed_files import BLOCK, NONCE, STORED, length_of, new_key, opened, seal

SIZES = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK]


def pattern(size):
    return bytes(place % 251 for place in range(size))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [1000, BLOCK, 5 * BLOCK])
def test_what_was_sealed_in_pieces_of_any_size_is_read_from_any_byte(size, piece, tmp_path):
    content, key, file = pattern(size), new_key(), tmp_path / "a" / "file"
    pieces = (content[at : at + piece] for at in range(0, size, piece))
    assert seal(pieces, file, key) == length_of(file) == size
    assert b"".join(opened(file, key)) == content
    for first, last in [(0, 0), (1, BLOCK), (BLOCK - 1, BLOCK), (size // 2, size - 1)]:
        if first <= last < size:
            assert b"".join(opened(file, key, first, last)) == content[first : last + 1]
    assert content[:16] not in file.read_bytes() or size < 16
    assert [found.name for found in file.parent.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda held: held[:STORED],  # its last block is gone
        lambda held: held[STORED : 2 * STORED] + held[:STORED] + held[2 * STORED :],
        lambda held: held[: NONCE + 5] + bytes([held[NONCE + 5] ^ 1]) + held[NONCE + 6 :],
        lambda held: held + held[-100:],
        lambda held: b"",
    ],
)
def test_a_file_that_was_cut_moved_about_or_altered_is_refused(spoil, tmp_path):
    file, key = tmp_path / "a" / "file", new_key()
    seal([pattern(2 * BLOCK + 1000)], file, key)
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(Refused, match="không còn hoặc bị hỏng"):
        list(opened(file, key))


def test_a_file_opens_in_its_place_and_with_its_key_only(tmp_path):
    file, key = tmp_path / "a" / "file", new_key()
    seal([b"secret"], file, key)
    with pytest.raises(Refused):
        list(opened(file, new_key()))
    other = tmp_path / "b" / "file"
    other.parent.mkdir()
    other.write_bytes(file.read_bytes())
    with pytest.raises(Refused):
        list(opened(other, key))
    with pytest.raises(Refused):
        list(opened(tmp_path / "a" / "gone", key))


def test_what_fails_while_it_is_sealed_leaves_what_was_there_before(tmp_path):
    file, key = tmp_path / "a" / "file", new_key()
    seal([b"before"], file, key)

    def broken():
        yield b"half"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        seal(broken(), file, key)
    assert b"".join(opened(file, key)) == b"before"
    assert [found.name for found in file.parent.iterdir()] == ["file"]
