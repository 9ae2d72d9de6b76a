"""What every page must pass in a real browser, whatever it is about."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

WIDE, PHONE = 1280, 320
MOST_BYTES = 150_000

# Notes each control as it takes the focus: one message a stop, where asking after each would be three.
_NOTE_FOCUS = """() => {
  window.slStops = new Map();
  document.addEventListener('focusin', event => {
    const e = event.target, s = getComputedStyle(e), box = e.getBoundingClientRect();
    const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && s.outlineColor !== 'rgba(0, 0, 0, 0)')
      || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 221, 0)';
    window.slStops.set(e, {name: e.outerHTML.slice(0, 80), seen: seen, inside: box.width > 0 && box.height > 0});
  });
}"""
# The skip link shows while it has the focus, and moves the page.
_STOPS = "() => { document.activeElement.blur(); return [...window.slStops.values()]; }"
_PAST_THE_END = 3  # a page with an error begins at its summary: what stands before it comes after the end
# It would fetch style sheets, which our policy forbids, and give page after page of what is in order.
_AXE = {"preload": False, "resultTypes": ["violations"]}
# What an element is and what it stands within, by which our style sheets colour it.
_STYLED = """() => [...new Set([...document.querySelectorAll('body *')].map(e => {
  const within = [];
  for (let at = e; at !== document.body; at = at.parentElement) within.push(at.tagName + '.' + at.getAttribute('class'));
  return within.join(' < ');
}))]"""
_CONTROLS = "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary"
# A group of radios is one stop; the arrow keys go through it.
_GROUPS = "e => new Set(e.map(r => [r.form && [...document.forms].indexOf(r.form), r.name].join())).size"


_READABLE: set[str] = set()


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
    accessible(page)
    keyboard(page)


def accessible(page: Page) -> None:
    """This will check the page that is open, whatever led to it: no sideways scroll, nothing that axe finds wrong."""
    assert page.viewport_size is not None
    page.wait_for_load_state()  # a click returns when the next page has begun, which may be before it has anything in it
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    styled = set(page.evaluate(_STYLED))
    # Contrast takes two thirds of axe's time, and is the same wherever the same styles meet: once in a run is enough.
    contrast = {"color-contrast": {"enabled": not styled <= _READABLE}}
    found = Axe().run(page, options={**_AXE, "rules": contrast})
    assert found.violations_count == 0, found.generate_report()
    _READABLE.update(styled)


def keyboard(page: Page) -> None:
    """This will go through the page by Tab alone: every control is reached, and it shows that it is."""
    groups = page.locator("input[type=radio]").filter(visible=True).evaluate_all(_GROUPS)
    controls = page.locator(_CONTROLS).filter(visible=True).count() + groups
    page.evaluate(_NOTE_FOCUS)
    for _ in range(controls + _PAST_THE_END):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    stops = page.evaluate(_STOPS)
    for stop in stops:
        assert stop["seen"], f"focus does not show on {stop['name']}"
        assert stop["inside"], f"focus goes to what is not there: {stop['name']}"
    assert len(stops) == controls, [stop["name"] for stop in stops]
