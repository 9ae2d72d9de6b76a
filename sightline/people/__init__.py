"""Organisations, teams, posts (a person in a role) and persons as each agency knows them."""
