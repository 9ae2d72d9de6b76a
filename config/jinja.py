"""The templates' surroundings: ours first, then the GOV.UK Design System's macros."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader


def environment(**options: Any) -> Environment:
    """This will make the Jinja environment that Django renders every page with."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("govuk_frontend_jinja")])
    made = Environment(**{**options, "autoescape": True})  # noqa: S701  (it is on)
    made.globals.update(static=static, url=lambda name, **parts: reverse(name, kwargs=parts or None))
    return made
