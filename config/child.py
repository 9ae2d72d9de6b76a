"""Child processes that never outlive the program that started them, even when it is killed outright."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

# Loaded here, not in the child: by then the child may be an account that cannot read the interpreter's files.
_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def follow_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """This will make a `preexec_fn` after which the kernel sends the child `with_signal` when this process ends."""
    parent = os.getpid()
    return lambda: tie_to(parent, with_signal)


def tie_to(parent: int, with_signal: signal.Signals) -> None:
    """This will tie the calling process to its parent, and end it at once if that parent has already gone."""
    if sys.platform != "linux":
        return  # elsewhere an orderly stop still stops everything; only `kill -9` can leave something behind
    _LIBC.prctl(_PR_SET_PDEATHSIG, with_signal)
    if os.getppid() != parent:
        os._exit(1)
