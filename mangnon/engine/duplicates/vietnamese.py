"""Records of children as the comparisons of `catalog/duplicates/children.yaml` ask for them."""

from __future__ import annotations

import polars as pl

TONES = r"\x{0300}\x{0301}\x{0303}\x{0309}\x{0323}"
# Where the tone is written (hoà, hòa) says nothing of the name: every tone goes behind its word.
TONE_WITHIN = rf"([{TONES}])([\p{{L}}\x{{0302}}\x{{0306}}\x{{031B}}]+)"
FEW, FEW_OF = 3, 10_000  # a word is odd with 3 bearers, or 1 in 10,000

COLUMNS = {
    "id": pl.String,
    "full_name": pl.String,
    "birth_date": pl.Date,
    "birth_precision": pl.String,
    "sex": pl.String,
    "unit": pl.String,
    "mother_name": pl.String,
    "number": pl.String,
}


def prepare_children(records: pl.DataFrame, *, are_all: bool = True) -> pl.DataFrame:
    """Return the records (COLUMNS) with what is computed from each, and how usual its words are.

    `number` is a mark of the identity number: equal for equal numbers, null for none. Unless these
    `are_all` records of a register, nothing is known of how usual a name is.
    """
    found = records.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    found = found.with_columns(
        marked=_marked("full_name"), mother=_plain(_marked("mother_name")),
        number=_or_null("number"),
    )  # fmt: skip
    found = found.with_columns(plain=_plain(pl.col("marked")), mother=_or_null("mother"))
    words = pl.col("plain").str.split(" ")
    found = found.with_columns(
        words=words.list.sort().list.join(" "),
        family=words.list.first(),
        given=words.list.last(),
        initial=words.list.last().str.slice(0, 1),
        given_marked=pl.col("marked").str.split(" ").list.last(),
        unmarked=pl.col("marked") == pl.col("plain"),
        birth_year=pl.col("birth_date").dt.year(),
        birth_month=pl.col("birth_date").dt.month(),
        birth_day=pl.col("birth_date").dt.day(),
    )
    if not are_all:
        return found.with_columns(namesakes=pl.lit(None, pl.UInt32), odd=pl.lit(value=False))
    return _with_counts(found)


def _marked(column: str) -> pl.Expr:
    letters = pl.col(column).str.to_lowercase().str.replace_all("đ", "đ").str.normalize("NFD")
    spaced = letters.str.replace_all(r"[^\p{L}\p{M} ]", "").str.replace_all(r"\s+", " ")
    return spaced.str.strip_chars().str.replace_all(TONE_WITHIN, "${2}${1}")


def _plain(marked: pl.Expr) -> pl.Expr:
    return marked.str.replace_all(r"\p{M}", "").str.replace_all("đ", "d")


def _or_null(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(pl.col(column))


def _with_counts(found: pl.DataFrame) -> pl.DataFrame:
    """Add how many records bear the name, and whether hardly any bears one of its words.

    A slip of the pen makes a word that is nobody's name; a brother's name is somebody's.
    """
    words = found.select("id", word=pl.col("marked").str.split(" ")).explode("word")
    words = words.with_columns(bearers=pl.len().over("word"))
    rarest = words.group_by("id").agg(rarest=pl.col("bearers").min())
    few = max(FEW, len(found) // FEW_OF)
    odd = rarest.select("id", odd=pl.col("rarest") <= few)
    return found.with_columns(namesakes=pl.len().over("plain")).join(odd, on="id")
