"""Where somebody goes who may not yet do what they asked: to sign in, to set up a second step, or to choose a post."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sightline.pages.signing_in import again, session
from sightline.pages.signing_in.adapters import has_second_factor


def lacks_second_factor(request: HttpRequest) -> bool:
    """This will say whether somebody has to set up a second step before anything else."""
    who = session.account(request)
    return who is not None and session.second_factor_wanted() and not has_second_factor(who)


def shown(request: HttpRequest) -> HttpResponse:
    """This will lead on, and back afterwards to where they were going. What was being sent is not lost."""
    if request.method == "POST":
        kept = getattr(request, "kept", False)  # the time-out has it already
        if not kept:
            return again.signed_out(request, address(request))
        return redirect(address(request, back=reverse("kept")))
    return redirect(address(request, back=request.get_full_path()))


def address(request: HttpRequest, back: str = "") -> str:
    """This will give the address to go to, with the one to come back to."""
    if session.account(request) is None:
        page = "sign_in_as" if settings.DEMO else "account_login"
    else:
        page = "mfa_activate_totp" if lacks_second_factor(request) else "which_post"
    return reverse(page) + (f"?{urlencode({'next': back})}" if back else "")


def next_address(request: HttpRequest) -> str:
    """This will give the address of ours that a page was told to lead to afterwards, or the first page of all."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("start")
