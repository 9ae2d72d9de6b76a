"""From the answers of a draft to the referral that they make, and from what the team knows to answers not asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from sightline.pages.forms import referral as form
from sightline.pages.forms.day import Day
from sightline.pages.forms.fields import Answers, Offers
from sightline.pages.forms.referral import OTHERS, Question
from sightline.pages.opened import names_of
from sightline.pages.words import Names, first_up
from sightline.pathways.referral import Father, Referring, Someone, doors
from sightline.people.models import Post, Team
from sightline.record import cases, store
from sightline.record.cases import Case
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person, Role, Topic
from sightline.record.queue import referrals_about

MOST_CASES = 12
"""So many families are offered to choose from; a team with more begins from the page of a case."""
_CHILD_FIRST = ("unborn", "child", "sibling", "mother", "father", "partner")
_LIVE_TOGETHER = ("child", "sibling", "mother")
"""Whose address a new one is taken to be, where a known family has moved."""


def begun(post: Post, case: Case | None) -> dict[str, Any]:
    """This will give the first answers of a draft: nothing that the team knows already is asked."""
    here = doors(post.team)
    door = {"door": str(here[0].pk)} if here else {}
    first = {"danger": "no", "contact_name": post.name, "done": [], "given": [], "pages": {}, **door}
    return first | {"who": f"case:{case.id}", **of_case(post, case)} if case else first


def of_case(post: Post, case: Case) -> dict[str, Any]:
    """This will give the answers that a case holds already, each of which can still be changed."""
    names = _names(post.team, case)
    people = sorted(case.people, key=lambda one: _place(names.roles.get(Person(str(one)))))
    there = any(names.roles.get(Person(str(one))) in ("father", "partner") for one in people)
    before = [one for one in referrals_about(post.team, map(str, people)) if one.author == str(post.team_id)]
    mine = [one.body.contact_telephone for one in before if one.body.contact_name == post.name]
    telephone = mine[-1] if mine else None
    held = ["who", "family", "others", "address", *(["reach"] if telephone else [])]
    answers = {
        "family": [str(one) for one in people],
        "father_there": "yes" if there else "",
        "others": "no",
        "done": held,
        "given": held,
    }
    usual = {str(door.pk) for door in doors(post.team)} & {str(one.body.to) for one in before[-1:]}
    if usual:
        answers["door"] = usual.pop()
    return answers | ({"contact_telephone": telephone} if telephone else {})


def followed(post: Post, one: Question, answers: Mapping[str, Any]) -> dict[str, Any]:
    """This will give the answers once a question is answered well: it is done, and a family chosen brings what is known."""
    now = dict(answers)
    if one.id == "who":
        open = [id for id in now.get("done", ()) if id not in now.get("given", ())]
        now |= {"family": [], "father_there": "", "others": "", "given": [], "done": open}
        case = case_of(post, answers)
        now |= of_case(post, case) if case else {}
    if one.id == "family":
        now["father_there"] = _father_there(post, answers)
    return now | {"done": list(dict.fromkeys([*now.get("done", []), one.id]))}


def case_of(post: Post, answers: Answers) -> Case | None:
    """This will give the case that was chosen, or None: none was, or it is not the team's."""
    try:
        id = UUID(form.of_case(answers))
    except ValueError:
        return None
    return cases.case(post.team, id)


def offers(post: Post, answers: Answers) -> Offers:
    """This will give what only the team's own record and the directory can offer to choose from."""
    mine = cases.cases(post.team)
    known = {f"case:{one.id}": one.title for one in mine} if len(mine) <= MOST_CASES else {}
    case = case_of(post, answers)
    if case and not known:
        known = {f"case:{case.id}": case.title}
    new = {
        "child": "A child your team has not written about",
        "unborn": "An unborn baby your team has not written about",
    }
    return {
        "who": known | new,
        "family": _family(post, case) if case else {},
        "door": {str(one.pk): _door(one) for one in doors(post.team)},
    }


def title(post: Post, answers: Answers) -> str:
    """This will name the family for the team's own list of cases and drafts."""
    case = case_of(post, answers)
    if case:
        return case.title
    if answers.get("who") == "unborn":
        mother = answers.get("carer_name")
        return f"Baby of {mother}" if mother else "An unborn baby"
    child = "A child" if answers.get("who") == "child" else "Nobody named yet"
    return str(answers.get("child_name") or child)


def referring(post: Post, answers: Answers) -> Referring | None:
    """This will make the referral, or None where the front door or the case chosen is not there (any more)."""
    door = next((one for one in doors(post.team) if str(one.pk) == answers.get("door")), None)
    case = case_of(post, answers)
    if door is None or (form.of_case(answers) and case is None):
        return None
    people = _known(post, case, answers) if case else _new(answers)
    people += [*_father(answers), *_others(answers)]
    father = answers.get("father")
    there = answers.get("father_there") == "yes" or answers.get("carer_role") == "father"
    if there or father in ("father", "partner"):
        father = "known"
    said = {name: str(answers.get(name) or "") for name in ("worry", "well", "wanted", "why_not_told")}
    told = answers.get("told") == "yes"
    return Referring(
        to=door, people=tuple(people), case=case.id if case else None, title=title(post, answers), worry=said["worry"],
        topics=tuple(cast("Topic", one) for one in answers.get("topics", ())),
        alleges_harm={"yes": True, "no": False}.get(str(answers.get("harm"))), working_well=said["well"],
        wanted=said["wanted"], family_told=told, why_not_told=None if told else said["why_not_told"] or None,
        father=cast("Father", father), contact_name=str(answers.get("contact_name", "")),
        contact_telephone=str(answers.get("contact_telephone", "")),
    )  # fmt: skip


def _new(answers: Answers) -> list[Someone]:
    """The child or baby, and who looks after them: they live together, as far as the referrer says."""
    lives = _lives(answers)
    if answers.get("who") == "unborn":
        name, due = answers.get("baby_name") or None, Day.of(answers, "edd", "").on
        baby = Someone(slot="child", role="unborn", name=name, edd=due)
        return [baby, _someone("carer", answers, role="mother", **lives)]
    carer = _someone("carer", answers, role=answers["carer_role"], **lives)
    return [_someone("child", answers, role="child", **lives), carer]


def _someone(slot: str, answers: Answers, role: Role, **lives: Any) -> Someone:
    number = "".join(one for one in str(answers.get(f"{slot}_nhs") or "") if one.isdigit())
    name, dob = answers.get(f"{slot}_name") or None, Day.of(answers, f"{slot}_dob", "").on
    return Someone(slot=slot, role=role, name=name, dob=dob, nhs_number=number or None, **lives)


def _lives(answers: Answers) -> dict[str, Any]:
    if answers.get("address_unknown"):
        return {}
    held = {name: str(answers.get(name) or "") for name in ("address", "postcode")}
    return {name: value.upper() if name == "postcode" else value for name, value in held.items() if value}


def _known(post: Post, case: Case, answers: Answers) -> list[Someone]:
    """Those of the case who were ticked, with nothing said of them anew but, where it was given, an address."""
    roles, ticked = _names(post.team, case).roles, set(answers.get("family", ()))
    lives = _lives(answers)
    people = sorted(case.people, key=lambda one: _place(roles.get(Person(str(one)))))
    return [
        Someone(slot=str(one), id=one, **(lives if roles.get(Person(str(one))) in _LIVE_TOGETHER else {}))
        for one in people
        if str(one) in ticked
    ]


def _father(answers: Answers) -> Iterator[Someone]:
    asked = next(one for one in form.QUESTIONS if one.id == "father").when(answers)
    if asked and answers.get("father") in ("father", "partner"):
        yield _someone("father", answers, role=answers["father"])


def _others(answers: Answers) -> Iterator[Someone]:
    for n in OTHERS if answers.get("others") == "yes" else ():
        if answers.get(f"other_{n}_name"):
            yield _someone(f"other_{n}", answers, role=answers[f"other_{n}_role"])


def _family(post: Post, case: Case) -> Mapping[str, str]:
    names = _names(post.team, case)
    people = sorted(case.people, key=lambda one: _place(names.roles.get(Person(str(one)))))
    return {str(one): first_up(_called(names, Person(str(one)))) for one in people}


def _called(names: Names, person: Person) -> str:
    role, name = names.roles.get(person, ""), names.person(person)
    return f"{name} ({role.replace('_', ' ')})" if role and role not in name and role != "unborn" else name


def _father_there(post: Post, answers: Answers) -> str:
    case = case_of(post, answers)
    roles = _names(post.team, case).roles if case else {}
    ticked = [Person(one) for one in answers.get("family", ())]
    return "yes" if any(roles.get(one) in ("father", "partner") for one in ticked) else ""


def _names(team: Team, case: Case) -> Names:
    return names_of(list(store.may_see(team, people=case.people).entries(Particulars)))


def _place(role: str | None) -> int:
    return _CHILD_FIRST.index(role) if role in _CHILD_FIRST else len(_CHILD_FIRST)


def _door(team: Team) -> str:
    return f"{first_up(team.name)} ({team.area.name})" if team.area else first_up(team.name)


def months(since: dt.date, on: dt.date) -> str:
    """This will say since when there were several contacts: today, in 9 days, in 5 months, in 3 years."""
    days = (on - since).days
    if days < 14:
        return f"in {days} day{'' if days == 1 else 's'}" if days else "today"
    if days < 61:
        return f"in {days // 7} weeks"
    return f"in {round(days / 30.4)} months" if days < 730 else f"in {days // 365} years"
