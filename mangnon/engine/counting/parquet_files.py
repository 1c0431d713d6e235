"""The Parquet files of a table: which they are, what their folders name, which one is broken.

A table is a folder of files `*.parquet`, also in folders below it. A folder named `column=value`
gives every row in it that value, as Spark, Hive and DuckDB write partitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from os import SEEK_END
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.engine.definitions import Table
from mangnon.engine.issues import EngineError
from mangnon.engine.manifest import sha256

MAGIC = b"PAR1"
UNREADABLE = (pa.ArrowException, OSError, UnicodeDecodeError)  # what the reader of Arrow raises
SMALLEST = 12  # both magic words, and the length of the footer between them
# Type in the catalogue -> what reads its value from the name of a folder, and how a person says it.
READ: dict[str, tuple[Callable[[str], object], str]] = {
    "date": (date.fromisoformat, "ngày yyyy-mm-dd"),
    "boolean": ({"true": True, "false": False}.__getitem__, "true hoặc false"),
    "integer": (int, "số nguyên"),
    "double": (float, "số"),
}


@dataclass(frozen=True)
class TableFiles:
    """The files of one table, in a fixed order, and the columns that their folders give."""

    table: str
    folder: Path
    files: tuple[Path, ...]
    partitions: tuple[str, ...]

    def require_whole(self) -> None:
        """Read every page; raise EngineError that names the first file that cannot be read."""
        for file in self.files:
            try:
                whole = pq.ParquetFile(file)
                _ = whole.schema_arrow.names
                for _ in whole.iter_batches():
                    pass
            except UNREADABLE as error:
                raise _broken(self.table, file, "bị hỏng") from error


@contextmanager
def naming_what_is_broken(tables: Iterable[TableFiles], *errors: type[Exception]) -> Iterator[None]:
    """Turn an engine's error while it reads into an EngineError, with the file if one is broken."""
    try:
        yield
    except errors as error:
        for found in tables:
            found.require_whole()
        raise EngineError(f"Không đọc được số liệu: {first_line(error)}") from error


def is_address(data: str | Path) -> bool:
    """Tell whether the data lie where only a cluster reads them: s3a://, hdfs://, file://."""
    return "://" in str(data)


def table_files(data: Path, table: Table) -> TableFiles:
    """Return the files of a table; raise EngineError when there are none or one is not Parquet."""
    folder = data.resolve() / table.name
    if folder.exists() and not folder.is_dir():
        raise EngineError(
            f"Thiếu bảng {table.name}: {folder} là tệp, cần một thư mục tệp .parquet."
        )
    files = tuple(sorted(file for file in folder.rglob("*.parquet") if _is_seen(file, folder)))
    if not files:
        raise EngineError(f"Thiếu bảng {table.name}: không có tệp .parquet nào trong {folder}.")
    for file in files:
        if not file.resolve().is_relative_to(data.resolve()):
            raise EngineError(
                f"Không đọc được bảng {table.name}: {file} là liên kết ra ngoài thư mục số liệu; "
                f"hãy chép tệp vào thư mục."
            )
        _require_parquet(table.name, file)
    return TableFiles(table.name, folder, files, _partitions(table, folder, files))


def first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _is_seen(file: Path, folder: Path) -> bool:
    """Leave out what a writer has not finished, as Spark does: _temporary, .part-0.parquet."""
    return not any(part.startswith(("_", ".")) for part in file.relative_to(folder).parts)


def _require_parquet(table: str, file: Path) -> None:
    if not file.is_file():
        raise EngineError(
            f"Không đọc được bảng {table}: {file} không phải tệp; hãy đổi tên hoặc bỏ đi."
        )
    with file.open("rb") as stream:
        head = stream.read(len(MAGIC))
        size = stream.seek(0, SEEK_END)
        stream.seek(max(0, size - len(MAGIC)))
        tail = stream.read()
    if size < SMALLEST or head != MAGIC:
        raise _broken(table, file, "không phải tệp Parquet")
    if tail != MAGIC:
        raise _broken(table, file, "bị cắt cụt hoặc hỏng phần cuối")


def _broken(table: str, file: Path, problem: str) -> EngineError:
    return EngineError(
        f"Không đọc được bảng {table}: {file} {problem} "
        f"({file.stat().st_size} byte, sha256 {sha256(file)}); hãy chép lại từ nguồn."
    )


def _partitions(table: Table, folder: Path, files: Sequence[Path]) -> tuple[str, ...]:
    found: tuple[str, ...] | None = None
    for file in files:
        pairs = [p.split("=", 1) for p in file.relative_to(folder).parts[:-1] if "=" in p]
        names = tuple(name for name, _ in pairs)
        if found is not None and names != found:
            raise EngineError(
                f"Bảng {table.name}: các tệp nằm trong thư mục chia theo các cột khác nhau, "
                f"như {files[0].relative_to(folder)} và {file.relative_to(folder)}."
            )
        found = names
        for name, value in pairs:
            _require_value(table, file, name, unquote(value))
    return found or ()


def _require_value(table: Table, file: Path, name: str, value: str) -> None:
    column = table.by_name.get(name)
    if column is None or column.type not in READ:
        return
    read, kind = READ[column.type]
    try:
        read(value)
    except (ValueError, KeyError) as error:
        raise EngineError(
            f"{file}: thư mục {name}={value} không cho cột {name} một giá trị là {kind}."
        ) from error
