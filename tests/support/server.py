"""Serving an application to a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from wsgiref.types import WSGIApplication

import pytest
from werkzeug.serving import make_server


@contextmanager
def serving(application: WSGIApplication) -> Iterator[str]:
    """Serve an application (`dash_app.server`) on a free port; gives its address without a closing slash."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[[WSGIApplication], str]]:
    """Serve any number of applications until the end of the test: `address = serve(app.server)`."""
    with ExitStack() as stack:
        yield lambda application: stack.enter_context(serving(application))
