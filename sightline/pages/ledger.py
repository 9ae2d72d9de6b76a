"""Who was told what, and when: only the tellings that the team made, received or was shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.access import Permission
from sightline.pages import finding
from sightline.pages.chosen import ACTED, chosen
from sightline.pages.forms.ledger import FAMILIES, QUICK, SHOWS, LedgerForm
from sightline.pages.forms.sent import id_of
from sightline.pages.items import YOURS, Item, items
from sightline.pages.opened import Opened, now, opened
from sightline.pages.paging import asked, here, links
from sightline.pages.signed_in import Request, needs
from sightline.pages.telling import Step, step
from sightline.people.models import Post
from sightline.record import cases, store
from sightline.record.around import around
from sightline.record.cases import Receipt, seen_of
from sightline.record.kinds import KINDS
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge


@needs(Permission.SEE_LEDGER)
def ledger(request: Request, id: UUID) -> HttpResponse:
    """This will show one page of entries, for each who was told of it and how far that has come, and one laid out."""
    opens = opened(request.post, id, "opened the ledger")
    form = LedgerForm.of(request.GET)
    context = {"opened": opens, "form": form, "words": finding}
    if form.errors:
        nothing = _choices(seen_of(request.post.team, ()), form, opens)
        return render(request, "ledger.html", context | nothing | {"errors": form.errors}, status=422)
    after, before = asked(request.GET)
    page = store.chronology(
        request.post.team, people=opens.case.people, after=after, before=before, only=_narrow(form)
    )
    known = seen_of(request.post.team, page.entries)
    listed = items(known, known, opens.names, now().day, YOURS)
    receipts = cases.receipts(request.post.team, known.tellings())
    context |= {
        "links": links(page, form.kept),
        "kept": urlencode(form.kept | here(after, before)),
        "chosen": _chosen(request, opens),
    }
    return render(
        request,
        "ledger.html",
        context
        | _table(listed, known, receipts)
        | _choices(known, form, opens)
        | _quick(request.post, opens),
    )


def _narrow(form: LedgerForm) -> store.Only:
    kinds = [name for name, kind in KINDS.items() if form.family == kind.FAMILY]
    return cases.only(kinds, form.agency, form.show, form.since.on, form.until.on)


def _chosen(request: Request, opens: Opened) -> dict[str, Any] | None:
    """The entry that the address names, laid out. Raises Http404 where the team sees no such entry in this case."""
    if "entry" not in request.GET:
        return None
    team, id = request.post.team, id_of(request.GET["entry"])
    found = around(team, opens.case.people, id, list(ACTED)) if id else None
    listed = items(found.known, found.known, opens.names, now().day, YOURS) if found else []
    item = next((item for item in listed if str(id) in item.ids), None)
    if not found or not item:
        raise Http404("no such entry of this case for this team")
    receipts = cases.receipts(team, found.known.tellings())
    laid = chosen(found.entry, found.known, found.teams, receipts)
    untold = opens.names.agencies(sorted(laid.untold, key=opens.names.heading))
    return {"id": str(id), "item": item, "laid": laid, "untold": untold}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry and the tellings of it that the team sees, by whom they told."""

    item: Item
    told: Mapping[Agency, Step]


def _table(
    listed: Sequence[Item], known: Knowledge, receipts: Mapping[str, Sequence[Receipt]]
) -> dict[str, Any]:
    """Entries down, those who were told of them across: whoever was told most first."""
    entries = {entry.id: entry for entry in known.all()}
    told: dict[str, dict[Agency, Step]] = defaultdict(dict)
    for row in known.tellings():
        entry = entries[row.entry]
        if row.knower != entry.author and row.knower not in told[row.entry]:
            told[row.entry][row.knower] = step(row, entry, receipts.get(row.id, ()))
    rows = [
        Row(item, {who: how for id in item.ids if id in item.tells for who, how in told[id].items()})
        for item in listed
    ]
    knows = Counter(who for row in rows for who in {*row.told, row.item.author})
    mine = [row for row in rows if row.item.author == known.knower]
    return {
        "rows": rows,
        "knows": knows.most_common(),
        "mine": mine,
        "silent": sum(not row.told for row in mine),
    }


def _choices(known: Knowledge, form: LedgerForm, opens: Opened) -> dict[str, Any]:
    """What the filters offer: the teams on this page, and whichever is chosen."""
    there = {row.knower for row in known.tellings()} | ({Agency(str(form.agency))} if form.agency else set())
    named = sorted((opens.names.heading(id), id) for id in there)
    return {
        "families": _options({"": "All kinds", **FAMILIES}),
        "agencies": _options({"": "All"} | {id: name for name, id in named}),
        "shows": _options(SHOWS),
    }


def _quick(post: Post, opens: Opened) -> dict[str, Any]:
    """The filters that point at silence, each with its count over the whole case."""
    counted = cases.lagging(post.team, opens.case.people)
    words = {
        show: "100 or more" if many >= cases.MOST_COUNTED else str(many) for show, many in counted.items()
    }
    return {"quick": [(show, words[show], QUICK[show]) for show, many in counted.items() if many]}


def _options(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "text": text} for value, text in words.items()]
