"""Names as records have them: made plain, how they sound, what they are short for, how far apart two spellings are."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)
# What is written where a name should be. A baby not yet named, or nobody knows.
_NO_NAME = frozenset({
    "mr", "mrs", "miss", "ms", "mx", "dr", "rev", "sir", "baby", "bo", "infant", "twin", "unknown", "unnamed", "unk",
    "nk", "na", "none", "not", "known", "named", "male", "female", "boy", "girl", "of", "the", "tbc",
})  # fmt: skip
_PARTICLES = frozenset({
    "al", "el", "ul", "bin", "ibn", "bint", "de", "da", "do", "dos", "das", "di", "du", "la", "le", "van", "von",
    "der", "den", "ter", "ap",
})  # fmt: skip
_SOUNDS = (
    ("^(kn|gn|pn)", "n"), ("^wr", "r"), ("^ps", "s"), ("^wh", "w"), ("^mc", "mac"), ("mb$", "m"),
    ("sch|sz|shch|cz|tsch|tch|ch|sh", "S"), ("ph", "f"), ("th|dh", "t"), ("gh", "g"), ("kh", "k"), ("bh", "b"),
    ("ck|q", "k"), ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k"), ("z", "s"), ("dg|dj", "j"), ("^g(?=[ei])", "j"),
    ("dz", "s"), ("v", "w"), ("ee", "i"), ("y", "i"), ("er$", "a"),
)  # fmt: skip
_VOWELS = (("[aei]i", "e"), ("i?e$", "i"), ("[ou]u|oo|ew", "u"), ("(?<=.)h", ""), ("ea", "i"))
_VOWEL_RULES = [(re.compile(pattern), by) for pattern, by in _VOWELS]
_SOUND_RULES = [(re.compile(pattern), by) for pattern, by in _SOUNDS]


@lru_cache(200_000)
def plain(text: str) -> str:
    """This will give a text in small letters without accents or apostrophes, anything else but letters as a space."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’`´ʼ")
    return re.sub(r"[^a-z0-9]+", " ", kept).strip()


@lru_cache(200_000)
def name_words(text: str) -> tuple[str, ...]:
    """This will give the words of a name: titles and "baby of" left out, Mc and O put with what follows them."""
    found = re.sub(r"[0-9]+", " ", plain(text))
    found = re.sub(r"^ *(b o|bo|baby of)\b.*", "", found)  # a name that follows is the mother's
    found = re.sub(r"\b(mc|mac|o) (?=[a-z]{3})", r"\1", found)
    words = [word for word in found.split() if word not in _NO_NAME]
    kept = [word for word in words if word not in _PARTICLES] or words
    return tuple(dict.fromkeys(kept))


@lru_cache(200_000)
def sound(word: str) -> str:
    """This will give what is left of a name when it is only heard: its consonants, like ones made one."""
    heard = word
    for pattern, by in _SOUND_RULES:
        heard = pattern.sub(by, heard)
    first, rest = heard[:1], re.sub(r"[aeiouhw]", "", heard[1:])
    first = "a" if first in "aeiou" else first
    return re.sub(r"(.)\1+", r"\1", first + rest) or word


@lru_cache(200_000)
def heard_whole(word: str) -> str:
    """This will give a name with its vowels as they are heard: lily is lillie, sara is sarah, amy is aimee."""
    heard = word
    for pattern, by in (*_SOUND_RULES, *_VOWEL_RULES):
        heard = pattern.sub(by, heard)
    return re.sub(r"(.)\1+", r"\1", heard)


@cache
def _short_for() -> dict[str, frozenset[str]]:
    groups = tomllib.loads(Path(__file__).with_name("nicknames.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for root, forms in groups["forms"].items():
        for form in (root, *forms.split()):
            found[form].add(root)
    return {form: frozenset(roots) for form, roots in found.items()}


def roots(word: str) -> frozenset[str]:
    """This will give the names that a given name may be a form of: alex is of alexander and of alexandra."""
    return _short_for().get(word, frozenset())


@lru_cache(400_000)
def edits(one: str, other: str) -> int:
    """This will give how many slips of a hand lie between two spellings (a swap of neighbours is one); 3 means more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before_last = row, before
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > 2:
            return 3
    return min(row[-1], 3)
