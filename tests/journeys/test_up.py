"""The whole way through, in a browser."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


@pytest.mark.browser
def test_a_browser_reaches_the_web_server(live_server: LiveServer, page: Page) -> None:
    answer = page.goto(f"{live_server.url}/healthz")
    assert answer is not None
    assert answer.status == 200
    assert page.text_content("body") == "ok\n"
