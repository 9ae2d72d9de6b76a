"""Who else may say who somebody is: an OpenID Connect provider, named in the environment."""

from collections.abc import Mapping
from typing import Any

_WANTED = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_DOMAINS")


def providers(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """This will give the provider as allauth wants it told, or none. Raises ValueError where only a part of it is set.

    `OIDC_DOMAINS` are the e-mail domains that the provider may vouch for: without that, one agency's provider
    could sign in as anybody of another's.
    """
    given = {name: environment.get(name, "").strip() for name in _WANTED}
    if not any(given.values()):
        return []
    if missing := [name for name, value in given.items() if not value]:
        raise ValueError(f"{', '.join(missing)}: set these too, or none of {', '.join(_WANTED)}")
    domains = [each.strip().lower() for each in given["OIDC_DOMAINS"].split(",") if each.strip()]
    return [
        {
            "provider_id": "organisation",
            "name": environment.get("OIDC_NAME", "your organisation’s account"),
            "client_id": given["OIDC_CLIENT_ID"],
            "secret": given["OIDC_CLIENT_SECRET"],
            "settings": {"server_url": given["OIDC_ISSUER"], "domains": domains},
        }
    ]
