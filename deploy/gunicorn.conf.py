"""gunicorn for many readers: several workers, each with threads of its own and a snapshot of its own.

`gunicorn -c deploy/gunicorn.conf.py 'app:create_server()'`; `WEB_CONCURRENCY` says how many workers, `-b` where they
listen. HUP starts new workers on the present code and settings and lets the old ones finish what they answer.
"""

import os
from pathlib import Path

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
# the first snapshot of a large database is read before a worker is ready
timeout = 120
graceful_timeout = 30
keepalive = 65
# a worker's heartbeat must not wait for a disk
worker_tmp_dir = "/dev/shm"
# HUP must load the code anew
preload_app = False


def _counters():
    """The folder where workers count together, None where each counts alone."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Path(folder) if folder else None


def on_starting(server):
    """What the workers of an earlier start counted is over."""
    folder = _counters()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.glob("*.db"):
            file.unlink()


def post_worker_init(worker):
    """A worker draws its first page and reads its first snapshot before it takes readers."""
    client = worker.wsgi.test_client()
    for path in ("/", "/readyz"):
        answer = client.get(path)
        if answer.status_code != 200:
            worker.log.warning("%s answered %s", path, answer.status_code)


def child_exit(server, worker):
    """A worker that is gone shows no data version any more; what it counted stays in the sum."""
    if _counters() is not None:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)
