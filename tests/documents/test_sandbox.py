import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from thiduakt.documents.rendering import sandbox
from thiduakt.documents.rendering.engine import html_to_pdf
from thiduakt.documents.rendering.sandbox import render

PAGE = "<!doctype html><html lang=vi><title>Thử</title><body><p>Đỗ Thị Đào</p></body></html>"
CRASH = "<img src='http://127.0.0.1:9/a.png'>"


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    yield
    sandbox._stop_all()
    sandbox._places.cache_clear()


def children() -> list[sandbox.Child]:
    return [child for child in sandbox._places(os.getpid()).queue if child]


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and ") Z " not in status.read_text()


def test_prints_what_the_engine_prints_with_one_warm_child() -> None:
    assert render(PAGE) == html_to_pdf(PAGE)
    (child,) = children()
    render(PAGE)
    assert children() == [child]


def test_crashed_child_is_replaced_and_leaves_no_zombie() -> None:
    render(PAGE)
    (first,) = children()
    with pytest.raises(ValidationError, match="Thầy/cô hãy rút gọn nội dung"):
        render(CRASH)
    assert not is_alive(first.pid)
    assert children() == []
    assert render(PAGE).startswith(b"%PDF")


def test_child_killed_by_the_system_while_idle_is_not_noticed_by_the_user() -> None:
    render(PAGE)
    (child,) = children()
    child.kill()
    child.wait()
    assert render(PAGE).startswith(b"%PDF")


def test_endless_print_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "CHILD", ("-c", "import signal, time; signal.alarm(1); time.sleep(60)"))
    begin = time.monotonic()
    with pytest.raises(ValidationError):
        render(PAGE)
    assert time.monotonic() - begin < 10


def test_child_ends_itself_after_its_seconds() -> None:
    slow = "<p>" + "chữ " * 200_000 + "</p>"
    code = "from thiduakt.documents.rendering import child; child.SECONDS = 3; child.serve()"
    sandbox_child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=sandbox.PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    begin = time.monotonic()
    assert sandbox._ask(sandbox_child, slow) == b""
    assert time.monotonic() - begin < 15
    sandbox._stop(sandbox_child)


def test_memory_of_a_child_is_limited() -> None:
    render(PAGE)
    (child,) = children()
    limits = Path(f"/proc/{child.pid}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max address space")]
    assert line.split()[3] == str(512 * 1024 * 1024)


def test_child_inherits_neither_descriptors_nor_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/name")
    with (tmp_path / "database").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        render(PAGE)
        (child,) = children()
        held = {str(link.readlink()) for link in Path(f"/proc/{child.pid}/fd").iterdir()}
    assert str(tmp_path / "database") not in held
    assert not any("socket" in target for target in held)
    assert b"secret" not in Path(f"/proc/{child.pid}/environ").read_bytes()


def test_no_more_than_two_children_however_many_ask() -> None:
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(render(PAGE))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert len(set(answers)) == 1
    assert len(children()) <= 2


def test_busy_places_are_told_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.1)
    places = sandbox._places(os.getpid())
    taken = [places.get() for _ in range(sandbox.AT_ONCE)]
    with pytest.raises(ValidationError, match="đang in nhiều văn bản khác"):
        render(PAGE)
    for child in taken:
        places.put(child)


def test_child_ends_when_its_web_process_is_killed() -> None:
    code = (
        "import os; from thiduakt.documents.rendering.sandbox import _places, render; "
        f"render({PAGE!r}); print([c.pid for c in _places(os.getpid()).queue if c][0], flush=True); input()"
    )
    web = subprocess.Popen(
        [sys.executable, "-c", code], cwd=sandbox.PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert web.stdout
    pid = int(web.stdout.readline())
    assert is_alive(pid)
    with web:
        web.kill()
    for _ in range(50):
        if not is_alive(pid):
            break
        time.sleep(0.1)
    assert not is_alive(pid)


def test_forked_process_starts_a_child_of_its_own() -> None:
    render(PAGE)
    (child,) = children()
    reading, writing = os.pipe()
    forked = os.fork()
    if not forked:
        try:
            render(PAGE)
            own = next(each for each in sandbox._places(os.getpid()).queue if each)
            os.write(writing, str(own.pid).encode())
            sandbox._stop_all()
        finally:
            os._exit(0)
    os.waitpid(forked, 0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        assert int(answer.read()) != child.pid
    assert render(PAGE).startswith(b"%PDF")
