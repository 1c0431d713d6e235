"""The manifest of a frozen snapshot: the hash of every file, and what is no longer as it says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from mangnon.engine.issues import EngineError

MANIFEST = "manifest.json"
LATER = ("results/", "bitmaps/")  # made of a snapshot later, with hashes of their own
SAID = {
    "changed": "đã bị sửa: sha256 {found}, khi chốt {expected}",
    "missing": "bị mất",
    "unknown": "không có khi chốt: sha256 {found}",
    "unreadable": "không đọc được",
}


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hashes(folder: Path, part: str = "") -> dict[str, str]:
    """Return the hash of every file that a manifest tells of, by its name in the folder."""
    files = (file for file in sorted((folder / part).rglob("*")) if file.is_file())
    names = ((file.relative_to(folder).as_posix(), file) for file in files)
    return {
        name: sha256(file)
        for name, file in names
        if name != MANIFEST and not name.startswith(LATER)
    }


def differences(
    folder: Path, manifest_sha256: str | None = None, *, part: str = ""
) -> list[dict[str, str]]:
    """Rehash a snapshot; return every file that is changed, missing or not in the manifest.

    A changed file comes with both hashes. Without the manifest's own hash it is taken as it is.
    With `part` only the files of that folder, such as "targets", are looked at.
    """
    file = folder / MANIFEST
    if not file.exists():
        return [{"file": MANIFEST, "problem": "missing"}]
    found = []
    if manifest_sha256 is not None and sha256(file) != manifest_sha256:
        found.append(_changed(MANIFEST, manifest_sha256, sha256(file)))
    try:
        expected = dict(json.loads(file.read_text(encoding="utf-8"))["files"])
    except (ValueError, KeyError, TypeError):
        return found or [{"file": MANIFEST, "problem": "unreadable"}]
    if part:
        expected = {name: found for name, found in expected.items() if name.startswith(f"{part}/")}
    actual = hashes(folder, part)
    for name in sorted(expected.keys() | actual.keys()):
        if name not in actual:
            found.append({"file": name, "problem": "missing"})
        elif name not in expected:
            found.append({"file": name, "problem": "unknown", "found": actual[name]})
        elif actual[name] != expected[name]:
            found.append(_changed(name, expected[name], actual[name]))
    return found


def said(difference: dict[str, str]) -> str:
    """Return in Vietnamese what is the matter with the file of a difference."""
    return SAID[difference["problem"]].format(**difference)


def told(difference: dict[str, str]) -> str:
    return f"{difference['file']} {said(difference)}"


def require_as_frozen(folder: Path, part: str = "") -> str | None:
    """Return the manifest's hash, None for a folder without one; EngineError where files differ.

    With `part` only the files of that folder in it are looked at.
    """
    if not (folder / MANIFEST).exists():
        return None
    if found := differences(folder, part=part):
        raise EngineError(f"{folder}: {told(found[0])}; hãy lấy lại bản chốt nguyên vẹn.")
    return sha256(folder / MANIFEST)


def _changed(name: str, expected: str, found: str) -> dict[str, str]:
    return {"file": name, "problem": "changed", "expected": expected, "found": found}
