"""What every test of a page needs: the static files that it names."""

import pytest


@pytest.fixture(autouse=True)
def _static(static_files: None) -> None:
    """This will let pages name their stylesheet."""
