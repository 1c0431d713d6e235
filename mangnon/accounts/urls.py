"""Signing in and out, and what a person does with the own account. Most views are allauth's."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as usersessions
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_POST

from mangnon.accounts import views
from mangnon.accounts.digests.page import digest

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("sign-in/refused/", views.refused, name="account_inactive"),
    path("sign-in/not-open/", views.refused, name="account_signup"),
    path("sign-in/with/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
    path(
        "sign-in/with-error/",
        login_not_required(social.login_error),
        name="socialaccount_login_error",
    ),
    path("sign-in/with-cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path(
        "sign-out/",
        login_not_required(require_POST(account.logout)),
        name="account_logout",
    ),
    path("invitation/<str:token>/", views.accept_invitation, name="invitation"),
    path("account/", views.home, name="account_home"),
    path("account/digest/", digest, name="digest"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/key/", key.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/second-factor/", second_factor.index, name="mfa_index"),
    path("account/second-factor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/keys/", key.list_webauthn, name="mfa_list_webauthn"),
    path("account/second-factor/keys/add/", key.add_webauthn, name="mfa_add_webauthn"),
    path(
        "account/second-factor/keys/<int:pk>/remove/",
        key.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path(
        "account/second-factor/recovery/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-factor/recovery/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/recovery/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("account/sessions/<int:session_id>/end/", views.end_session, name="end_session"),
]
