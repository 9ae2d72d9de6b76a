"""An invented review: its report as a careful reviewer writes it for the public, and the private record behind it.

The family, the town and every agency are made up. What can mislead a check is put in on purpose: words that are also names
of somebody here (grace, ivy, marsh, may), laws and years, months, titles that many hold.
"""

from __future__ import annotations

import datetime as dt

from sightline.reviews.report.parts import (
    Chapter,
    FamilyView,
    Finding,
    Limit,
    Line,
    Method,
    PlainWords,
    Recommendation,
    Report,
    Terms,
)
from sightline.reviews.report.private import Place, Private, Service, Someone

PRIVATE = Private(
    people=(
        Someone(("Ivy Grace Tolley-Marsh", "Ivy Marsh", "Ivy Tolley"), "Child A"),
        Someone(("Rowan Tolley-Marsh", "Rowan Marsh", "Ro"), "Child A's twin"),
        Someone(("Katarzyna Marsh", "Kasia", "Kat Marsh"), "the mother"),
        Someone(("Declan Tolley", "Dec"), "the father"),
        Someone(("Maureen Tolley", "Nanny Mo"), "the paternal grandmother"),
        Someone(("Joan Peel",), "the midwife", professional=True),
        Someone(("Femi Adeyinka",), "the social worker", professional=True),
        Someone(("Dr Anil Rao",), "the GP", professional=True),
        Someone(("Sue Okafor", "Martin Okafor"), "the foster carers", professional=True),
        Someone(
            ("Beata Wrona",),
            "the family support worker",
            professional=True,
            post="Polish-speaking family support worker",
        ),
        Someone(("Carys Lowther",), "the lead midwife", professional=True, post="Lead Midwife for Perinatal Mental Health"),
    ),
    services=(
        Service(("Saltmere Harbour Children's Centre", "Harbour Centre"), "childrens_centre"),
        Service(("Quayside Surgery", "Quayside"), "gp"),
        Service(("Young Westmarch",), "leaving_care"),
        Service(("Westmarch Partnership Trust", "WPT"), "adult_mental_health"),
        Service(("St Brannoc's Hospital", "St Brannoc's"), "hospital"),
        Service(("Pilot Road Primary School", "Pilot Road Primary"), "school"),
    ),
    places=(
        Place(("Saltmere",), "town"),
        Place(("Westmarch",), "county"),
        Place(("Kiln Lane",), "street"),
        Place(("Gull Point flats", "Gull Point"), "building"),
    ),
    texts=(
        "Mother said she loves the bump to bits but keeps dreaming that she drops the baby down the harbour steps.",
        "Dad asked twice how hot the bath should be and wrote the answer on the back of his hand in biro.",
        "Parents asked for the termination clinic's number on 3 October 2019, both of them in tears, and then asked about scans.",
        "Carer states baby had a small amount of bright red blood on the teat of the 9pm bottle, photo taken.",
        "Father reports low mood since his brother was stabbed outside the arcade and says he does not sleep.",
        "We have used every tool in the box with these two and I am still not confident.",
    ),
    numbers=("LCS 4471902", "PL20C50112", "9990246173", "9993105821", "01632 960123", "kasia.marsh@example.org"),
)

_SCENE = Chapter(
    "Child A",
    "Child A and family",
    (
        "Child A was a baby of a few weeks, who lived with both parents in a placement for parents and children with foster carers. "
        "In the spring of 2020 the foster carers saw blood in the baby's mouth. A doctor found a tear under the lip some days later.",
        "The father had been in care as a child and had been offered help with low mood. Neither the midwifery service nor the "
        "front door knew of this when they decided. The mother had grown up in another council's area.",
        "Both parents wanted to learn. They came to every appointment, and said early on that they were not sure how they would manage. "
        "Nobody had told them that the front door had been asked about their family, or why.",
    ),
)
_BEFORE = Chapter(
    "Child A",
    "Before the birth",
    (
        "The midwifery service referred the family to the front door in autumn 2019. The front door and the midwife agreed on early "
        "help, and practitioners told the review that this was the right first step.",
        "The children's centre then saw the parents every week. Workers found the parents willing and warm, and noticed that what had "
        "been learned one week was gone by the next. They tried pictures, a doll and a diary. They marked what the parents could do by "
        "themselves, and the marks did not move.",
        "A second referral followed in December 2019. The front door answered that early help would continue. Its checks had not "
        "reached the father's GP, the adult mental health trust or the leaving care service, each of which held part of his history. "
        "The decision rested on the blanks as if they were answers.",
        "The midwife did not challenge the decision. Practitioners gave three reasons: they took the front door to be the expert on "
        "thresholds, they had no name to ring, and the reply had come without reasons. One may call it a period of grace that nobody "
        "had decided to give.",
        "The third referral, in February 2020, led to a social work assessment. It began about a month before the baby was due, which "
        "left little time for a pre-birth assessment under the local procedure. Working Together 2018 asks for one as early as possible.",
    ),
    (
        Line(
            "Autumn 2019",
            "The midwife tells the front door that both parents doubt whether they can look after a baby. Early help is agreed.",
            "Midwifery, front door, children's centre",
        ),
        Line(
            "December 2019",
            "The midwife refers again. The front door decides that early help continues.",
            "Midwifery, front door",
            "GP, adult mental health, leaving care",
        ),
        Line(
            "January 2020",
            "The adult mental health trust closes the father's case after missed appointments.",
            "Adult mental health, the father's GP",
            "Midwifery, front door, children's centre",
        ),
        Line(
            "February 2020",
            "The midwife refers a third time. A social worker is allocated and begins an assessment.",
            "Midwifery, front door, children's social care",
            "GP, adult mental health",
        ),
    ),
)
_AFTER = Chapter(
    "Child A",
    "After the birth",
    (
        "The baby was placed with both parents under section 20 of the Children Act 1989, within the Public Law Outline. Health staff "
        "assumed that the placement watched the parents by day and night. The foster carers understood that they were to step back "
        "after some weeks. No document said which.",
        "The placement was in the area of another health visiting team. Its health visitor was sent an address and nothing else. She "
        "learned of the parents' history from the foster carers, in May 2020, after the injury.",
        "Visits were by video because of the pandemic. Practitioners therefore relied on the foster carers' diary, which went by e-mail to "
        "two people. It will be seen that the diary said more, and said it sooner, than any meeting did.",
    ),
)
_INJURY = Chapter(
    "Child A",
    "The injury and the response",
    (
        "The foster carers wrote down the first bleeding and took a photograph. They took it for a scratch from feeding. They felt that they "
        "could not trouble the surgery, and meant to ask the health visitor after the weekend.",
        "When it happened again they told their supervising social worker, who advised them to see the GP. A Named Nurse gave the health "
        "visitor the same advice. The GP described the tear exactly in a message and did not write what it can mean. Each reader "
        "took the other to have decided.",
        "The next day the team manager read the message and called a strategy discussion. A paediatrician saw the baby at hospital, and the "
        "child protection procedures were followed from then on.",
    ),
)
_CHILD_B = Chapter(
    "Child B",
    "Child B: an example of good practice",
    (
        "Child B was a baby who was injured in the summer of 2020 while living at home. The out-of-hours GP rang the emergency duty team at once, "
        "and said in plain words that the injury was a worry in a baby who could not yet move.",
        "A strategy discussion was held within a day with health, police and children's social care. The parents were told each step by "
        "the same paediatric registrar. The court made an interim care order within the week.",
        "Child B's mother told the review that the hospital had been frightening and that nobody had left her alone with it.",
    ),
)
_FINDINGS = (
    Finding(
        "A blank check was read as an answer",
        (
            "The front door asked some agencies and not others. Nothing on its form showed the difference between no concern, no reply "
            "and not asked. In both cases the history of a father stood in a record that nobody opened.",
            "The checks for Child B were fuller, because an older court file led to them. That was luck and not procedure.",
        ),
        ("The decision of December 2019", "What the GP and the trust held by then"),
        ("The midwife's second referral was clear, and came in good time",),
    ),
    Finding(
        "Who referred was not told why",
        (
            "A referrer who hears only an outcome cannot tell whether the worry was understood. Midwives and children's centre staff "
            "said that they would have challenged the decision had there been reasons to challenge.",
        ),
        ("The reply of December 2019",),
    ),
    Finding(
        "Supervision meant a different thing to each agency",
        (
            "Six agencies described the placement to the review, in four ways. A plan that does not say who watches, when and how far "
            "leaves each reader to hope.",
        ),
        ("The placement agreement", "The foster carers' diary"),
        ("The foster carers wrote down every day what they saw",),
    ),
)
_RECOMMENDATIONS = (
    Recommendation(
        "Show on every decision which agencies were asked, which answered and which did not",
        "The front door",
        "By spring 2021",
        "A sample of twenty decisions each quarter has no blank without a reason",
        "A blank check was read as an answer",
    ),
    Recommendation(
        "Tell every referrer the outcome and its reasons, and whom to ring to disagree",
        "The front door, with midwifery and health visiting",
        "By January 2021",
        "Referrers asked by survey say that they know the reasons",
        "Who referred was not told why",
    ),
    Recommendation(
        "Write in each placement agreement who watches, when and how, and share it with all who visit",
        "The fostering service",
        "By summer 2021",
        "Each agreement read at review says the same as each visitor",
        "Supervision meant a different thing to each agency",
    ),
)
REPORT = Report(
    title="Child A and Child B: a local child safeguarding practice review",
    partnership="An invented safeguarding children partnership",
    authors=("Two independent reviewers",),
    issued=dt.date(2021, 2, 15),
    introduction=(
        "A partnership must consider a review where a child has been seriously harmed and abuse or neglect is known or suspected "
        "(Working Together 2018, chapter 4). The partnership decided to look at two babies who were injured within the same year.",
        "The review asks why good people made the decisions that they made, with what they knew on the day. What was learned "
        "later is marked as hindsight wherever it is used. It blames nobody.",
    ),
    scene=(_SCENE, _CHILD_B),
    phases=(_BEFORE, _AFTER, _INJURY),
    family=(
        FamilyView(
            "Child A's parents",
            "They were written to through their solicitor, and again when the court case was over.",
            ("They have not felt able to take part. They may still do so, and the offer stays open.",),
        ),
        FamilyView(
            "Child B's mother",
            "She met one of the reviewers and a social worker whom she trusts.",
            ("She wished that her baby could have stayed with family. She would like to be told what changes.",),
        ),
    ),
    findings=_FINDINGS,
    conclusions=(
        "Each agency held a true part of the story, and the agency that decided held the fewest. The remedy is dull and known: ask widely, "
        "write what was not answered, reply with reasons.",
        "Practitioners in both cases worked hard and honestly. Nothing in this report should make anybody less ready to speak of doubt.",
    ),
    recommendations=_RECOMMENDATIONS,
    terms=Terms(
        "Children Act 2004, section 16F, and Working Together 2018",
        "From the first booking appointment in 2019 to the court's orders in the summer of 2020",
        (
            "Why did practitioners act, or not act, as they did at the points that mattered?",
            "What did each agency know, and whom had it told?",
            "What helps practitioners to disagree with a decision?",
        ),
    ),
    method=Method(
        (
            "The review used an Appreciative Inquiry. Practitioners were brought together in groups, and were shown the chronology "
            "only as far as their own agency had known it, before they were shown the whole.",
            "Two people from outside the partnership observed each session and checked the notes.",
        ),
        ("Midwives, health visitors and children's centre staff", "Social workers and their managers", "The foster carers"),
        (
            Limit("The father's GP", "The surgery could not release a doctor.", "How the practice decides whom it tells of a low mood."),
            Limit("Child A's parents", "Court proceedings had only just ended.", "How the help felt, and what they understood of it."),
            Limit("Child B's father", "He did not answer two letters.", "What he had been told at the time."),
        ),
    ),
    plain=(
        PlainWords(
            "Child A's mother",
            (
                "Your baby was hurt in the spring of 2020. Your baby lived with you in a foster home then.",
                "A group of people has looked at how services helped you. They wanted to learn. They did not look for someone to blame.",
            ),
            (
                "Services did not ask each other enough questions.",
                "Your midwife was worried and said so. She was not told why the answer was no.",
                "People had different ideas of how the foster carers should help you.",
            ),
            (
                "The front door will write down whom it asked.",
                "It will tell the person who asked for help what was decided, and why.",
                "Every plan will say who helps, and when.",
            ),
            ("We asked to hear from you. You did not feel ready. You can still tell us. You do not have to.",),
            "You can ask your social worker to read this with you.",
        ),
    ),
)
