"""How allauth is told of our accounts: by invitation alone, with words of our own, secrets sealed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from sightline.pages.signing_in import session
from sightline.people.models import Account
from sightline.people.sealing import seal, unseal

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_PURPOSE = "a second factor"


class Accounts(DefaultAccountAdapter):
    """Accounts with an e-mail address and a password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right",
        "incorrect_password": "The password is not right",
        "enter_current_password": "The password you have now is not right",
        "too_many_login_attempts": "Too many attempts have failed. Wait 5 minutes, then try again",
        "rate_limited": "Too many attempts. Wait a few minutes, then try again",
        "invalid_password_reset": "This link has been used or is too old. Ask for a new one",
        "account_inactive": "This account is closed. Ask your administrator",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """This will say that nobody makes an account for themselves."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """This will begin a session with nothing of an earlier one in it, and clear away those that are over."""
        super().login(request, user)
        session.begin(request)
        Session.objects.filter(expire_date__lt=timezone.now()).delete()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """This will ask again before how somebody signs in is changed, unless they have signed in just now."""
        return not session.is_fresh(self.request)


class Providers(DefaultSocialAccountAdapter):
    """An OpenID Connect provider signs in whom an administrator has invited, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """This will say that no account is made from a provider's word."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """This will say whether the provider may vouch for an address: its own domains', if it has verified it."""
        domains = login.provider.app.settings.get("domains", [])
        verified = {each.email.lower() for each in login.email_addresses if each.verified}
        return email.lower() in verified and email.rpartition("@")[2].lower() in domains

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """This will keep nothing of what the provider tells of a person but who it is."""
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])


class SecondFactors(DefaultMFAAdapter):
    """Codes of an app, passkeys and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Codes change every 30 seconds: enter the one that shows now",
        "cannot_delete_authenticator": "You need a second step to sign in. Add another one before you remove this one",
    }

    def encrypt(self, text: str) -> str:
        """This will seal a secret."""
        return seal(text, _PURPOSE).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """This will open it."""
        return unseal(encrypted_text.encode(), _PURPOSE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """This will say no to whoever would be left without one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return not session.second_factor_wanted() or others.exclude(pk=authenticator.pk).exists()


def has_second_factor(account: Account) -> bool:
    """This will say whether somebody has a second step to sign in with."""
    return Authenticator.objects.filter(user=account, type__in=FACTORS).exists()
