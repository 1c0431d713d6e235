"""Reading the parts of a .docx without believing what its headers say of their sizes."""

import io
import zipfile
import zlib

PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what Word and LibreOffice write


class TooLarge(Exception):
    """The part holds more than the caller takes."""


MAX_LISTING = 1024 * 1024  # a plan has some 20 parts, each listed in 100 bytes
_END, _LARGE = b"PK\x05\x06", b"PK\x06\x07"


# What Python's own reader of archives raises on a file that was damaged.
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError)


def open_package(content: bytes) -> zipfile.ZipFile:
    """Open a .docx whose list of parts is of a sane length; BadZipFile for any other file."""
    ends = content[-22:-18] == _END and content.endswith(b"\x00\x00")
    end = len(content) - 22 if ends else content.rfind(_END)
    length = int.from_bytes(content[end + 12 : end + 16], "little")
    if end < 0 or length > MAX_LISTING or content.rfind(_LARGE, max(end - 20, 0), end) >= 0:
        raise zipfile.BadZipFile("the list of parts is missing or too long")
    return zipfile.ZipFile(io.BytesIO(content))


def read_part(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return the part, at most `most` bytes of it in memory; TooLarge when there is more.

    Raises KeyError for a part that is not there, BadZipFile for one that cannot be unpacked. Other
    ways of packing are refused: they unfold a kilobyte into gigabytes in one step.
    """
    entry = package.getinfo(name)
    if entry.compress_type not in PLAIN:
        raise zipfile.BadZipFile(f"{name} is packed in another way")
    if entry.file_size > most:
        raise TooLarge(name)
    with package.open(entry) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise TooLarge(name)
    return content
