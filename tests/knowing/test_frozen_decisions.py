"""A decision without hindsight: what its maker knew, what others held, and who lacked what, from the two cases alone."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.record.acting import as_owner
from sightline.reviews import frozen
from tests.knowing.two_cases import TwoCases, two_cases

pytestmark = pytest.mark.django_db(transaction=True)


def test_it(): 
    import time
    t=time.time()
    with as_owner():
        made = two_cases()
    print("two cases", time.time()-t)
    names = {str(id): f for (s, f), id in made.entries.items() if s == "child-a"}
    t=time.time()
    a = made.told("child-a")
    print("told", time.time()-t, len(a.entries), len(a.told))
    from sightline.record.interchange.read import load
    rec = load("stories/child-a.yaml")
    print(len(rec.entries), {e.id for e in rec.entries} - {names.get(e.id) for e in a.entries})
    ds = frozen.decisions(a)
    for d in ds:
        f = frozen.frozen(a, d)
        l = frozen.lacked(f)
        print(names[d.id], l.on, len(l.knew), sum(map(len,l.held.values())), [r.kind for r in frozen.spoke(f)])
    assert 0
