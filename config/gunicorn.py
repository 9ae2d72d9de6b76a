"""How the web server runs: two workers of four threads, none of which outlives the process that started it."""

import signal
from typing import Any

from config.child import tie_to

worker_class = "gthread"
workers = 2
threads = 4
control_socket_disable = True
accesslog = None  # an access log is a list of who looked at whom; the record keeps its own
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"generic": {"()": "config.log.RedactingFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stderr"}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["console"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


def post_fork(server: Any, worker: Any) -> None:
    """This will tie each worker to the arbiter, which would otherwise leave its workers behind if it were killed."""
    tie_to(server.pid, signal.SIGKILL)
