"""One whole set of answers for any kind of the catalogue, made of what it asks."""

from datetime import date, timedelta

from mangnon.children.facts.kinds import fact_catalog

TODAY = date(2025, 10, 31)
KINDS = sorted(fact_catalog().kinds)
# What no rule of the catalogue alone could guess.
TOLD = {
    "circumstance": {"group": "a", "subgroup": "a3"},
    "disability": {"certificate": "yes"},
    "measurement": {"weight_kg": "12,5", "height_cm": "87,3"},
    "schooling": {
        "school_year": "2025", "level": "primary", "grade": "2", "leaving_reason": "work",
    },
    "nationality_matter": {"state": "decided"},
    "parentage_matter": {"state": "decided"},
}  # fmt: skip
LEFT_OUT = {"schooling": ("completed_level_on", "school")}


def began_for(kind, child):
    """Return a day at which the kind makes sense for the child: the middle of its ages."""
    ages = kind.ages
    months = (ages.from_months + min(ages.until_months, 190)) // 2 if ages else 24
    return child.birth_date + timedelta(days=round(months * 30.4))


def posted_for(kind, child):
    """Return a form as a browser sends it, with every question of the kind answered."""
    began = began_for(kind, child)
    data = {} if kind.when == "school_year" else {"began_on": began.isoformat()}
    for field in kind.fields:
        if field.name not in LEFT_OUT.get(kind.kind, ()):
            data[field.name] = _answer(field, kind, began)
    return data | TOLD.get(kind.kind, {})


def _answer(field, kind, began):
    if field.kind in ("code", "codes", "yes_no_unknown"):
        codes = list(fact_catalog().codes(field).by_code)
        return codes[:2] if field.kind == "codes" else codes[-1]
    if field.kind == "number":
        return str(int(field.high))
    if field.kind == "date":
        return "2025-05-20" if kind.when == "school_year" else began.isoformat()
    return "" if field.kind == "place" else "Ghi chú của cán bộ"
