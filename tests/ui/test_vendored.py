"""What the project carries of others: whole, pinned, licensed, and with Vietnamese letters."""

import json
import re
import struct
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINS = json.loads((ROOT / "tools" / "vendor.json").read_text(encoding="utf-8"))
FOLDER = ROOT / "mangnon" / "ui" / "static" / "vendor"
LETTERS = "aăâeêioôơuưyđ"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
MEGABYTES = 2**20


def check(root):
    tool = [sys.executable, str(root / "tools" / "vendor.py"), "--check"]
    return subprocess.run(tool, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    """A copy of the tool, the pins and two of the files, to be spoilt."""
    pins = {
        "packages": [p for p in PINS["packages"] if p["name"] == "htmx.org"],
        "fonts": {"files": []},
        "ours": [],
    }
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "vendor.py").write_bytes((ROOT / "tools" / "vendor.py").read_bytes())
    (tmp_path / "tools" / "vendor.json").write_text(json.dumps(pins), encoding="utf-8")
    folder = tmp_path / "mangnon" / "ui" / "static" / "vendor" / "htmx"
    folder.mkdir(parents=True)
    for file in (FOLDER / "htmx").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_an_altered_file_is_named(copy):
    script = copy / "mangnon" / "ui" / "static" / "vendor" / "htmx" / "htmx.min.js"
    script.write_bytes(script.read_bytes() + b" ")
    found = check(copy)
    assert found.returncode == 1
    assert "htmx/htmx.min.js: its hash is not the pinned one" in found.stderr


def test_a_missing_file_and_a_stray_one_are_named(copy):
    folder = copy / "mangnon" / "ui" / "static" / "vendor" / "htmx"
    (folder / "LICENSE").rename(folder / "LICENCE")
    found = check(copy)
    assert found.returncode == 1
    assert "htmx/LICENSE: missing" in found.stderr
    assert "htmx/LICENCE: not in vendor.json" in found.stderr


def test_what_we_carry_is_what_we_pinned(copy):
    assert check(copy).returncode == 0
    assert check(ROOT).returncode == 0


def test_every_package_has_an_exact_version_and_a_licence_beside_it():
    for package in PINS["packages"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"]), package["name"]
        folder = (FOLDER / package["files"][0]["to"]).parent
        assert any(file.name.startswith("LICENSE") for file in folder.iterdir()), folder


def test_the_pin_file_holds_no_address():
    assert "://" not in json.dumps(PINS)


def test_no_source_map_is_asked_for_and_the_whole_stays_small():
    files = [file for file in FOLDER.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 2.2 * MEGABYTES
    for file in files:
        if file.suffix in {".js", ".css"}:
            assert "sourceMappingURL" not in file.read_text(encoding="utf-8")[-300:], file


def test_the_interpreter_is_a_plain_script_and_not_a_module():
    script = (FOLDER / "vega" / "vega-interpreter.js").read_text(encoding="utf-8")
    assert not re.search(r"^(import|export) ", script, re.M)
    assert "window.vegaInterpreter" in script


def characters(font):
    """Return what the font's Unicode table (format 4) has a glyph for."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    found = set()
    for n in range(struct.unpack_from(">H", font, start + 2)[0]):
        at = start + struct.unpack_from(">HHL", font, start + 4 + 8 * n)[2]
        if struct.unpack_from(">H", font, at)[0] == 4:
            count = struct.unpack_from(">H", font, at + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", font, at + 14)
            starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
            for first, last in zip(starts, ends, strict=True):
                found |= set(range(first, last + 1))
    return found


@pytest.mark.parametrize("weight", [400, 700])
def test_the_font_of_pictures_has_every_vietnamese_letter(weight):
    known = characters((FOLDER / "be-vietnam-pro" / f"BeVietnamPro-{weight}.ttf").read_bytes())
    whole = {unicodedata.normalize("NFC", letter + tone) for letter in LETTERS for tone in TONES}
    letters = {form for one in whole if len(one) == 1 for form in (one, one.upper())}
    assert len(letters) == 2 * (12 * 6 + 1)  # twelve vowels in six tones, and đ, in both cases
    assert {letter for letter in letters if ord(letter) not in known} == set()


def test_the_web_font_declares_the_ranges_that_its_files_have():
    css = (ROOT / "mangnon" / "ui" / "static" / "ui" / "fonts.css").read_text(encoding="utf-8")
    files = re.findall(r"be-vietnam-pro/([\w-]+\.woff2)", css)
    assert sorted(files) == sorted(f.name for f in (FOLDER / "be-vietnam-pro").glob("*.woff2"))
    assert css.count("U+1EA0-1EF9") == 3
