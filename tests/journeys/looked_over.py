"""What every page must pass in a real browser, whatever it is about."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

WIDE, PHONE = 1280, 320
MOST_BYTES = 150_000

_FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  if (e === document.body) return null;
  const box = e.getBoundingClientRect();
  const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && s.outlineColor !== 'rgba(0, 0, 0, 0)')
    || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 221, 0)';
  if (!e.dataset.stop) e.dataset.stop = String(Math.random());
  return {stop: e.dataset.stop, name: e.outerHTML.slice(0, 80), seen: seen, inside: box.width > 0 && box.height > 0};
}"""
_CONTROLS = "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary"
# A group of radios is one stop; the arrow keys go through it.
_GROUPS = "e => new Set(e.map(r => [r.form && [...document.forms].indexOf(r.form), r.name].join())).size"


def looked_over(page: Page, address: str, width: int, status: int = 200) -> None:
    """This will open a page and check its weight, its width, its accessibility and its keyboard.

    The page fixture fails its test besides, if the browser reports an error (the content security policy's among them).
    """
    page.set_viewport_size({"width": width, "height": 900})
    arrived: list[Request] = []
    page.on("requestfinished", lambda request: arrived.append(request))  # noqa: PLW0108  (it takes no builtin)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    weight = sum(r.sizes()["responseBodySize"] + r.sizes()["responseHeadersSize"] for r in arrived)
    assert weight < MOST_BYTES, f"{weight} bytes"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(
        page, options={"preload": False}
    )  # it would fetch stylesheets, which our policy forbids
    assert found.violations_count == 0, found.generate_report()
    keyboard(page)


def keyboard(page: Page) -> None:
    """This will go through the page by Tab alone: every control is reached, and it shows that it is."""
    stops: set[str] = set()
    round = 1  # a page with an error begins at its summary: what stands before it comes after the end
    while True:
        page.keyboard.press("Tab")
        here = page.evaluate(_FOCUSED)
        if here is None and round == 1:
            round = 2
            continue
        if here is None or here["stop"] in stops:
            break
        stops.add(here["stop"])
        assert here["seen"], f"focus does not show on {here['name']}"
        assert here["inside"], f"focus goes to what is not there: {here['name']}"
    page.evaluate(
        "document.activeElement.blur()"
    )  # the skip link shows while it has the focus, and moves the page
    groups = page.locator("input[type=radio]").filter(visible=True).evaluate_all(_GROUPS)
    assert len(stops) == page.locator(_CONTROLS).filter(visible=True).count() + groups
