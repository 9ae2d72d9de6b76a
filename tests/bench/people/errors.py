"""What records get wrong, each error by the way it comes about. Rates are of the kind that audits of records report."""

from __future__ import annotations

import datetime as dt
import random
import string

_SHORT = {
    "Oliver": "Ollie", "Jacob": "Jake", "Thomas": "Tom", "William": "Bill", "James": "Jim", "Joseph": "Joe", "Samuel": "Sam",
    "Alexander": "Alex", "Daniel": "Dan", "Benjamin": "Ben", "Edward": "Ted", "Michael": "Mick", "David": "Dave",
    "Andrew": "Andy", "Stephen": "Steve", "Richard": "Dick", "Robert": "Bob", "Christopher": "Chris", "Matthew": "Matt",
    "Anthony": "Tony", "Peter": "Pete", "Nathan": "Nate", "Kenneth": "Ken", "Ronald": "Ron", "Isabella": "Bella",
    "Charlotte": "Lottie", "Jessica": "Jess", "Abigail": "Abbie", "Elizabeth": "Beth", "Rebecca": "Becky", "Nicola": "Nicky",
    "Joanne": "Jo", "Samantha": "Sam", "Victoria": "Vicky", "Catherine": "Kate", "Margaret": "Peggy", "Susan": "Sue",
    "Patricia": "Trish", "Deborah": "Debbie", "Jacqueline": "Jackie", "Christine": "Chris", "Jennifer": "Jenny",
    "Kimberley": "Kim", "Danielle": "Dani", "Natalie": "Nat", "Mohammed": "Mo", "Katarzyna": "Kasia", "Malgorzata": "Gosia",
    "Agnieszka": "Aga", "Magdalena": "Magda", "Zuzanna": "Zuza", "Aleksandra": "Ola", "Tomasz": "Tomek", "Jakub": "Kuba",
    "Wojciech": "Wojtek", "Sukhvinder": "Sukhi", "Emmanuel": "Manny", "Florence": "Flo", "Henry": "Harry",
}  # fmt: skip
_HEARD = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("c", "k"), ("k", "c"), ("ie", "y"), ("y", "ie"), ("ee", "i"), ("ei", "ie"),
    ("ou", "u"), ("oo", "u"), ("sz", "sh"), ("w", "v"), ("j", "y"), ("z", "s"), ("s", "z"), ("th", "t"), ("ah", "a"),
    ("mm", "m"), ("ss", "s"), ("ll", "l"), ("tt", "t"), ("n", "nn"), ("ea", "ee"), ("ai", "ay"), ("kh", "k"), ("q", "k"),
    ("cz", "ch"), ("dh", "d"), ("ey", "y"), ("er", "a"), ("ough", "off"),
)  # fmt: skip
_BROUGHT = {
    "Mohammed": ("Muhammad", "Mohammad", "Mohamed", "Muhammed"), "Hussain": ("Hussein", "Husain", "Hossain"),
    "Ahmed": ("Ahmad", "Ahmet"), "Hassan": ("Hasan",), "Yusuf": ("Yousef", "Yousuf"), "Omar": ("Umar", "Omer"),
    "Usman": ("Osman", "Uthman"), "Fatima": ("Fatimah", "Fathima"), "Aisha": ("Ayesha", "Aysha"), "Zainab": ("Zaynab",),
    "Maryam": ("Mariam", "Miriam"), "Khadija": ("Khadijah", "Kadija"), "Tariq": ("Tarek", "Tarik"), "Chaudhry": ("Choudhury", "Chowdhury"),
    "Mahmood": ("Mehmood", "Mahmud"), "Siddiqui": ("Sidiqi", "Siddiqi"), "Sheikh": ("Shaikh",), "Qureshi": ("Quraishi",),
    "Rahman": ("Rehman",), "Krzysztof": ("Kristof",), "Mohamed": ("Mohammed", "Maxamed"), "Abdi": ("Cabdi",), "Yousaf": ("Yusuf",),
}  # fmt: skip
_BESIDE = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioplsdfghjklkxcvbnmn", strict=True))


class Errors:
    """Makes the errors, by a chance of its own. `bad` scales how often."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def given(self, name: str, middle: str, rate: float) -> tuple[str, str]:
        """A given name and a middle name as a record may have them."""
        roll = self.chance.random() / rate
        if roll < 0.10:
            return _SHORT.get(name, name), middle
        if roll < 0.16 and middle:
            return middle, name if self.chance.random() < 0.5 else ""
        if roll < 0.19 and middle:
            return f"{name}-{middle}", ""
        if roll < 0.205:
            return name[:1], middle
        return self.spelt(name, rate), middle

    def spelt(self, name: str, rate: float) -> str:
        """A name as it may be spelt: brought from another script, heard, mistyped."""
        roll = self.chance.random() / rate
        if roll < 0.25 and name in _BROUGHT:
            return self.chance.choice(_BROUGHT[name])
        if roll < 0.08:
            return self._heard(name)
        if roll < 0.16:
            return self._typed(name)
        if roll < 0.175:
            return self._typed(self._typed(name))
        return name

    def _heard(self, name: str) -> str:
        low = name.lower()
        fitting = [(a, b) for a, b in _HEARD if a in low[1:]]
        if not fitting:
            return name
        a, b = self.chance.choice(fitting)
        at = low.index(a, 1)
        return name[:at] + b + name[at + len(a) :]

    def _typed(self, name: str) -> str:
        if len(name) < 3:
            return name
        at = self.chance.randrange(len(name) - 1)
        letter = name[at]
        return self.chance.choice(
            (
                name[:at] + name[at + 1] + letter + name[at + 2 :],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[:at]
                + _BESIDE.get(letter.lower(), self.chance.choice(string.ascii_lowercase))
                + name[at + 1 :],
            )
        )

    def birth(self, born: dt.date, rate: float) -> tuple[dt.date | None, str]:
        """A date of birth as a record may have it, and how exactly: day, year or none."""
        roll = self.chance.random() / rate
        if roll < 0.05:
            return None, "none"
        if roll < 0.08:
            return dt.date(born.year, 1, 1), "day"
        if roll < 0.12:
            return dt.date(born.year + self.chance.choice((0, 0, 0, 1, -1)), 1, 1), "year"
        if roll < 0.18 and born.day <= 12:
            return dt.date(born.year, born.day, born.month), "day"
        if roll < 0.24:
            return self._one_digit_of(born), "day"
        return born, "day"

    def _one_digit_of(self, born: dt.date) -> dt.date:
        for _ in range(20):
            text = self.digit(born.strftime("%Y%m%d"), first=3)
            try:
                return dt.datetime.strptime(text, "%Y%m%d").replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue
        return born

    def digit(self, number: str, first: int = 0) -> str:
        """A number with one digit wrong, or two swapped."""
        at = self.chance.randrange(first, len(number) - 1)
        if self.chance.random() < 0.3:
            return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        return number[:at] + self.chance.choice("0123456789") + number[at + 1 :]

    def written(self, born: dt.date | None, how: str) -> str:
        """A date in one of the ways files have it."""
        if born is None:
            return self.chance.choice(("", "", "", "unknown", "01/01/1900"))
        if how == "year":
            return str(born.year)
        return born.strftime(
            self.chance.choices(
                ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%d %b %Y", "%Y-%m-%d 00:00:00", "%Y%m%d"),
                (60, 20, 5, 6, 5, 4),
            )[0]
        )

    def cased(self, text: str) -> str:
        """A text with what files do to it: capitals, spaces, accents."""
        roll = self.chance.random()
        if roll < 0.12:
            return text.upper()
        if roll < 0.15:
            return f" {text}  "
        if roll < 0.17:
            return text.lower()
        if roll < 0.18:
            return text.replace("e", "é", 1)
        return text.replace("'", "") if roll < 0.5 else text

    def house(self, flat: str, number: str, street: str) -> str:
        """An address in one of the ways it is written."""
        words = street.split()
        short = {
            "Street": "St",
            "Road": "Rd",
            "Avenue": "Ave",
            "Close": "Cl",
            "Drive": "Dr",
            "Lane": "Ln",
            "Court": "Ct",
            "Gardens": "Gdns",
            "Crescent": "Cres",
            "Place": "Pl",
            "Terrace": "Tce",
        }
        if self.chance.random() < 0.3:
            words[-1] = short.get(words[-1], words[-1])
        if self.chance.random() < 0.06:
            words[0] = self._typed(words[0])
        road = " ".join(words)
        if self.chance.random() < 0.03:
            return road
        if not flat:
            return self.chance.choice(
                (f"{number} {road}", f"{number}, {road}", f"No. {number} {road}", f"{number} {road}")
            )
        return self.chance.choice(
            (
                f"Flat {flat}, {number} {road}",
                f"{number}/{flat} {road}",
                f"{number} {road}, Flat {flat}",
                f"Apt {flat} {number} {road}",
                f"{number} {road}",
                f"{number}{flat} {road}" if flat.isalpha() else f"{flat}/{number} {road}",
            )
        )

    def postcode(self, code: str, rate: float) -> str:
        """A postcode with and without its space, a nought for an O, or a slip."""
        roll = self.chance.random() / rate
        if roll < 0.05:
            return ""
        if roll < 0.08:
            return code.replace("0", "O").replace("1", "I")
        if roll < 0.12:
            at = self.chance.randrange(4, len(code))
            return code[:at] + self.chance.choice("ABDEFGHJL") + code[at + 1 :]
        if roll < 0.14:
            return code.split(maxsplit=1)[0]
        return code.replace(" ", "") if roll < 0.5 else code
