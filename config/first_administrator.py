"""Lets the first administrator of an organisation in; every later one is invited by an administrator.

    DATABASE_URL=… python -m config.first_administrator

It asks who it is, and prints a link with which they set a password, once. It needs the owner's address of the database.
"""

import datetime as dt
import os
from collections.abc import Callable

import django


def main(ask: Callable[[str], str] = input) -> None:
    """Ask, make the organisation, its team and the post where they are not there yet, and print the link."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.urls import reverse

    from sightline.pages.signing_in import invitation
    from sightline.people.models import Account, Organisation, Post, Team
    from sightline.record.acting import as_owner

    organisation, team, kind = ask("Organisation: "), ask("Team: "), ask("Type of the team (as in a file): ")
    name, email = ask("Their name, as colleagues see it: "), ask("Their e-mail address: ").strip().lower()
    with as_owner():
        theirs, _ = Organisation.objects.get_or_create(name=organisation)
        in_team, _ = Team.objects.get_or_create(organisation=theirs, name=team, defaults={"type": kind})
        account = Account.objects.filter(email=email).first() or Account(email=email)
        if account._state.adding:
            account.set_unusable_password()
            account.save()
        invitation.verified(account)
        today = dt.datetime.now(tz=dt.UTC).date()
        held = {"team": in_team, "account": account, "role": "administrator"}
        if not Post.objects.filter(**held, ends=None).exists():
            Post.objects.create(**held, name=name, starts=today)
        link = reverse("invitation", kwargs={"token": invitation.token_for(account)})
    site = f"https://{(os.environ.get('SIGHTLINE_HOSTS') or 'the-site').split(',')[0]}"
    if account.has_usable_password():
        print(f"They have an account already, and the post. They sign in at {site}{reverse('account_login')}")
    else:
        print(f"Give them this link yourself. It works once, for 7 days:\n{site}{link}")


if __name__ == "__main__":
    main()
