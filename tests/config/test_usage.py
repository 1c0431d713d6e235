"""A wrong command line is answered in Vietnamese, whatever argparse says."""

import pytest

from mangnon.config.cli import build_parser


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("plan",), "thiếu VIỆC"),
        (("plan", "read"), "thiếu file"),
        (("indicators", "show", "--snapshot"), "--snapshot: thiếu giá trị"),
        (("demo", "--seed", "q"), "--seed: “q” không phải số nguyên"),
        (("demo", "--foo"), "không có tham số “--foo”"),
        (("report", "build", "--kind", "x"), "--kind: không có “x”; có: consolidated"),
        (("demo", "--json=1"), "--json: không nhận giá trị “1”"),
    ],
)
def test_a_wrong_call_is_told_in_vietnamese(words, sentence, capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args(words)
    assert f"Lệnh chưa đúng: {sentence}." in capsys.readouterr().err
