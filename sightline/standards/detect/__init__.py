"""One small pure function for each pattern, over what is known and a clock that can only be asked."""

from sightline.standards.detect import adults, blanks, challenge, drift, harm, place, pregnancy, sharing

__all__ = ["adults", "blanks", "challenge", "drift", "harm", "place", "pregnancy", "sharing"]
