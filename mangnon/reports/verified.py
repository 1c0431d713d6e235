"""What was proved of a report, in words for a person: which figure, where, what it should be."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from mangnon.engine.manifest import SAID
from mangnon.reports.submissions.verifying import Correction, Sent
from mangnon.reports.verification import WORDS, Difference, Verification
from mangnon.ui.formats import date_text

FILE, MANIFEST, RECEIPT = "file", "manifest", "receipt"
PRINTED = "printed "  # how the differences of what stands on the paper begin


def described(verification: Verification) -> str:
    """Return the verification in words: identical, or each difference on a line of its own."""
    about = {"figures": verification.figures, "snapshot": verification.snapshot}
    corrected = [_corrected_line(correction) for correction in verification.corrected]
    if verification.identical and not verification.snapshot:
        return _("Identical to what was sent; it holds no computed figure.")
    computed = _("Identical: %(figures)s figures were computed again from %(snapshot)s.") % about
    whole = [_sent_line(verification.sent)] if verification.sent else []
    if verification.identical:
        return "\n".join([computed, *whole, *corrected])
    if all(difference.what == WORDS for difference in verification.differences):
        lines = [f"- {_words_line(difference)}" for difference in verification.differences]
        return "\n".join([computed, *whole, *lines, *corrected])
    first = _("Not identical to snapshot %(snapshot)s:") % about
    lines = [first, *(f"- {_line(difference)}" for difference in verification.differences)]
    if any(difference.what in (FILE, MANIFEST) for difference in verification.differences):
        lines.append(
            _("No figure was computed again. Bring back the untouched snapshot and verify again.")
        )
    return "\n".join([*lines, *corrected])


def _sent_line(sent: Sent) -> str:
    about = {"number": sent.version.number, "day": date_text(sent.version.signed_on)}
    if sent.is_same_file:
        return _("The file is the one that was sent: number %(number)s of %(day)s.") % about
    if sent.changed:
        return _("The file is another than the one sent, number %(number)s of %(day)s:") % about
    return (
        _(
            "The file is another than the one sent, saved anew; its words and figures are those of "
            "number %(number)s of %(day)s."
        )
        % about
    )


def _words_line(difference: Difference) -> str:
    told = {
        "where": difference.where or _("before the first heading"),
        "expected": _said(difference.expected),
        "found": _said(difference.found),
    }
    return _("%(where)s: “%(expected)s” was sent, “%(found)s” stands here") % told


def _corrected_line(correction: Correction) -> str:
    return _(
        "- indicator %(leaf)s: corrected from %(computed)s to %(corrected)s by %(by)s: %(because)s"
    ) % {
        "leaf": correction.leaf,
        "computed": _said(correction.computed),
        "corrected": _said(correction.corrected),
        "by": correction.by,
        "because": correction.because,
    }


def _line(difference: Difference) -> str:
    told = {
        "where": difference.where,
        "what": _names().get(difference.what.removeprefix(PRINTED), difference.what),
        "expected": _said(difference.expected),
        "found": _said(difference.found),
    }
    if difference.what == WORDS:
        return _words_line(difference)
    if difference.what == FILE:
        return _file_line(difference)
    if difference.what == MANIFEST:
        return _("manifest of %(where)s: the report says %(expected)s, now %(found)s") % told
    if difference.what == RECEIPT:
        return _("%(where)s: its figures or receipts are not those of a report built here") % told
    if difference.what.startswith(PRINTED):
        return _printed_line(difference) % told
    return _("%(where)s, %(what)s: the receipt says %(expected)s, computed again %(found)s") % told


def _file_line(difference: Difference) -> str:
    """Return which file is changed, gone or new: without two hashes, what is found says which."""
    found, expected = difference.found, difference.expected
    problem = found if found in SAID else "unknown" if expected == "as frozen" else "changed"
    return f"{difference.where} {SAID[problem].format(found=found, expected=expected)}"


def _printed_line(difference: Difference) -> str:
    if difference.found is None:
        return _("%(where)s, %(what)s: no longer printed; it should be “%(expected)s”")
    if difference.expected is None:
        return _("%(where)s, %(what)s: “%(found)s” is printed, and has no receipt")
    return _("%(where)s, %(what)s: “%(found)s” is printed; it should be “%(expected)s”")


def _said(value: Any) -> str:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "–" if value is None else str(value)


def _names() -> dict[str, str]:
    return {
        "numerator": _("numerator"),
        "denominator": _("denominator"),
        "value": _("figure"),
        "number": _("figure"),
        "fraction": _("numerator and denominator"),
        "count": _("number of indicators"),
        "attainment": _("assessment"),
        "basis": _("basis of the figure"),
        "needed": _("what is needed"),
        "missing": _("what is missing"),
    }
