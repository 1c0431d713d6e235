"""All addresses of the site; each app owns its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("mangnon.accounts.urls")),
    path("plans/", include("mangnon.plans.urls")),
    path("children/", include("mangnon.children.urls")),
    path("cases/", include("mangnon.cases.urls")),
    path("referrals/", include("mangnon.cases.referrals.urls")),
    path("imports/", include("mangnon.intake.urls")),
    path("activities/", include("mangnon.activities.urls")),
    path("voice/", include("mangnon.activities.voice.public_urls")),
    path("values/", include("mangnon.values.urls")),
    path("places/", include("mangnon.places.urls")),
    path("uploads/", include("mangnon.core.uploads.urls")),
    path("reports/", include("mangnon.reports.urls")),
    path("administration/", include("mangnon.administration.urls")),
    path("", include("mangnon.dashboards.urls")),
]
