"""The addresses of the tests' provider, and what it says of whoever signed in to it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from oauth2_provider.oauth2_validators import OAuth2Validator


class Claims(OAuth2Validator):
    """This will say the address, and whether it was verified (an inactive first name says that it was not)."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, object]:
        """This will give them."""
        user = request.user
        return {
            "email": user.email,
            "email_verified": user.last_name == "verified",
            "name": "Nell Nightingale",
        }


def sign_in(request: HttpRequest) -> HttpResponse:
    """This will let anybody be who they say: it is the tests that say so."""
    if "email" not in request.GET:
        return HttpResponse("who are you?")
    user, _ = User.objects.get_or_create(username=request.GET["sub"])
    user.email, user.last_name = request.GET["email"], request.GET["verified"]
    user.save()
    login(request, user)
    return HttpResponseRedirect(request.GET["next"])


urlpatterns = [
    path("login/", sign_in),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]
