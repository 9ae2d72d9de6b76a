"""One e-mail to a person, that says nothing of anybody; at most one too many, whatever breaks off in between."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.db import connections

from sightline.commands import jobs
from sightline.pathways.referral import reference
from sightline.people.models import Account, Post
from sightline.record import actions
from sightline.record.acting import as_owner
from sightline.record.kinds.harm import Concern
from sightline.timers import mail
from sightline.timers.mail import send
from sightline.timers.models import Mailed, Notification
from sightline.timers.reasons import limits
from sightline.timers.sweep import sweep
from tests.knowing.days_of import HERE, NAME, WORRY, Today, as_worker
from tests.pages.accounts import account, post
from tests.pages.postbox import Postbox, postbox

pytestmark = pytest.mark.django_db(databases=["owner", "default"], transaction=True)
INBOX = "https://sightline.example/inbox/"
DOOR = {"desk@example.org": "front-door decision maker", "boss@example.org": "team manager"}


@pytest.fixture
def today(db: None) -> Iterator[Today]:
    """This will put two into post at the front door, and a midwife."""
    with as_owner():
        made = Today()
        Post.objects.update(role="practitioner")
        for one in made.week.posts.values():
            one.refresh_from_db()
        for email, role in DOOR.items():
            post(account(email, second_factor=False), made.week.teams["front_door"], role, "Perpetua Vane")
        post(
            account("nell@example.org", second_factor=False),
            made.week.teams["midwifery"],
            name="Perpetua Vane",
        )
        yield made


@pytest.fixture
def box(settings: LazySettings) -> Iterator[Postbox]:
    """This will run the mail server."""
    with postbox(settings) as made:
        yield made


def soon() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC) + dt.timedelta(minutes=1)


def sweeps(at: dt.datetime) -> None:
    """This will do what the job does, at a moment."""
    with as_worker():
        sweep(at)
        send(at, INBOX)


def everything(today: Today) -> None:
    """This will let every clock there is run out."""
    referral = today.refers(contact_name="Rosalind Applegarth", contact_telephone="01632 960 771")
    today.asks(referral)
    today.challenges(today.decides(today.refers()))
    today.opens_in_an_emergency()


def words_of_the_record() -> set[str]:
    """Every id, and every word and number that somebody wrote, of all that is in the record and the directory."""
    found = set()
    with connections["owner"].cursor() as cursor:
        for table, columns in {
            "entry": "id, author_id, post_id, kind, people::text", "told": "id, knower_id, by_id",
            "payload": "summary, (select string_agg(value, ' ') from jsonb_each_text(body))",
            "team": "id, name", "organisation": "id, name", "post": "id, name", "person": "id", "account": "id",
            "notification": "id, reason, item",
        }.items():  # fmt: skip
            cursor.execute(f"select {columns} from sightline_{table}")
            found |= {str(value) for row in cursor.fetchall() for value in row if value}
        cursor.execute("select id from sightline_entry")
        found |= {reference(id) for (id,) in cursor.fetchall()}
    long = {word for text in found for word in re.findall(r"[\w'-]{5,}", text)}
    return found | long


def test_it_arrives_and_says_nothing_of_anybody(today: Today, box: Postbox) -> None:
    everything(today)
    sweeps(soon())
    sweeps(today.after(1))
    assert box.to == sorted([*DOOR, "nell@example.org"] * 2)
    words = words_of_the_record()
    assert {
        "Zebedee",
        "Quillfeather",
        "Rosalind",
        "Perpetua Vane",
        "midwifery",
        "unread",
        WORRY,
        "referral",
    } <= words
    for envelope in box.arrived:
        letter = message_from_bytes(envelope.content)
        body = letter.get_payload(decode=True).decode()  # type: ignore[union-attr]
        raw = "\n".join([envelope.content.decode(), body, str(letter["Subject"])]).lower()
        assert [word for word in words if word.lower() in raw] == []
        assert re.findall(r"https?://\S+", body) == [INBOX]
        assert (letter["From"], letter["To"]) == ("sightline@partnership.example", envelope.rcpt_tos[0])
        assert len(envelope.rcpt_tos) == 1
    assert len({message_from_bytes(one.content).get_payload() for one in box.arrived}) == 1  # type: ignore[arg-type]


def test_it_is_one_for_each_person_and_none_where_nothing_is_new(today: Today, box: Postbox) -> None:
    for _ in range(3):
        today.refers()
    sweeps(soon())
    assert Notification.objects.count() == 3
    assert box.to == sorted(DOOR)
    sweeps(soon())
    assert box.to == sorted(DOOR)
    today.refers()
    sweeps(soon())
    assert box.to == sorted([*DOOR, *DOOR])


def test_the_job_leads_to_the_inbox_of_the_site(today: Today, box: Postbox, settings: LazySettings) -> None:
    settings.SITE = "https://sightline.example"
    today.refers()
    with as_worker():
        jobs.sweep_now(timestamp=0)
    assert box.to == sorted(DOOR)
    assert all(INBOX.encode() in one.content for one in box.arrived)


def test_an_alarm_of_a_clock_goes_to_the_managers_and_where_there_is_none_to_all(
    today: Today, box: Postbox
) -> None:
    today.opens("front_door", today.refers())
    sweeps(today.after(1))
    assert box.to == ["boss@example.org", "nell@example.org"]
    with as_owner():
        Post.objects.filter(role="team manager").update(ends=today.day - dt.timedelta(days=1))
    today.opens("front_door", today.refers())
    sweeps(today.after(1))
    assert box.to == ["boss@example.org", "desk@example.org", "nell@example.org", "nell@example.org"]


def test_an_access_that_nobody_reviewed_wakes_those_who_may_review_it(today: Today, box: Postbox) -> None:
    for email, role in {
        "named@example.org": "named professional",
        "head@example.org": "team manager",
    }.items():
        post(account(email, second_factor=False), today.week.teams["midwifery"], role, "Perpetua Vane")
    today.opens("midwifery", today.opens_in_an_emergency())
    review_over = dt.datetime.combine(today.day + dt.timedelta(days=2), dt.time(), HERE)
    sweeps(review_over - dt.timedelta(minutes=1))
    assert box.to == []
    sweeps(review_over)
    assert box.to == ["head@example.org", "named@example.org"]


def _ended(one: Post, day: dt.date) -> None:
    Post.objects.filter(pk=one.pk).update(ends=day - dt.timedelta(days=1))


def _moved(one: Post, day: dt.date) -> None:
    _ended(one, day)
    other = Post.objects.get(team__name="police").team
    Post.objects.create(team=other, account=one.account, name="Elsewhere", role="practitioner", starts=day)


LEFT: dict[str, Any] = {
    "left yesterday": _ended,
    "moved to another team": _moved,
    "an account that was closed": lambda one, _: Account.objects.filter(pk=one.account_id).update(
        is_active=False
    ),
    "an address that nobody confirmed": lambda one, _: EmailAddress.objects.filter(user=one.account).update(
        verified=False
    ),
    "a role that opens no inbox": lambda one, _: Post.objects.filter(pk=one.pk).update(role="administrator"),
    "not yet in post": lambda one, day: Post.objects.filter(pk=one.pk).update(
        starts=day + dt.timedelta(days=30)
    ),
}


@pytest.mark.parametrize("why", LEFT)
def test_no_longer_or_not_yet_theirs_they_get_none(today: Today, box: Postbox, why: str) -> None:
    with as_owner():
        LEFT[why](Post.objects.get(account__email="desk@example.org"), today.day)
    today.refers()
    sweeps(soon())
    assert box.to == ["boss@example.org"]


def test_who_leaves_between_the_notification_and_the_mail_gets_none(today: Today, box: Postbox) -> None:
    today.refers()
    with as_worker():
        sweep(soon())
    with as_owner():  # in post on the day of the notification, and not on the next
        Post.objects.filter(account__email="desk@example.org").update(ends=today.day)
    with as_worker():
        send(soon() + dt.timedelta(days=1), INBOX)
    assert box.to == ["boss@example.org"]


def test_who_begins_after_the_notification_is_not_written_to_of_it(today: Today, box: Postbox) -> None:
    today.refers()
    with as_worker():
        sweep(soon())
    with as_owner():
        Post.objects.filter(account__email="desk@example.org").update(starts=today.day + dt.timedelta(days=1))
    with as_worker():
        send(soon() + dt.timedelta(days=2), INBOX)
    assert box.to == ["boss@example.org"]


def test_what_somebody_s_team_was_not_told_sends_them_nothing(today: Today, box: Postbox) -> None:
    today.refers("police")
    child = actions.meet(**today.does("gp"))
    today.writes("gp", Concern(level="high"), child, told=("police",))
    sweeps(soon())
    sweeps(today.after(2))
    assert Notification.objects.count() > 3
    assert "nell@example.org" not in box.to


def test_what_is_restricted_before_it_is_swept_sends_nobody_anything(today: Today, box: Postbox) -> None:
    child = actions.meet(**today.does("police"))
    told = today.writes("police", Concern(level="high"), child, told=("front_door", "midwifery"))
    binds = [today.week.teams["front_door"]]
    actions.restrict(**today.does("police"), entries=[told], reason="court_order", authority="x", binds=binds)
    with as_worker():
        sweep(soon())
    assert told not in [note.item for note in Notification.objects.all()]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select n.team_id from sightline_notification n join sightline_told t on t.id = n.item"
            " where t.entry_id = %s",
            [told],
        )
        assert cursor.fetchall() == [(today.week.teams["midwifery"].pk,)]


def test_it_breaks_off_between_the_notification_and_the_mail(today: Today, box: Postbox) -> None:
    today.refers()
    with as_worker():
        sweep(soon())
    assert box.to == []
    for _ in range(2):
        sweeps(soon())
    assert (Notification.objects.count(), box.to) == (1, sorted(DOOR))


def test_it_breaks_off_between_the_mail_and_its_note(
    today: Today, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: Any) -> None:
        raise PowerCut

    today.refers()
    with monkeypatch.context() as broken:
        broken.setattr(Mailed.objects, "bulk_create", cut)
        with pytest.raises(PowerCut):
            sweeps(soon())
    assert len(box.to) == 1
    for _ in range(3):
        sweeps(soon())
    assert Notification.objects.count() == 1
    assert box.to == sorted([*DOOR, box.arrived[0].rcpt_tos[0]])  # one too many, and not one more


def test_two_that_send_at_once_send_one(today: Today, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    today.refers()
    taken, both, barrier = mail._taken, threading.Barrier(2), threading.Barrier(2)

    def slowly(*act: Any) -> bool | None:
        with suppress(threading.BrokenBarrierError):
            both.wait(2)  # until the other is about to send too
        return taken(*act)

    def run() -> None:
        with as_worker():
            barrier.wait(10)
            sweep(soon())
            send(soon(), INBOX)
        connections.close_all()

    monkeypatch.setattr(mail, "_taken", slowly)
    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    sweeps(soon())
    assert (Notification.objects.count(), box.to) == (1, sorted(DOOR))


def test_what_another_sent_meanwhile_is_not_sent_again(
    today: Today, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    today.refers()
    waiting = mail._waiting

    def and_another_sends(at: dt.datetime) -> Any:
        found = waiting(at)
        monkeypatch.setattr(mail, "_waiting", waiting)
        send(at, INBOX)
        return found

    monkeypatch.setattr(mail, "_waiting", and_another_sends)
    sweeps(soon())
    assert box.to == sorted(DOOR)


def test_a_server_that_is_down_is_tried_again_until_the_news_is_old(
    today: Today, box: Postbox, settings: LazySettings
) -> None:
    today.refers()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    sweeps(soon())
    assert (Notification.objects.count(), Mailed.objects.count()) == (1, 0)
    settings.EMAIL_PORT = port
    with as_worker():
        send(soon() + dt.timedelta(hours=limits().mail_within_hours), INBOX)
    assert box.to == []
    sweeps(soon())
    assert box.to == sorted(DOOR)


def test_an_address_that_is_refused_for_good_holds_up_nobody_and_is_not_tried_again(
    today: Today, box: Postbox
) -> None:
    box.refused = {"boss@example.org"}
    today.refers()
    sweeps(soon())
    box.refused = set()
    sweeps(soon())
    assert box.to == ["desk@example.org"]
    assert sorted(Mailed.objects.values_list("account__email", "taken")) == [
        ("boss@example.org", False), ("desk@example.org", True),
    ]  # fmt: skip


def test_nothing_of_anybody_is_logged(today: Today, box: Postbox, caplog: pytest.LogCaptureFixture) -> None:
    box.refused = {"boss@example.org"}
    everything(today)
    sweeps(today.after(1))
    ours = [record for record in caplog.records if record.name != "mail.log"]  # that is the mail server's own
    said = json.dumps([[record.getMessage(), str(record.args)] for record in ours])
    assert "refused an address" in said
    assert [word for word in {*DOOR, NAME, WORRY, "Nell"} if word in said] == []
