"""Sightline: who knew what, who was told, and when."""
