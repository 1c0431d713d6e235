"""The addresses of protection cases; what a line means is said in `tests/access_table.py`."""

from tests.access_rows import Row, act, begin, listing, page

CASE_ROUTES: dict[str, Row] = {
    # One case waits for somebody of the commune; of the other a dossier waits for the chair.
    "cases/": listing(
        "case.edit", also={"case.decide": 200, "case.receive": 302, "case.statistics": 302}
    ),
    "cases/new/": listing("case.receive"),
    "cases/find/": listing("case.view"),
    "cases/care/": listing("care.view"),
    "cases/care/needs/new/": listing("care.edit"),
    "cases/care/carers/new/": listing("care.edit"),
    "cases/care/carers/<uuid:carer_id>/strike/": act("care.edit"),
    "cases/care/print/<slug:form_code>/": listing("care.edit"),
    "cases/care/print/<slug:form_code>/<uuid:record_id>/": page(
        "care.edit", also={"care.view": 404}
    ),
    "cases/care/<uuid:need_id>/": page("care.edit", also={"care.view": 404}),
    "cases/care/<uuid:need_id>/<slug:act>/": page("care.edit"),
    "cases/lists/load/": listing("case.load_list"),
    "cases/lists/": listing("case.edit"),
    "cases/statistics/": listing("case.statistics"),
    "cases/urgent/": listing("case.review_urgent"),
    "cases/urgent/open/": listing("case.open_urgently"),
    "cases/urgent/<uuid:access_id>/": page("case.review_urgent"),
    "cases/new/communes/": begin("case.receive", 200),
    "cases/reports/": listing("case.receive"),
    # Everybody reads the reports that they received themselves; nobody here received this one.
    "cases/reports/<uuid:report_id>/": listing("case.receive", 404),
    "cases/follow-up/": listing("case.receive"),
    "cases/<uuid:case_id>/join/<uuid:second_id>/": act("case.edit", 404),
    "cases/<uuid:case_id>/consents/": page("case.edit"),
    "cases/<uuid:case_id>/consents/<uuid:consent_id>/withdraw/": page("case.edit"),
    "cases/retention/": listing("retention.view"),
    "cases/breaches/": listing("breach.view"),
    "cases/breaches/<uuid:breach_id>/": page("breach.view"),
    "cases/limits/": listing("case.statistics"),
    "cases/limits/<int:limit_id>/end/": act("limit.set"),
    "cases/limits/kept/": listing("case.statistics"),
    "cases/limits/kept/chart.json": listing("case.statistics"),
    # The notice is for whoever may take the case.
    "cases/notices/<int:notice_id>/read/": act("case.edit", also={"case.view": 404}),
    "cases/<uuid:case_id>/": page("case.edit", also={"case.view": 404}),
    "cases/<uuid:case_id>/online/": page("case.edit"),
    "cases/<uuid:case_id>/online/<uuid:harm_id>/evidence/": act("case.edit"),
    "cases/<uuid:case_id>/online/<uuid:harm_id>/takedown/": act("case.edit"),
    "cases/<uuid:case_id>/takedowns/<uuid:takedown_id>/answer/": act("case.edit"),
    "cases/<uuid:case_id>/steps/<slug:step_code>/": page("case.edit", also={"case.view": 404}),
    "cases/forms/": listing("case.view"),
    "cases/forms/<slug:form_code>/": listing("case.view"),
    "cases/<uuid:case_id>/reports/<uuid:report_id>/document/": page(
        "case.edit", also={"case.view": 404}
    ),
    # The step has no form: its report has one.
    "cases/<uuid:case_id>/steps/<uuid:step_id>/document/": page(
        "case.edit", 404, also={"case.view": 404}
    ),
    "cases/<uuid:case_id>/steps/<uuid:step_id>/correct/": page(
        "case.edit", also={"case.view": 404}
    ),
    "cases/<uuid:case_id>/steps/<uuid:step_id>/evidence/": page("case.edit"),
    "cases/<uuid:case_id>/evidence/<uuid:evidence_id>/": page("case.edit", also={"case.view": 404}),
    "cases/<uuid:case_id>/residence/": page("case.edit"),
    "cases/<uuid:case_id>/people/add/": page("case.edit"),
    "cases/<uuid:case_id>/people/<uuid:person_id>/": page("case.edit"),
    "cases/<uuid:case_id>/people/<uuid:person_id>/register/": page("case.edit"),
    "cases/<uuid:case_id>/offenders/add/": page("case.edit"),
    "cases/<uuid:case_id>/offenders/<uuid:offender_id>/": page("case.edit"),
    "cases/<uuid:case_id>/team/": page("case.edit"),
    "cases/<uuid:case_id>/take-over/": act("case.edit"),
    "cases/<uuid:case_id>/hand-over/": page("case.hand_over"),
    "cases/hand-overs/": listing("case.hand_over"),
    "cases/hand-overs/<uuid:hand_over_id>/": page("case.hand_over"),
    "cases/<uuid:case_id>/decide/<uuid:step_id>/": page("case.decide", also={"case.view": 404}),
    "cases/referrals/": listing("case.edit"),
    "cases/<uuid:case_id>/referrals/new/": page("case.edit", also={"case.view": 404}),
    "cases/<uuid:case_id>/referrals/<uuid:referral_id>/": page(
        "case.edit", also={"case.view": 404}
    ),
    "cases/feedback/": listing("case.edit"),
    "cases/<uuid:case_id>/penalties/new/": page("case.edit", also={"case.view": 404}),
    "cases/<uuid:case_id>/penalties/<uuid:penalty_id>/withdraw/": page(
        "case.edit", also={"case.view": 404}
    ),
    "cases/<uuid:case_id>/interviews/new/": page("case.edit", also={"case.view": 404}),
    "cases/<uuid:case_id>/interviews/<uuid:booking_id>/cancel/": act(
        "case.edit", also={"case.view": 404}
    ),
    # The partners of the record's organisation are inside, wherever they serve.
    "referrals/": listing("referral.answer"),
    "referrals/<uuid:referral_id>/": page("referral.answer"),
}
