"""Printing in a child process, so that a monstrous text costs 20 seconds of one child and nothing else.

A child is started on first need and kept warm. It inherits no socket, no database connection and no secret, and ends by
itself when its web process is gone.
"""

import atexit
import contextlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import IO, cast

from django.core.exceptions import ValidationError

from .child import LENGTH, SECONDS

AT_ONCE = 2
CHILD = ("-m", "thiduakt.documents.rendering.child")
PROJECT = Path(__file__).resolve().parents[3]

Child = subprocess.Popen[bytes]


def render(html: str) -> bytes:
    """Raise `ValidationError` where the paper cannot be printed within the limits."""
    places = _places(os.getpid())
    try:
        child = places.get(timeout=SECONDS)
    except Empty:
        raise ValidationError("Máy chủ đang in nhiều văn bản khác. Thầy/cô hãy thử lại sau ít phút.") from None
    pdf = b""
    try:
        child = _living(child)
        pdf = _ask(child, html)
    finally:
        if child and not pdf:
            _stop(child)
        places.put(child if pdf else None)
    if not pdf:
        raise ValidationError(
            "Không in được văn bản này vì quá dài hoặc quá phức tạp. Thầy/cô hãy rút gọn nội dung, chia nhỏ bảng rồi thử "
            "lại; nếu vẫn không được, hãy báo người quản trị."
        )
    return pdf


@cache
def _places(process: int) -> "LifoQueue[Child | None]":
    """The places for children of one web process: each holds an idle child, or None before the first need.

    A process forked from this one starts children of its own, for two askers at one stream would get each other's papers.
    """
    places: LifoQueue[Child | None] = LifoQueue()
    for _ in range(AT_ONCE):
        places.put(None)
    return places


def _living(child: Child | None) -> Child:
    """The same child, or a new one where there is none or the system has killed it meanwhile."""
    if child and child.poll() is None:
        return child
    if child:
        _stop(child)
    return _start()


def _start() -> Child:
    return subprocess.Popen(  # noqa: S603 - our own program, no word of a user
        [sys.executable, *CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        start_new_session=True,  # Ctrl-C at the web process is not for the child
    )


def _ask(child: Child, html: str) -> bytes:
    """The PDF; nothing where the child has ended before it could answer."""
    questions, answers = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    page = html.encode()
    try:
        questions.write(LENGTH.pack(len(page)) + page)
        questions.flush()
    except BrokenPipeError:
        return b""
    header = answers.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return b""
    (size,) = LENGTH.unpack(header)
    pdf = answers.read(size)
    return pdf if len(pdf) == size else b""


def _stop(child: Child) -> None:
    child.kill()
    with contextlib.suppress(BrokenPipeError), child:  # closes the streams and waits, so that no zombie is left
        pass


def _stop_all() -> None:
    places = _places(os.getpid())
    while not places.empty():
        if child := places.get():
            _stop(child)


atexit.register(_stop_all)
