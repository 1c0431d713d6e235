"""All addresses of the site; each app owns its own."""

from django.contrib.auth import views as auth_views
from django.urls import include, path

urlpatterns = [
    path(
        "sign-in/",
        auth_views.LoginView.as_view(
            template_name="ui/sign_in.html", redirect_authenticated_user=True
        ),
        name="login",
    ),
    path("sign-out/", auth_views.LogoutView.as_view(), name="logout"),
    path("plans/", include("mangnon.plans.urls")),
    path("reports/", include("mangnon.reports.urls")),
    path("administration/", include("mangnon.administration.urls")),
    path("", include("mangnon.dashboards.urls")),
]
