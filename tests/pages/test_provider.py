"""An organisation's own sign-in, by OpenID Connect, tried against a real provider that runs beside the tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.test import Client

from config.providers import providers
from sightline.people.models import Account
from tests.pages import provider
from tests.pages.accounts import account, code, post
from tests.pages.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
CALLBACK = "http://testserver/account/with/organisation/back/"
SIGN_IN = "/account/with/organisation/"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """This will run the provider, and give its address."""
    command = [sys.executable, "-m", "tests.pages.provider", tmp_path_factory.mktemp("provider"), CALLBACK]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = process.stdout.readline().strip()
        assert port, "the provider did not start"
        yield f"http://127.0.0.1:{port}/o"
        process.terminate()


@pytest.fixture(autouse=True)
def configured(issuer: str, settings: LazySettings) -> None:
    """This will name the provider as the environment would."""
    environment = {
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": provider.CLIENT,
        "OIDC_CLIENT_SECRET": provider.SECRET,
        "OIDC_DOMAINS": "example.org",
        "OIDC_NAME": "Example Trust",
    }
    apps = {"OAUTH_PKCE_ENABLED": True, "APPS": providers(environment)}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": apps}


def come_back(
    client: Client, email: str, *, sub: str = "nell", verified: str = "verified", address: str = SIGN_IN
) -> str:
    """This will go to the provider, say who one is, come back, and give the page that we then lead to."""
    to_provider = client.get(address)
    assert to_provider.status_code == 302, to_provider.content.decode()
    with requests.Session() as browser:
        browser.trust_env = False
        asked = browser.get(to_provider["Location"])
        back = browser.get(
            asked.url, params={"email": email, "sub": sub, "verified": verified}, allow_redirects=False
        )
        while not back.headers["Location"].startswith("http://testserver"):
            next_address = requests.compat.urljoin(back.url, back.headers["Location"])
            back = browser.get(next_address, allow_redirects=False)
    parts = urlsplit(back.headers["Location"])
    answer = client.get(f"{parts.path}?{parts.query}")
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


@pytest.fixture
def nell(cast: Cast) -> Account:
    made = account(second_factor=False)
    post(made, cast.week.teams["midwifery"])
    return made


def test_whoever_was_invited_signs_in_with_their_organisation_s_account(nell: Account) -> None:
    client = Client()
    page = client.get("/account/sign-in/?next=/cases/").content.decode()
    assert "Sign in with Example Trust" in page
    assert come_back(client, "Nell@example.org", address=f"{SIGN_IN}?process=login&next=/cases/") == "/cases/"
    assert client.get("/cases/").status_code == 200
    known = SocialAccount.objects.get(user=nell)
    assert known.extra_data == {}, "who it is, and nothing else that the provider tells"
    assert come_back(Client(), "Nell@example.org") == "/start/", "a second time too"
    assert SocialAccount.objects.get(user=nell).extra_data == {}


def test_the_second_step_is_asked_all_the_same(nell: Account, settings: LazySettings) -> None:
    settings.DEMO = False
    client = Client()
    come_back(client, nell.email)
    assert client.get("/cases/")["Location"].startswith("/account/second-step/app/")
    page = client.get("/account/second-step/app/").content.decode()
    secret = page.split('sl-key-text">')[1].split("<")[0]
    assert client.post("/account/second-step/app/", {"code": code(secret)}).status_code == 302
    again = Client()
    assert come_back(again, nell.email) == "/account/second-step/enter/"
    assert again.get("/cases/").status_code == 302


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ({"email": "stranger@example.org"}, "was not invited"),
        ({"email": "nell@example.org", "verified": "no"}, "the provider did not verify it"),
        ({"email": "police@constabulary.example"}, "an address that this provider may not vouch for"),
    ],
)
def test_nobody_else_gets_in_and_no_account_is_made(nell: Account, who: dict[str, str], why: str) -> None:
    post(account("police@constabulary.example", second_factor=False), nell.posts.get().team)
    client = Client()
    before = Account.objects.count()
    said = come_back(client, sub=f"somebody: {why}", **who)
    assert "/cases/" not in said, why
    assert client.get("/cases/").status_code == 302, why
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0), why
    assert "have not been invited" in said or said == "/account/with-other/failed/", why


def test_an_answer_that_we_did_not_ask_for_lets_nobody_in(nell: Account) -> None:
    for query in ("", "?code=made-up&state=made-up", "?error=access_denied"):
        client = Client()
        answer = client.get(f"/account/with/organisation/back/{query}")
        assert answer.status_code in (302, 401, 403), query
        assert client.get("/cases/").status_code == 302


def test_a_provider_that_is_down_is_said_to_be(nell: Account, settings: LazySettings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:1"
    )
    answer = Client().get(SIGN_IN, follow=True)
    assert answer.status_code == 401
    assert "could not be signed in" in answer.content.decode()


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_DOMAINS"])
def test_a_provider_named_by_half_is_refused_at_start(missing: str) -> None:
    whole = dict.fromkeys(("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_DOMAINS"), "x")
    with pytest.raises(ValueError, match=missing):
        providers({**whole, missing: ""})
    assert providers({}) == []
