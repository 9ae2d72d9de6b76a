"""The bench's working processes: what they make comes in order, a few ahead; one that dies is an error and no wait for ever."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

import pytest

from sightline.commands.people import _in_turn


def _made(chunk: list[Any]) -> list[tuple[str, tuple[Any, ...]]]:
    return [(line["rec_id"], ()) for line in chunk]


def _dies(chunk: list[Any]) -> list[tuple[str, tuple[Any, ...]]]:
    os._exit(1)


def test_what_is_made_comes_in_order_and_is_not_all_asked_for_at_once() -> None:
    asked = 0

    def chunks() -> Iterator[list[Any]]:
        nonlocal asked
        for number in range(1_000):
            asked += 1
            yield [{"rec_id": str(number)}]

    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        made = _in_turn(pool, _made, chunks())
        assert [next(made)[0][0] for _ in range(3)] == ["0", "1", "2"]
        assert asked < 300


def test_a_process_that_dies_is_an_error() -> None:
    with ProcessPoolExecutor(1, get_context("fork")) as pool, pytest.raises(BrokenProcessPool):
        list(_in_turn(pool, _dies, iter([[{"rec_id": "1"}]])))
