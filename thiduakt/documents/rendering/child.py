"""The child process of sandbox.py: reads HTML and answers PDF on its standard streams, each behind its length."""

import gc
import os
import resource
import signal
import struct
import sys

LENGTH = struct.Struct(">Q")
SECONDS = 20
MEMORY = 512 * 1024 * 1024  # bytes of address space


def serve() -> None:
    """Prints until nobody asks any more. The alarm kills the process wherever it is, even inside a C library."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)
    from .engine import html_to_pdf

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no part of an answer
    signal.alarm(0)
    while header := sys.stdin.buffer.read(LENGTH.size):
        signal.alarm(SECONDS)
        (size,) = LENGTH.unpack(header)
        pdf = html_to_pdf(sys.stdin.buffer.read(size).decode())
        answers.write(LENGTH.pack(len(pdf)) + pdf)
        answers.flush()
        gc.collect()  # what the layout left, while nobody waits
        signal.alarm(0)


if __name__ == "__main__":
    serve()
