from django.urls import path

from mangnon.administration import (
    audit,
    calendar,
    digests,
    explainer,
    organisation_changes,
    organisations,
    people,
    reforms,
    units,
    views,
)

urlpatterns = [
    path("", views.home, name="administration"),
    path("access/", explainer.explainer, name="explainer"),
    path("audit/", audit.audit, name="audit"),
    path("audit/digest/", audit.audit_digest, name="audit-digest"),
    path("units/", units.tree, name="administration-units"),
    path("units/<int:unit_id>/", units.unit_page, name="administration-unit"),
    path("units/<int:unit_id>/below/", units.below, name="administration-units-below"),
    path(
        "handovers/<int:handover_id>/accept/",
        units.handover_accept,
        name="administration-handover-accept",
    ),
    path("digests/", digests.log, name="digest-log"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation-new"),
    path("organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    *(
        path(f"organisations/<int:organisation_id>/{step}/", view, name=f"organisation-{step}")
        for step, view in {
            "name": organisations.organisation_name,
            "power": organisations.organisation_power,
            "change": organisation_changes.organisation_change,
            "handovers": organisations.organisation_handovers,
        }.items()
    ),
    path(
        "organisations/<int:organisation_id>/changes/<int:change_id>/undo/",
        organisation_changes.organisation_undo,
        name="organisation-undo",
    ),
    path(
        "organisations/handovers/<int:offer_id>/again/",
        organisations.handover_again,
        name="organisation-handover-again",
    ),
    path("reforms/", reforms.reform_list, name="administration-reforms"),
    path("reforms/new/", reforms.reform_new, name="administration-reform-new"),
    path("reforms/<int:reform_id>/", reforms.reform_page, name="administration-reform"),
    *(
        path(f"reforms/<int:reform_id>/{step}/", view, name=f"administration-reform-{step}")
        for step, view in {
            "add": reforms.reform_add,
            "upload": reforms.reform_upload,
            "remove": reforms.reform_remove,
            "preview": reforms.reform_preview,
            "apply": reforms.reform_apply,
            "undo": reforms.reform_undo,
            "discard": reforms.reform_discard,
        }.items()
    ),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="person_invite"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/change/", people.change, name="person_change"),
    path("people/<int:person_id>/close/", people.close, name="person_close"),
    path("people/<int:person_id>/reopen/", people.reopen, name="person_reopen"),
    path("people/<int:person_id>/new-link/", people.new_link, name="person_new_link"),
    path("people/<int:person_id>/unlock/", people.unlock, name="person_unlock"),
    path("people/<int:person_id>/end-sessions/", people.end_sessions, name="person_end_sessions"),
]
