"""Measures for managers: what a team was asked and what it decided, counted. Pure; the rows are read by record.measured.

It stands beside reviews and returns, above the pathways: it looks across all of them, and nothing they do depends on a count.
"""
