"""A log that tells what went wrong without telling about whom."""

import logging
import time
import traceback
from typing import Any


class RedactingFormatter(logging.Formatter):
    """This will write fixed words only: never an argument, an address, a query, a body or a value in an error.

    A request is named by its route (`referral`), not by its path, which holds ids; an error by its type and the lines
    it passed, not by its message, in which a database quotes what it was given.
    """

    def format(self, record: logging.LogRecord) -> str:
        """This will make one line, and after it the places an error passed."""
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        words = [when, record.levelname, record.name, _what(record)]
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([" ".join(words), *(_places(error) if error else [])])


def _what(record: logging.LogRecord) -> str:
    """The fixed words of a record, or the request's method, route and status."""
    request: Any = getattr(record, "request", None)
    if request is None or not hasattr(request, "resolver_match"):
        return str(record.msg)
    match = request.resolver_match
    route = (match.view_name if match else None) or "unknown"
    return f"{request.method} route={route} status={getattr(record, 'status_code', '?')}"


def _places(error: BaseException) -> list[str]:
    """The types of an error and its causes, each with where it passed."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"  {type(seen).__module__}.{type(seen).__qualname__}")
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"    {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        seen = seen.__cause__ or seen.__context__
    return lines
