"""gunicorn: two sync processes for two cores; threads would halve what they do (docs/operations.md)."""

import multiprocessing

bind = "127.0.0.1:8001"
worker_class = "sync"
workers = max(2, multiprocessing.cpu_count())
preload_app = True  # a process that takes another's place is there at once; new code comes with a restart
timeout = 60  # seconds for one request, the drawing of a long paper included
graceful_timeout = 30  # after SIGTERM the requests that have begun are finished; no new one is taken
max_requests = 2000  # a process that has grown is replaced
max_requests_jitter = 200
accesslog = None  # the project writes its own line for each request, without addresses and query strings
errorlog = "-"
control_socket_disable = True  # systemd starts, reloads and stops it; nobody else has orders to give
worker_tmp_dir = "/dev/shm"  # noqa: S108  (the heartbeat of the processes, not a file of ours)
