"""The log tells what went wrong without telling about whom."""

import logging
import sys

import pytest
from django.test import Client, RequestFactory

from config.log import RedactingFormatter


def test_an_error_is_named_by_its_types_and_places_only() -> None:
    try:
        try:
            raise ValueError("Aelfgifu")
        except ValueError as inner:
            raise KeyError("Aelfgifu") from inner
    except KeyError:
        record = logging.LogRecord(
            "sightline", 40, __file__, 1, "Failed for %s", ("Aelfgifu",), sys.exc_info()
        )
    line = RedactingFormatter().format(record)
    assert "Failed for %s" in line
    assert "KeyError" in line
    assert "ValueError" in line
    assert "test_log.py" in line
    assert "Aelfgifu" not in line


def test_a_request_is_named_by_its_route_only() -> None:
    request = RequestFactory().get("/people/123?name=Aelfgifu")
    record = logging.LogRecord("django.request", 40, __file__, 1, "Not Found: %s", (request.path,), None)
    record.request, record.status_code = request, 404
    assert RedactingFormatter().format(record).endswith("django.request GET route=unknown status=404")


def _of_pytest(handler: logging.Handler) -> bool:
    return type(handler).__module__.startswith("_pytest")


def test_every_handler_of_every_logger_redacts(caplog: pytest.LogCaptureFixture) -> None:
    loggers = [logging.getLogger(name) for name in [None, *logging.root.manager.loggerDict]]
    handlers = {handler for logger in loggers for handler in logger.handlers}
    ours = [each for each in handlers if type(each) is not logging.NullHandler and not _of_pytest(each)]
    assert ours
    assert all(isinstance(each.formatter, RedactingFormatter) for each in ours)


def test_an_answer_carries_the_headers_that_keep_it_to_itself(client: Client) -> None:
    answer = client.get("/nothing-here")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
