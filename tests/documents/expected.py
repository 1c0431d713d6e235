"""Expected plans written by hand in short: a list for an entry, `=9` for what line 9 says."""

import re
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "plans"
BASIS = ("kind", "number", "date", "issuer", "title", "cited_in", "line")
DEADLINE = ("on", "inclusive", "recurring", "reporters", "recipients", "via", "text", "line")
TARGET = ("measure", "relation", "value", "unit")
_FIRST_WORD = re.compile(r"\s*\S+\s+")


def expected(name, lines):
    """Return the full JSON of `plans/NAME.yaml`, its references filled in from the lines."""
    plan = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))

    def said(text):
        """`=9` is line 9 without its number or bullet, `_9` all of it, `:9` what follows ": "."""
        if not re.fullmatch(r"[=_:]\d+(\+=?\d+)*", text):
            return text
        first, *more = text[1:].split("+")
        line = " ".join(lines[int(first) - 1].split())
        cut = {"=": _FIRST_WORD.sub("", line, count=1), "_": line, ":": line.partition(": ")[2]}
        parts = [cut[text[0]]]
        for number in more:
            line = " ".join(lines[int(number.lstrip("=")) - 1].split())
            parts.append(_FIRST_WORD.sub("", line, count=1) if number[0] == "=" else line)
        return " ".join(parts)

    def items(pairs):
        return [{"text": said(text), "line": line} for text, line in pairs]

    return {
        **{key: plan[key] for key in ("title", "number", "place", "issued_on", "year", "issuer")},
        "signer": dict(zip(("name", "capacity"), plan["signer"], strict=True)),
        "legal_bases": [dict(zip(BASIS, b, strict=True)) for b in plan.get("legal_bases", [])],
        "indicators": [_indicator(i, plan["year"], said) for i in plan["indicators"]],
        "key_tasks": [
            {"number": number, "text": said(text), "line": line, "items": items(below)}
            for number, text, line, below in plan.get("key_tasks", [])
        ],
        "agencies": [_agency(agency, said) for agency in plan["agencies"]],
        "funding": items(plan.get("funding", [])),
        "deadlines": [
            {**dict(zip(DEADLINE, d, strict=True)), "text": said(d[6])}
            for d in plan.get("deadlines", [])
        ],
        "recipients": plan["recipients"],
        "warnings": [
            dict(zip(("code", "text", "line"), w, strict=True)) for w in plan.get("warnings", [])
        ],
    }


def _indicator(entry, year, said):
    targets = []
    for target in entry["targets"]:
        rest = target[4] if len(target) > 4 else {}
        usual = {"value_max": None, "population": None, "year": year, "base_year": None}
        plain = dict(zip(TARGET, target[:4], strict=True))
        targets.append({"leaf": entry["number"], **plain, **usual, **rest})
    return {
        "number": entry["number"],
        "text": said(entry["text"]),
        "leads": entry.get("leads", []),
        "partners": entry.get("partners", []),
        "line": entry["line"],
        "targets": targets,
    }


def _agency(entry, said):
    keys = ("text", "line", "context")
    return {
        "name": entry["name"],
        "bodies": entry.get("bodies", [entry["name"]]),
        "requested": entry.get("requested", False),
        "line": entry["line"],
        "tasks": [
            dict(zip(keys, (said(task[0]), *task[1:], None)[:3], strict=True))
            for task in entry["tasks"]
        ],
        "leads_indicators": entry.get("leads_indicators", []),
    }
