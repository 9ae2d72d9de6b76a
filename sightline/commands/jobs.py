"""What the worker does by the clock: `manage.py procrastinate worker` imports this, and nothing else does."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from procrastinate.contrib.django import app

from sightline.timers.mail import send
from sightline.timers.sweep import sweep


@app.periodic(cron="* * * * *")
@app.task(name="sweep", queueing_lock="sweep")
def sweep_now(timestamp: int) -> None:
    """This will sweep the timers each minute. For which minute a job was made does not matter: it sweeps what is over by now."""
    at = dt.datetime.now(tz=dt.UTC)
    sweep(at)
    send(at, settings.SITE + reverse("inbox"))
