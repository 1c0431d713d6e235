"""A CSV file of measures and the one with its scores: what is read, what is refused."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mangnon.engine.growth import files
from mangnon.engine.growth.files import ADDED, score_file
from mangnon.engine.issues import EngineError

HEADING = "sex,birth_date,measured_on,age_days,weight_kg,height_cm,standing,oedema"
# A boy of 400 days, 9.6 kg and 75.7 cm, from WHO's tables by hand: for his weight L 0.0552,
# M 9.9065, S 0.10953; his length M 77.0812, S 0.03157; his weight for it L -0.3521, M 9.644,
# S 0.08303; his BMI of 16.7526 L -0.4418, M 16.6571, S 0.07979.
BOY = {"waz": "-0.29", "haz": "-0.57", "whz": "-0.06", "baz": "0.07"}


def scored(folder, *rows, heading=HEADING, encoding="utf-8"):
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("\n".join([heading, *rows]) + "\n", encoding=encoding)
    score_file(source, target)
    with target.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";" if ";" in heading else ","))


def scores(row):
    return {index: row[index] for index in ("waz", "haz", "whz", "baz")}


@pytest.mark.parametrize(
    "row",
    [
        "male,,,400,9.6,75.7,,",
        "M,,,400,9.6,75.7,false,",
        "1,,,400,9.6,75.7,,false",
        "Nam,,,400,9.6,75.7,,0",
        " MALE ,,, 400 , 9.6 , 75.7 ,,2",
        'nam,,,400,"9,6","75,7",,không',
        "nam,2023-01-01,2024-02-05,,9.6,75.7,,",
        "nam,01/01/2023,05/02/2024,,9.6,75.7,,",
        "nam,rác,2024-02-05,400,9.6,75.7,,",
        "nam,,,400,9.6,75.0,true,",
    ],
)
def test_a_row_is_read_however_it_is_written(tmp_path, row):
    (found,) = scored(tmp_path, row)
    assert scores(found) == BOY
    assert [found[f"{index}_flag"] for index in BOY] == ["0"] * 4


@pytest.mark.parametrize("sex", ["nữ", "Nữ", "NỮ", "nu", "f", "F", "female", "2"])
def test_a_girl_is_a_girl_however_it_is_written(tmp_path, sex):
    assert scored(tmp_path, f"{sex},,,400,9.6,75.7,,")[0]["waz"] == "0.34"


@pytest.mark.parametrize(
    "row",
    [
        ",,,400,9.6,75.7,,",
        "x,,,400,9.6,75.7,,",
        "nam,,,-1,9.6,75.7,,",
        "nam,,,trẻ,9.6,75.7,,",
        "nam,,,400,,,,",
        "nam,,,400,0,-5,,",
        "nam,,,400,NaN,inf,,",
        "nam,,,400,9.6 kg,7o,,",
        "nam,2024-02-30,2024-05-01,,9.6,75.7,,",
        "nam,2024-02-05,2023-01-01,,9.6,75.7,,",
        "nam,,,99999999999999999999,9.6,75.7,,",
        "nam",
        "",
    ],
)
def test_an_impossible_row_has_no_scores_and_stops_nothing(tmp_path, row):
    first, second = scored(tmp_path, row or ",", "male,,,400,9.6,75.7,,")
    assert {first[name] or "" for name in ADDED} == {""}
    assert scores(second) == BOY


def test_a_missing_weight_takes_only_its_own_scores(tmp_path):
    (found,) = scored(tmp_path, "nam,,,400,,75.7,,")
    assert scores(found) == {"waz": "", "haz": "-0.57", "whz": "", "baz": ""}
    assert (found["haz_flag"], found["waz_flag"]) == ("0", "")


def test_oedema_takes_the_scores_of_the_weight_with_their_flags(tmp_path):
    (found,) = scored(tmp_path, "nam,,,400,9.6,75.7,,true")
    assert scores(found) == {"waz": "", "haz": "-0.57", "whz": "", "baz": ""}
    assert (found["haz_flag"], found["waz_flag"]) == ("0", "")


def test_an_implausible_score_is_kept_and_flagged(tmp_path):
    (found,) = scored(tmp_path, "nam,,,400,96,75.7,,")
    assert float(found["waz"]) > 5
    assert [found[f"{index}_flag"] for index in BOY] == ["1", "0", "1", "1"]


def test_all_columns_are_kept_as_they_were(tmp_path):
    heading = "Ghi chú,sex,age_days,weight_kg,height_cm,mã"
    (found,) = scored(tmp_path, '"Bé, ""Tí""",nam,400,9.60,075.7,007', heading=heading)
    assert list(found) == [*heading.split(","), *ADDED]
    assert (found["Ghi chú"], found["weight_kg"], found["mã"]) == ('Bé, "Tí"', "9.60", "007")
    assert scores(found) == BOY


def test_headings_may_be_capitals_and_the_sign_between_cells_a_semicolon(tmp_path):
    heading = "SEX;Age_Days; weight_kg ;HEIGHT_CM"
    (found,) = scored(tmp_path, "nam;400;9,6;75,7", heading=heading, encoding="utf-8-sig")
    assert scores(found) == BOY


def test_a_file_of_headings_alone_gives_headings(tmp_path):
    assert scored(tmp_path) == []


def test_many_batches_are_one_file(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ROWS_AT_A_TIME", 10)
    rows = [f"nam,,,{400 + i},9.6,75.7,," for i in range(95)]
    found = scored(tmp_path, *rows)
    assert [row["age_days"] for row in found] == [str(400 + i) for i in range(95)]


def test_a_file_may_be_written_over_itself(tmp_path):
    file = tmp_path / "in.csv"
    file.write_text(f"{HEADING}\nnam,,,400,9.6,75.7,,\n", encoding="utf-8")
    tally = score_file(file, file)
    assert (tally.rows, tally.scored["haz"], tally.flagged["haz"]) == (1, 1, 0)
    assert "waz_flag" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["trống"]),
        (b"age_days,weight_kg,height_cm\n", ["sex"]),
        (b"sex,age_days,height_cm\n", ["weight_kg"]),
        (b"sex,birth_date,weight_kg,height_cm\n", ["age_days", "measured_on"]),
        (b"sex,age_days,weight_kg,height_cm,waz\n", ["waz"]),
        (b"sex,age_days,weight_kg,height_cm,Sex\n", ["sex", "hai"]),
        (b"sex,age_days,weight_kg,height_cm\nm,400,9,75\nm,400,9,75,extra\n", ["dòng 3", "5", "4"]),
        ("sex,age_days,weight_kg,height_cm\nnữ,1,2,3\n".encode("utf-16"), ["UTF-8"]),
        (b"sex,age_days,weight_kg,height_cm\nn\xf5,1,2,3\n", ["UTF-8"]),
        (b"\x00\x01\x02", ["UTF-8"]),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(tmp_path, content, words):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    with pytest.raises(EngineError) as refusal:
        score_file(source, target)
    assert all(word in str(refusal.value) for word in words)
    assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


@settings(max_examples=40)
@given(cells=st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=8, max_size=8))
def test_whatever_stands_in_the_cells_the_file_is_scored(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("any")
    source, target = folder / "in.csv", folder / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerows([HEADING.split(","), cells])
    assert score_file(source, target).rows == 1
