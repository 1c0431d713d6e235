"""Fetch the front-end files that the project carries, at pinned versions, and check their hashes.

    python tools/vendor.py            fetch with npm, rebuild, and fail when a hash differs
    python tools/vendor.py --pin      the same, and write the hashes found (after a new version)
    python tools/vendor.py --check    only check the files on disk against tools/vendor.json

The pin file names packages, versions, files and hashes; addresses are npm's business.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "tools" / "vendor.json"
FOLDER = ROOT / "mangnon" / "ui" / "static" / "vendor"
SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")
MERGE = """
import sys
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
target, *parts = sys.argv[1:]
plain = []
for number, part in enumerate(parts):
    font = TTFont(part, recalcTimestamp=False)
    font.flavor = None
    plain.append(f"{target}.{number}.ttf")
    font.save(plain[-1])
merged = Merger().merge(plain)
merged.recalcTimestamp = False
merged["head"].created = merged["head"].modified = 0
merged.save(target)
"""


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def problems(pins: dict, folder: Path) -> list[str]:
    """Return a line for every file that is missing, altered, or not in the pin file."""
    pinned = {entry["to"]: entry["sha256"] for entry in entries(pins)}
    found = {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()}
    lines = [f"{name}: missing" for name in sorted(pinned.keys() - found)]
    lines += [f"{name}: not in {PINS.name}" for name in sorted(found - pinned.keys())]
    altered = (n for n in sorted(pinned.keys() & found) if digest(folder / n) != pinned[n])
    return lines + [f"{name}: its hash is not the pinned one" for name in altered]


def entries(pins: dict) -> list[dict]:
    packed = [entry for package in pins["packages"] for entry in package["files"]]
    return packed + pins["fonts"]["files"] + pins["ours"]


def fetch(package: dict, work: Path) -> Path:
    """Download one package with npm and return the folder of its files."""
    spec = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", spec, "--silent"], cwd=work, check=True, capture_output=True, text=True
    )
    target = work / spec.replace("/", "-")
    with tarfile.open(work / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def shipped(data: bytes, *, is_module: bool) -> bytes:
    """Return the file as we serve it: no source map, and no ES imports (import maps are inline)."""
    data = SOURCE_MAP.sub(b"\n", data)
    if not is_module:
        return data
    data, imports = re.subn(rb"import (\{[^}]+\}) from 'vega-util';", rb"const \1 = vega;", data)
    data, exports = re.subn(
        rb"export \{ expression as expressionInterpreter \};",
        rb"window.vegaInterpreter = { expressionInterpreter: expression };",
        data,
    )
    if (imports, exports) != (1, 1):
        raise SystemExit("vega-interpreter has changed its import or export: look at shipped()")
    return b"(function () {\n" + data + b"})();\n"


def build_fonts(fonts: dict, sources: dict[str, Path], work: Path) -> None:
    """Merge the web font's subsets into one TTF a weight, for the charts drawn on the server."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin")
    venv = work / "venv"
    subprocess.run([uv, "venv", "-q", venv], check=True)
    subprocess.run([uv, "pip", "install", "-q", "-p", venv, *fonts["tools"]], check=True)
    for entry in fonts["files"]:
        parts = [sources[fonts["package"]] / part for part in entry["from"]]
        target = work / Path(entry["to"]).name
        subprocess.run([venv / "bin" / "python", "-c", MERGE, target, *parts], check=True)
        shutil.copyfile(target, FOLDER / entry["to"])


def fetch_all(pins: dict) -> None:
    with tempfile.TemporaryDirectory() as name:
        work, sources = Path(name), {}
        for package in pins["packages"]:
            folder = sources[package["name"]] = fetch(package, work)
            for entry in package["files"]:
                data = (folder / entry["from"]).read_bytes()
                target = FOLDER / entry["to"]
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.suffix in {".js", ".css"}:
                    data = shipped(data, is_module=entry.get("module", False))
                target.write_bytes(data)
        build_fonts(pins["fonts"], sources, work)


def main() -> int:
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    if "--check" not in sys.argv:
        fetch_all(pins)
    if "--pin" in sys.argv:
        for entry in entries(pins):
            entry["sha256"] = digest(FOLDER / entry["to"])
        PINS.write_text(json.dumps(pins, indent=2) + "\n", encoding="utf-8")
    found = problems(pins, FOLDER)
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
