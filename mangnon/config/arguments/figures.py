"""The commands from a frozen snapshot to the figure."""

from argparse import ArgumentParser
from pathlib import Path

from mangnon.config.arguments.common import (
    DAY,
    SNAPSHOT,
    Groups,
    day,
    finish,
    group,
    may_ask_units,
    needs_snapshot,
    whole,
)

ENGINES = ("duckdb", "bitmap", "spark")


def add_values(groups: Groups) -> None:
    values = group(groups, "values", "số mà cơ quan đếm được, và dân số")
    counts = values.add_parser(
        "counts", help="nạp số lượng do cơ quan báo cáo, như số cuộc tảo hôn"
    )
    counts.add_argument("file", type=Path, help="tệp CSV: unit, item, year, count, basis, source")
    finish(counts, "values:counts", needs_database=True, writes=True)
    population = values.add_parser("population", help="nạp dân số theo từng tuổi và giới tính")
    population.add_argument(
        "file", type=Path, help="tệp CSV: unit, year, age, sex, persons, source, published_on"
    )
    finish(population, "values:population", needs_database=True, writes=True)


def add_snapshot(groups: Groups) -> None:
    snapshot = group(groups, "snapshot", "bản chốt số liệu")
    take = snapshot.add_parser("take", help="chốt số liệu các sổ tại một ngày")
    take.add_argument("--as-of", type=day, required=True, metavar="NGÀY", help=DAY)
    take.add_argument("--reason", default="", metavar="CHỮ", help="vì sao chốt")
    finish(take, "snapshot:take", needs_database=True, writes=True)
    finish(
        snapshot.add_parser("list", help="các bản chốt đã có"),
        "snapshot:list_",
        needs_database=True,
    )
    verify = snapshot.add_parser("verify", help="băm lại mọi tệp của một bản chốt")
    verify.add_argument("id", metavar="MÃ", help=SNAPSHOT)
    finish(verify, "snapshot:verify", needs_database=True)


def add_indicators(groups: Groups) -> None:
    indicators = group(groups, "indicators", "chỉ tiêu")
    compute = indicators.add_parser("compute", help="tính mọi chỉ tiêu từ một bản chốt")
    needs_snapshot(compute)
    compute.add_argument("--engine", choices=ENGINES, default="duckdb")
    finish(compute, "indicators:compute", needs_database=True, writes=True)
    show = indicators.add_parser("show", help="các số đã tính")
    needs_snapshot(show)
    show.add_argument("--unit", metavar="MÃ", help="mã đơn vị (mặc định: mọi đơn vị)")
    may_ask_units(show)
    show.add_argument("--by", metavar="CHIỀU", help="phân tổ: sex, age_band, …")
    finish(show, "indicators:show", needs_database=True)
    live = indicators.add_parser(
        "live",
        help="số sống: các sổ cho biết gì lúc này, chưa phải số chính thức",
        description="Tính lại những đơn vị có thay đổi từ lần tính trước rồi in số sống của một "
        "đơn vị. Số chính thức chỉ lấy từ bản chốt số liệu: indicators show.",
    )
    live.add_argument("--unit", metavar="MÃ", help="mã đơn vị (mặc định: cả tỉnh)")
    finish(live, "live:live", needs_database=True)
    explain = indicators.add_parser(
        "explain",
        help="giải thích một con số",
        description="Giải thích một con số; --json kèm các năm trước (years), dự báo (forecast), "
        "sai số khi thử lại (tried), mức cần mỗi tháng (monthly), các dòng được đếm và bị loại "
        "kèm lý do (rows, chỉ cho người được xem sổ của đơn vị), số trong danh sách phía sau "
        "(missing) và số thử (what_if).",
    )
    explain.add_argument("leaf", metavar="CHỈ_TIÊU", help="mã chỉ tiêu thành phần, như 4b")
    needs_snapshot(explain)
    explain.add_argument("--unit", metavar="MÃ", help="mã đơn vị (mặc định: cả tỉnh)")
    may_ask_units(explain)
    explain.add_argument(
        "--what-if", type=whole, metavar="N", help="thử thêm N trong tử số; số âm là bớt"
    )
    explain.add_argument("--user", help="người hỏi (mặc định: quản trị tại máy)")
    finish(explain, "indicators:explain", needs_database=True)
    gap = indicators.add_parser(
        "gap",
        help="danh sách phía sau một con số: ai, xã nào, trường nào chưa đạt",
        description="Danh sách những trẻ em, xã, trường chưa đạt chỉ tiêu theo bản chốt, trong "
        "phạm vi của người hỏi. Trẻ em chỉ nêu mã hồ sơ, không nêu tên.",
    )
    gap.add_argument("leaf", metavar="CHỈ_TIÊU", help="mã chỉ tiêu thành phần, như 14")
    needs_snapshot(gap)
    gap.add_argument("--unit", metavar="MÃ", help="mã đơn vị (mặc định: cả tỉnh)")
    may_ask_units(gap)
    finish(gap, "indicators:gap", needs_database=True, writes=True)
    check = indicators.add_parser(
        "check",
        help="kiểm tra chất lượng số liệu",
        description="Các phát hiện khi kiểm tra chất lượng. Mã thoát là 1 khi còn lỗi, hoặc còn "
        "cảnh báo chưa giải trình.",
    )
    needs_snapshot(check)
    check.add_argument("--unit", metavar="MÃ", help="mã đơn vị (mặc định: mọi đơn vị)")
    finish(check, "indicators:check", needs_database=True)


def add_engine(groups: Groups) -> None:
    engine = group(groups, "engine", "máy tính chỉ tiêu, không cần cơ sở dữ liệu")
    run = engine.add_parser("run", help="tính từ một thư mục Parquet và một danh mục")
    run.add_argument(
        "--data",
        required=True,
        metavar="THƯ_MỤC",
        help="mỗi bảng một thư mục con Parquet; với spark có thể là địa chỉ như s3a://…",
    )
    run.add_argument("--catalog", type=Path, required=True, metavar="THƯ_MỤC", help="danh mục")
    run.add_argument("--as-of", type=day, required=True, metavar="NGÀY", help=DAY)
    run.add_argument(
        "--out", type=Path, required=True, metavar="THƯ_MỤC", help="nơi ghi results.parquet"
    )
    run.add_argument("--engine", choices=ENGINES, default="duckdb")
    finish(run, "engine_run:run_")
    hidden = engine.add_parser(
        "suppress",
        help="ẩn số nhỏ trong một bảng, và mọi ô từ đó suy ra được số nhỏ",
        description="Ghi lại bảng, ô ẩn thành “*”. Bảng mỗi dòng một ô (cột count, n hoặc “Số "
        "lượng”; tổng ghi total, “Tổng số” hoặc để trống), bảng chéo như khi in, hoặc các dòng kết "
        "quả (numerator, denominator); thêm cột parent nếu đơn vị có cấp trên trong bảng. Số 0 "
        "không bị ẩn vì nhỏ. Mọi ô ẩn cùng một dấu, vì biết ô nào nhỏ là đã biết số.",
    )
    hidden.add_argument("file", type=Path, help="tệp CSV UTF-8")
    hidden.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp CSV để ghi")
    hidden.add_argument(
        "--hide-below", type=int, required=True, metavar="N", help="ẩn số từ 1 đến N - 1"
    )
    finish(hidden, "engine_suppress:suppress")

    growth = group(groups, "growth", "tăng trưởng của trẻ theo chuẩn WHO, không cần cơ sở dữ liệu")
    zscores = growth.add_parser(
        "zscores",
        help="z-score WHO cho từng dòng số đo",
        description="Ghi lại mọi cột của tệp, thêm waz, haz, whz, baz và cờ bất thường của mỗi chỉ "
        "số (1 có, 0 không, trống khi không tính được). Cột của tệp: sex, birth_date và "
        "measured_on hoặc age_days, weight_kg, height_cm; thêm nếu có: standing, oedema.",
    )
    zscores.add_argument("file", type=Path, help="tệp CSV UTF-8 các số đo")
    zscores.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp CSV để ghi")
    finish(zscores, "growth:zscores")


def add_catalog(groups: Groups) -> None:
    catalog = group(groups, "catalog", "danh mục")
    check = catalog.add_parser("check", help="tìm mọi lỗi trong danh mục, kèm tệp và dòng")
    _takes_folder(check, "thư mục danh mục khác")
    finish(check, "catalog:check")
    diff = catalog.add_parser(
        "diff",
        help="danh mục khác thay đổi những gì, số liệu nào đổi",
        description="So từng trường: định nghĩa, bảng, danh mục mã, lịch tiêm, kiểm tra chất "
        "lượng. Mặc định so danh mục đi cùng phần mềm với danh mục đang hiệu lực.",
    )
    _takes_folder(diff, "danh mục mới")
    diff.add_argument(
        "--against", metavar="THƯ_MỤC|MÃ", help="so với thư mục này, hoặc danh mục của bản chốt này"
    )
    finish(diff, "catalogs:diff_", needs_database=True)
    apply = catalog.add_parser(
        "apply",
        help="cho một danh mục có hiệu lực tại nơi lưu này",
        description="Kiểm tra rồi cho danh mục có hiệu lực với các bản chốt sau này. Định nghĩa đã "
        "dùng để tính không được sửa tại chỗ: viết tệp mới với valid_from, tệp cũ đặt valid_to.",
    )
    _takes_folder(apply, "danh mục mới", required=True)
    finish(apply, "catalogs:apply_", needs_database=True, writes=True)


def _takes_folder(command: ArgumentParser, says: str, *, required: bool = False) -> None:
    """Let a catalogue be named alone or after --catalog, the same in every command."""
    either = command.add_mutually_exclusive_group(required=required)
    either.add_argument("folder", nargs="?", type=Path, metavar="THƯ_MỤC", help=says)
    either.add_argument("--catalog", type=Path, metavar="THƯ_MỤC", help="như trên")
