"""The interchange format `chronology-interchange/1`: one file is one case, whole, and its owner's."""
