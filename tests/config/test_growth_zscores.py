"""mangnon growth zscores: the contract of the command line."""

import json

from mangnon.config import cli

ROWS = "sex,age_days,weight_kg,height_cm\nnam,400,9.6,75.7\nnam,400,96,75.7\nx,400,9,75\n"


def test_the_answer_counts_rows_scores_and_flags(tmp_path, capsys):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(ROWS, encoding="utf-8")
    assert cli.main(["growth", "zscores", str(source), "--out", str(target), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {
        "out": str(target),
        "rows": 3,
        "scored": {"waz": 2, "haz": 2, "whz": 2, "baz": 2},
        "flagged": {"waz": 1, "haz": 0, "whz": 1, "baz": 1},
    }
    assert target.read_text(encoding="utf-8").count("\n") == 4


def test_a_bad_column_is_one_sentence_and_status_2(tmp_path, capsys):
    source = tmp_path / "in.csv"
    source.write_text("sex,age_days,weight_kg\n", encoding="utf-8")
    assert cli.main(["growth", "zscores", str(source), "--out", str(tmp_path / "o.csv")]) == 2
    said = capsys.readouterr().err
    assert "height_cm" in said
    assert said.count("\n") == 1


def test_a_file_that_is_not_there_and_a_folder_that_is_not_there(tmp_path, capsys):
    source = tmp_path / "in.csv"
    assert cli.main(["growth", "zscores", str(source), "--out", str(tmp_path / "o.csv")]) == 2
    assert "in.csv" in capsys.readouterr().err
    source.write_text(ROWS, encoding="utf-8")
    assert cli.main(["growth", "zscores", str(source), "--out", str(tmp_path / "no/o.csv")]) == 2
    assert "Traceback" not in capsys.readouterr().err
