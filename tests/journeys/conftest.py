"""A real browser: Debian's Chromium, driven by Playwright."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Without the network of its maker: no updates, no look-ups.
_QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """This will start Chromium once for the run. Where there is none, CI fails and others skip."""
    if not CHROMIUM:
        tell = pytest.fail if os.environ.get("CI") else pytest.skip
        tell("no Chromium on this machine: the browser tests did not run")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_QUIET, *as_root])
        yield started
        started.close()


def _is_fault(said: ConsoleMessage) -> bool:
    # A browser asks for this of itself on an answer that is not a page of ours and so names no icon.
    # A form with something to put right is answered 422, which it reports as if a page had failed to load.
    asked_again = "status of 422" in said.text
    return said.type == "error" and not asked_again and not said.location["url"].endswith("/favicon.ico")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """This will open a fresh page, which fails its test if the browser reported an error on it."""
    context = browser.new_context(locale="en-GB")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda said: errors.append(f"{said.text} {said.location['url']}") if _is_fault(said) else None,
    )
    yield opened
    context.close()
    assert not errors


@pytest.fixture(scope="session")
def site(static_files: None) -> Iterator[str]:
    """This will serve the application as it is deployed, compressed static files and all, and give its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
