"""Runs a command with DATABASE_URL pointing to a PostgreSQL server that lives as long as the command.

    python -m tests.postgres COMMAND...

The server is Debian's own, in a temporary directory, reached by a socket in it and by nothing else. It refuses to run as
root: then it runs as the user `postgres`, whom Debian's package has made.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_USER = "postgres"
DATABASE = "thiduakt"
PATIENCE = 60  # seconds for the server to start, and again to stop
# A server that lives for one run need not survive a power cut, and its tables hold too few rows for machine code to pay;
# everything else is as Debian ships it.
SERVER_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c jit=off"


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with temporary_server() as database_url:
            return run(sys.argv[1:], {**os.environ, "DATABASE_URL": database_url})
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def run(command: list[str], environment: dict[str, str]) -> int:
    """The exit code of `command`. Whatever ends this program ends the command first."""
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except (KeyboardInterrupt, SystemExit) as ending:
            if isinstance(ending, SystemExit):  # Ctrl-C has reached the command by itself
                process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
            raise


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server with an empty database, yield its DATABASE_URL, then stop it and remove all of it."""
    directory = Path(tempfile.mkdtemp(prefix="thiduakt-"))
    data, log = directory / "data", directory / "log"
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(SERVER_USER)
            os.chown(directory, owner.pw_uid, owner.pw_gid)
        server(
            "initdb", "--auth=trust", f"--username={SERVER_USER}", "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={data}"
        )
        options = f"{SERVER_OPTIONS} -c unix_socket_directories='{directory}'"
        control = ("pg_ctl", f"--pgdata={data}", f"--timeout={PATIENCE}", "--wait")
        try:
            server(*control, "start", f"--log={log}", f"--options={options}")
            server("createdb", f"--host={directory}", f"--username={SERVER_USER}", DATABASE)
            yield f"postgresql://{SERVER_USER}@/{directory}/{DATABASE}"
        finally:
            if (data / "postmaster.pid").exists():
                server(*control, "stop", "--mode=immediate")
    finally:
        shutil.rmtree(directory)


def server(program: str, *arguments: str) -> None:
    """Run one of the server's programs as the server's user; what it says is shown only when it fails."""
    command = [str(programs() / program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", SERVER_USER, "--", *command]
    # Files and not pipes: the server inherits its starter's outputs, and a pipe would stay open as long as it runs.
    with tempfile.TemporaryFile(mode="w+") as output:
        result = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=2 * PATIENCE, check=False
        )
        if result.returncode:
            output.seek(0)
            raise SystemExit(f"{program} ended with code {result.returncode}:\n{output.read()}")


def programs() -> Path:
    """The directory of the newest installed server's programs; Debian keeps them out of PATH."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not versions:
        raise SystemExit("Chưa có PostgreSQL trên máy này: hãy chạy .ci/setup test.")
    return max(versions, key=lambda path: int(path.parent.name))


if __name__ == "__main__":
    sys.exit(main())
