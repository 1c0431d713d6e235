"""A wrong command line is answered in Vietnamese, whatever argparse says."""

import pytest

from mangnon.config.cli import build_parser
from mangnon.config.run import run


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("plan",), "thiếu VIỆC"),
        (("plan", "read"), "thiếu file"),
        (("indicators", "show", "--snapshot"), "--snapshot: thiếu giá trị"),
        (("demo", "--seed", "q"), "--seed: “q” không phải số nguyên"),
        (("demo", "--foo"), "không có tham số “--foo”"),
        (
            ("report", "build", "--kind", "x"),
            "--kind: không có “x”; có: consolidated, half-year, five-year, agency",
        ),
        (("children", "undo", "12"), "ĐỢT: “12” không phải mã đợt mà lệnh import đã in"),
        (("demo", "--json=1"), "--json: không nhận giá trị “1”"),
    ],
)
def test_a_wrong_call_is_told_in_vietnamese(words, sentence, capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args(words)
    assert f"Lệnh chưa đúng: {sentence}." in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told_in_vietnamese(tmp_path, capsys):
    missing = tmp_path / "nope.csv"
    call = ["growth", "zscores", str(missing), "--out", str(tmp_path / "out.csv")]
    assert run(build_parser().parse_args(call)) == 2
    said = capsys.readouterr().err
    assert said == f"Không đọc hoặc ghi được “{missing}”: không có tệp hoặc thư mục này.\n"
