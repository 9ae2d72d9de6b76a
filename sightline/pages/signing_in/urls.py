"""The addresses of allauth's that are needed, in our own pages. Nobody makes an account here: there is no sign-up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, re_path
from django.views.generic import RedirectView
from requests import RequestException

from sightline.pages.signing_in import adapters, session

View = Callable[..., HttpResponseBase]


def ours(view: View) -> View:
    """This will answer as our own pages do: a form with a fault is a 422, and no browser keeps a page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        session.known(request, session.post(request))
        answer = view(request, *args, **parts)
        context = getattr(answer, "context_data", None) or {}
        forms = (context.get("form"), context.get("webauthn_form"))
        if request.method == "POST" and any(getattr(form, "errors", None) for form in forms):
            answer.status_code = 422
        answer["Cache-Control"] = "no-store"
        return answer

    return answered


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """This will remove a passkey, unless it is the last second step that somebody has."""
    if request.user.is_authenticated:
        passkey = get_object_or_404(
            Authenticator, pk=pk, user=session.account(request), type=Authenticator.Type.WEBAUTHN
        )
        if not adapters.SecondFactors().can_delete_authenticator(passkey):
            return redirect("mfa_index")
    return passkeys.remove_webauthn(request, pk=pk)


def with_provider(view: View) -> View:
    """This will say so where a provider cannot be reached, or answers what makes no sense."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **parts)
        except RequestException:
            return redirect("socialaccount_login_error")

    return ours(answered)


def not_invited(request: HttpRequest) -> HttpResponse:
    """This will say that nobody makes an account for themselves, wherever allauth would lead to that."""
    return redirect("socialaccount_login_error")


_IDENTITY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("sign-in/", ours(account.login), name="account_login"),
    path("closed/", ours(account.account_inactive), name="account_inactive"),
    path("confirm/", ours(account.reauthenticate), name="account_reauthenticate"),
    path("password/", ours(account.password_change), name="account_change_password"),
    path("password/set/", ours(account.password_set), name="account_set_password"),
    path("password/reset/", ours(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", ours(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/reset/done/",
        ours(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(_IDENTITY, ours(account.password_reset_from_key), name="account_reset_password_from_key"),
    path("second-step/", ours(mfa.index), name="mfa_index"),
    path("second-step/enter/", ours(mfa.authenticate), name="mfa_authenticate"),
    path("second-step/confirm/", ours(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/app/", ours(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/remove/", ours(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-step/codes/", ours(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", ours(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add/", ours(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", ours(remove_passkey), name="mfa_remove_webauthn"),
    path("passkeys/sign-in/", ours(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/confirm/", ours(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("with/<slug:provider_id>/", with_provider(oidc.login), name="openid_connect_login"),
    path("with/<slug:provider_id>/back/", with_provider(oidc.callback), name="openid_connect_callback"),
    path("with-other/stopped/", ours(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("with-other/failed/", ours(social.login_error), name="socialaccount_login_error"),
    path("with-other/new/", not_invited, name="socialaccount_signup"),
    path("with-other/", not_invited, name="socialaccount_connections"),
]
