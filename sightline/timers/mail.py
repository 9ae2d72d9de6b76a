"""E-mail of what was written down: one to a person, that says there is something to read or do, and nothing of anybody.

An e-mail is noted once the mail server has taken it. If all breaks off in between, one more goes out: never one fewer.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string

from sightline.access import Permission, allowed
from sightline.people.models import Account, Post
from sightline.record.acting import here
from sightline.timers.alarms import day_of
from sightline.timers.models import Mailed, Notification
from sightline.timers.reasons import limits

logger = logging.getLogger(__name__)
_FOR_GOOD = 500


def send(at: dt.datetime, inbox: str) -> None:
    """This will send one e-mail to everybody for whom something was written down that no e-mail stood for yet.

    `inbox` is the address that it leads to. Where the mail server cannot be reached it is logged, and the next sweep tries.
    """
    waiting = _waiting(at)
    if not waiting:
        return
    try:
        with get_connection() as server:
            for account, notes in waiting.items():
                _hand_over(server, account, notes, inbox)
    except (SMTPException, OSError):
        logger.exception("the mail server took no e-mail")


def _waiting(at: dt.datetime) -> Mapping[Account, set[UUID]]:
    """For each person the notifications to be told of: of a team that they were in post in then, and are now."""
    since = at - dt.timedelta(hours=limits().mail_within_hours)
    notes = list(Notification.objects.filter(at__gt=since, at__lte=at))
    posts = _posts({note.team_id for note in notes}, day_of(at))
    done = set(Mailed.objects.filter(notification__in=notes).values_list("account_id", "notification_id"))
    found: dict[Account, set[UUID]] = defaultdict(set)
    for note in notes:
        for account in _whom(posts[note.team_id], note):
            if (account.pk, note.pk) not in done:
                found[account].add(note.pk)
    return found


def _posts(teams: Iterable[UUID], day: dt.date) -> Mapping[UUID, list[Post]]:
    """The posts held today by whoever may open the inbox and has an address that is known to be theirs."""
    found: dict[UUID, list[Post]] = defaultdict(list)
    addressed = Post.objects.select_related("account").filter(
        team__in=teams, account__is_active=True, account__emailaddress__verified=True,
        account__emailaddress__email=F("account__email"),
    )  # fmt: skip
    for post in addressed:
        if post.held_on(day) and allowed(post, Permission.SEE_INBOX):
            found[post.team_id].append(post)
    return found


def _whom(posts: Iterable[Post], note: Notification) -> set[Account]:
    """Those whom the reason names, else everybody: an alarm that nobody gets is none."""
    there = [post for post in posts if post.held_on(day_of(note.at))]
    roles = limits().roles.get(note.reason, ())
    named = [post for post in there if post.role in roles]
    return {post.account for post in named or there if post.account}


def _hand_over(server: BaseEmailBackend, account: Account, notes: set[UUID], inbox: str) -> None:
    """One person's e-mail, in a transaction of its own that no other worker has for the same person at once."""
    with transaction.atomic(using=here().alias):
        if not _alone(account):
            return
        notes = notes - set(Mailed.objects.filter(account=account).values_list("notification_id", flat=True))
        if not notes:
            return
        taken = _taken(server, account.email, inbox)
        if taken is not None:
            Mailed.objects.bulk_create(
                [Mailed(notification_id=note, account=account, taken=taken) for note in sorted(notes)]
            )


def _alone(account: Account) -> bool:
    with here().cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"mail {account.pk}"])
        return bool((cursor.fetchone() or (False,))[0])


def _taken(server: BaseEmailBackend, address: str, inbox: str) -> bool | None:
    """Whether the mail server took it: False where it refuses this address for good, None where it may yet."""
    subject = render_to_string("mail/notification_subject.txt").strip()
    body = render_to_string("mail/notification_message.txt", {"inbox": inbox})
    message = EmailMessage(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [address],
        connection=server,
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        logger.warning("the mail server refused an address")
        return False if any(code >= _FOR_GOOD for code, _ in refused.recipients.values()) else None
    return True
