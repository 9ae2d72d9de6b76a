"""Telling the front door as a browser does it: begin, answer, send; and what a page then says."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from sightline.record import models as rows
from sightline.record.acting import as_owner

ANSWERS: dict[str, dict[str, Any]] = {
    "who": {"who": "unborn"},
    "baby": {"edd-day": "1", "edd-month": "3", "edd-year": "2027"},
    "mother": {"carer_name": "Kayleigh Marsh", "carer_dob-day": "27", "carer_dob-month": "3", "carer_dob-year": "2007"},
    "father": {"father": "father", "father_name": "Dean Cole"},
    "others": {"others": "yes", "other_1_name": "Jo Marsh", "other_1_role": "grandparent"},
    "address": {"address": "9 Alder Row", "postcode": "bs1 4dj"},
    "worry": {"worry": "They cannot say how they will manage <b>at night</b>"},
    "topics": {"topics": ["parenting_capacity", "preparation_for_birth"]},
    "harm": {"harm": "no"},
    "well": {"well": "They come to every appointment"},
    "wanted": {"wanted": "A social worker meets them before the birth"},
    "told": {"told": "no", "why_not_told": "I could not reach them"},
    "reach": {"contact_name": "Rosalind Pym", "contact_telephone": "01632 960 001"},
}  # fmt: skip


def hidden(page: str) -> dict[str, str]:
    """This will give the hidden fields of a page's form, as a browser would send them."""
    return dict(
        re.findall(r'<input type="hidden" name="(key|case|revision|tab|latest)" value="([^"]*)"', page)
    )


def begins(client: Client, **said: str) -> str:
    """This will answer that nobody is in danger, and give the address of the draft."""
    page = client.get("/referral/", said).content.decode()
    answer = client.post("/referral/", hidden(page) | {"danger": "no"})
    assert answer.status_code == 302, answer.content.decode()
    return "/".join(answer["Location"].split("/")[:3]) + "/"


def answers(client: Client, draft: str, name: str, **said: Any) -> HttpResponse:
    """This will answer one question as a browser does."""
    page = client.get(f"{draft}{name}/").content.decode()
    return client.post(f"{draft}{name}/", hidden(page) | said)  # type: ignore[return-value]


def written(client: Client, **instead: dict[str, Any]) -> str:
    """This will answer every question, and give the address of the draft."""
    draft = begins(client)
    for name, said in (ANSWERS | instead).items():
        assert answers(client, draft, name, **said).status_code == 302, name
    return draft


def sends(client: Client, draft: str) -> HttpResponse:
    page = client.get(draft).content.decode()
    return client.post(draft, hidden(page))  # type: ignore[return-value]


def said(answer: Any) -> str:
    markup = re.sub(r"</?(strong|span|a)\b[^>]*>", "", answer.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def referrals() -> int:
    with as_owner():
        return rows.Entry.objects.filter(kind="referral").count()
