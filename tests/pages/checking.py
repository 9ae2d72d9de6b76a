"""A board with a practice that has two patients of the father’s name, and how its pages are driven."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.pages.conftest import Cast

TODAY = dt.datetime.now(tz=dt.UTC).date()


BORN = dt.date(1999, 3, 4)


SECRET = "Low mood since the spring"


@dataclass
class Board:
    """A referral of a baby, a mother and a father to the front door; the practice has two patients of his name."""

    cast: Cast
    referral: UUID
    baby: UUID
    mother: UUID
    father: UUID
    patient: UUID
    namesake: UUID
    history: UUID

    @property
    def door(self) -> Client:
        return self.cast.client("told")

    @property
    def gp(self) -> Client:
        return self.cast.client("gp")

    @property
    def address(self) -> str:
        return f"/checks/{self.referral}/"

    def form(self, **more: object) -> dict[str, object]:
        page = self.door.get(f"{self.address}ask/?person={self.father}&service=gp").content.decode()
        return {
            "person": str(self.father), "service": "gp", "team": str(self.cast.week.teams["gp"].pk),
            "purpose": "Is the baby safe?",
            "basis": "public_task", "by-day": TODAY.day, "by-month": TODAY.month, "by-year": TODAY.year, "step": "send",
            "key": hidden(page, "key"), "seen": hidden(page, "seen"), **more,
        }  # fmt: skip

    def ask(self, **more: object) -> HttpResponse:
        return self.door.post(f"{self.address}ask/", self.form(**more))  # type: ignore[return-value]

    def telling(self, who: str = "gp", kind: str = "check") -> UUID:
        with as_owner():
            return rows.Told.objects.get(knower=self.cast.week.teams[who], entry__kind=kind).pk

    def act(self, **given: object) -> HttpResponse:
        address = f"/inbox/{self.telling()}/"
        page = self.gp.get(address).content.decode()
        keys = {"key": str(uuid4()), "seen": hidden(page, "seen")}
        return self.gp.post(f"{address}check/", {**keys, **given})  # type: ignore[return-value]

    def cell(self) -> str:
        page = self.door.get(self.address).content.decode()
        found = re.search(rf'<td class="sl-cell sl-cell--(\w+)" id="c-{self.father}-gp"', page)
        assert found is not None
        return found[1]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""
