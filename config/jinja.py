"""The templates' surroundings: ours first, then the GOV.UK Design System's macros."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

from sightline.access import Permission, allowed


def environment(**options: Any) -> Environment:
    """This will make the Jinja environment that Django renders every page with."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], components])
    made = Environment(**{**options, "autoescape": True, "undefined": ChainableUndefined})  # noqa: S701  (it is on)
    made.globals.update(static=static, url=lambda name, **parts: reverse(name, kwargs=parts or None))
    made.globals.update(demo=lambda: settings.DEMO, providers=_providers)
    made.globals["may"] = lambda post, name: bool(post) and allowed(post, Permission[name])
    made.globals["radio_items"] = lambda choices: [{"value": v, "text": text} for v, text in choices.items()]
    made.filters["local"] = timezone.localtime
    made.filters["qr"] = lambda svg: Markup(svg.partition("?>")[2])  # noqa: S704  (ours, of our own secret)
    made.filters["numbered"] = lambda id, numbers: numbers.get(id)
    return made


def _providers(request: Any) -> list[Any]:
    """Who else may say who somebody is; asked where a page offers it."""
    from allauth.socialaccount.adapter import get_adapter

    return list(get_adapter().list_providers(request))
