"""Reading one part of a .docx without believing what its header says of its size."""

import zipfile

PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what Word and LibreOffice write


class TooLarge(Exception):
    """The part holds more than the caller takes."""


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
