"""Names put together by machine, numbers kept for fiction, streets and postcodes of nowhere."""

from __future__ import annotations

import random

_GIVEN = {
    "british": (
        "Oliver George Harry Jack Jacob Noah Charlie Thomas Oscar William James Leo Alfie Henry Archie Ethan Joseph Freddie"
        " Samuel Alexander Logan Daniel Isaac Max Mason Theo Benjamin Arthur Lucas Edward Michael David Paul Andrew Mark"
        " Stephen Richard Robert Christopher Matthew Anthony Peter Simon Darren Lee Craig Gary Wayne Dean Shaun Kevin Ryan"
        " Liam Connor Kieran Callum Jordan Nathan Luke Aaron Kyle Jamie Scott Stuart Ronald Kenneth Graham Nigel".split(),
        "Olivia Amelia Isla Emily Ava Lily Sophia Grace Mia Poppy Ella Evie Charlotte Jessica Daisy Alice Freya Sophie"
        " Isabella Evelyn Florence Ruby Sienna Chloe Lucy Phoebe Megan Holly Katie Abigail Elizabeth Sarah Rebecca Laura"
        " Emma Claire Nicola Joanne Michelle Tracey Donna Lisa Kelly Stacey Gemma Hayley Kirsty Leanne Samantha Victoria"
        " Catherine Margaret Susan Patricia Deborah Jacqueline Christine Jennifer Kimberley Danielle Natalie Zoe".split(),
    ),
    "asian": (
        "Mohammed Ahmed Ali Hassan Hussain Ibrahim Yusuf Omar Abdullah Imran Tariq Rashid Bilal Hamza Zain Usman Adnan Faisal"
        " Kamran Shahid Arjun Rohan Amit Sanjay Vijay Harpreet Gurpreet Jaspal Sukhvinder Manjit Aryan Krishna Rahim Salman".split(),
        "Fatima Aisha Zainab Maryam Khadija Amina Nadia Saima Shabana Rukhsana Farah Samina Hafsa Sumaiya Iqra Noor Priya"
        " Anjali Sunita Meena Kavita Harpreet Gurpreet Jaspreet Manjit Simran Rani Asha Tahmina Nasreen Shazia Yasmin".split(),
    ),
    "polish": (
        "Jakub Mateusz Piotr Krzysztof Tomasz Pawel Michal Marcin Wojciech Szymon Kacper Filip Lukasz Andrzej Adam Jan Dawid".split(),
        "Katarzyna Malgorzata Agnieszka Magdalena Zuzanna Aleksandra Natalia Wiktoria Ewa Zofia Julia Karolina Joanna Hanna Maja".split(),
    ),
    "african": (
        "Emmanuel Samuel Kwame Kofi Chidi Emeka Tunde Abdi Mohamed Yonas Dawit Tesfaye Ibrahima Moussa Daniel Joshua Tendai".split(),
        "Ngozi Chioma Abena Akosua Amaka Folake Hodan Fadumo Amina Selam Mariam Aminata Grace Blessing Precious Patience Ruth".split(),
    ),
}  # fmt: skip
_SURNAMES = {
    "asian": (
        "Khan Ahmed Hussain Begum Ali Akhtar Patel Singh Kaur Shah Mahmood Iqbal Malik Chaudhry Bibi Rahman Miah Uddin Islam"
        " Sharma Gill Sandhu Dhillon Aslam Mirza Qureshi Siddiqui Butt Rashid Hassan Yousaf Bashir Sheikh Ghulam Farooq".split()
    ),
    "african": (
        "Mensah Owusu Boateng Okafor Adeyemi Balogun Eze Okonkwo Hassan Mohamed Abdi Warsame Tesfay Haile Diallo Traore Moyo"
        " Ncube Banda Phiri Asante Osei Nwosu Ibrahim Farah Kamara Sesay Conteh Bangura Jalloh".split()
    ),
}
_FRONT = "Ash Brad Whit Hart Lang Nor Sut Wal Thorn Black Red Green Hol Mar Stan Win Ald Bur Car Dal Ed Far Gar Hal Ken Lam Mill Pen Rad Shel Til West Wood Brook Cros Pem".split()
_BACK = "ton ley field worth man well ford ham by wood ridge shaw croft den low".split()
_COMMON = "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Hall Lewis Clarke Jackson Wood Harris Martin Cooper Ward Turner Hill Moore Green Baker King O'Neill O'Brien McDonald MacLeod Murphy Kelly Walsh Ryan".split()
_STEM = "Kowal Nowak Wisniew Wojci Kamin Lewandow Zielin Szyman Dabrow Kozlow Jankow Mazur Krawczy Piotrow Grabow Pawlow Michal Adamcz Dudz Wieczor".split()
_STREET = "Orchard Mill Church Station Victoria Albert Meadow Chapel Castle Priory Kestrel Larch Maple Beech Elm Linden Quarry Harbour Canal Foundry Lavender Heather Juniper Falcon Swallow Abbey Bishop Cromwell Nelson Wellington Tanner Cooper Weaver Saddler Ferry Bridge Spring Well Garden Sunny Hazel Willow Rowan Aspen Poplar Cedar Bramble Clover".split()
_STREET_TAIL = "dale hurst mere combe gate wick moor cote bourne stead".split()
_KIND = "Street Road Avenue Close Drive Lane Court Gardens Crescent Place Terrace Grove Way".split()


class Names:
    """Names by culture, some common and most rare, as names are."""

    def __init__(self, chance: random.Random) -> None:
        british = _COMMON + [front + back for front in _FRONT for back in _BACK]
        polish = [stem + end for stem in _STEM for end in ("ska", "icz", "czyk", "a")]
        self._surnames = {"british": british, "polish": polish, **_SURNAMES}
        self._chance = chance

    def culture(self) -> str:
        return self._chance.choices(("british", "asian", "polish", "african"), (70, 16, 7, 7))[0]

    def given(self, culture: str, sex: str) -> str:
        pool = _GIVEN[culture][sex == "f"]
        return (
            pool[min(int(self._chance.paretovariate(0.9)) - 1, 10**6) % len(pool)]
            if self._chance.random() < 0.3
            else self._chance.choice(pool)
        )

    def surname(self, culture: str) -> str:
        pool = self._surnames[culture]
        if culture == "british" and self._chance.random() < 0.35:
            return self._chance.choice(_COMMON)
        return self._chance.choice(pool)


def street(chance: random.Random) -> str:
    return f"{chance.choice(_STREET)}{chance.choice(['', *_STREET_TAIL]) if chance.random() < 0.6 else ''} {chance.choice(_KIND)}"


def postcode(chance: random.Random, district: int) -> str:
    """A postcode of the area QX, which is nowhere's."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"QX{district} {chance.randrange(10)}{chance.choice(letters)}{chance.choice(letters)}"


def nhs_number(serial: int) -> str | None:
    """A number of the range 999, which is nobody's, with its check digit; None where none would fit."""
    nine = f"999{serial:06d}"
    check = 11 - sum(int(d) * (10 - at) for at, d in enumerate(nine)) % 11
    return None if check == 10 else f"{nine}{0 if check == 11 else check}"


def telephone(chance: random.Random) -> str:
    """A number of those kept for drama."""
    return f"{chance.choice(_DRAMA)}{chance.randrange(1000):03d}"


_DRAMA = (
    "07700900", "01632960", "02079460", "01134960", "01144960", "01154960", "01164960", "01174960", "01184960", "01214960",
    "01314960", "01414960", "01514960", "01614960", "01914980", "02896496", "02920180", "03069990", "08081570",
)  # fmt: skip
