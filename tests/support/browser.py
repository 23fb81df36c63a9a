"""Chromium with a watch on it: a page that logs an error or asks another host for something fails its test."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

# the shell draws and runs pages as the whole browser does, at half the processor time
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # the shell draws letters as the whole browser does, so both give the same pictures
    "--font-render-hinting=slight",
    # Whatever a page asks for, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# What a reader's machine says of itself unless a test says otherwise.
READER = {
    "locale": "uk-UA",
    "timezone_id": "Europe/Kyiv",
    "viewport": {"width": 1280, "height": 800},
}


# how fast a page is stands in benchmarks; a test waits for what is slow on a busy machine
expect.set_options(timeout=20_000)


@dataclass
class Watch:
    """What went wrong in the browser during one test."""

    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Let faults pass that match a regular expression: for tests that provoke them."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """Faults that no test announced."""
        return [
            fault for fault in self.faults if not any(re.search(p, fault) for p in self.expected)
        ]

    def observe(self, page: Page) -> None:
        """Note everything that a page complains about from now on."""
        page.on("console", self._note_console)
        page.on("pageerror", self._note_error)
        page.on("request", self._note_request)
        page.on("requestfailed", self._note_failure)
        page.on("response", self._note_response)
        page.on("crash", lambda _: self.faults.append("the page crashed"))

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            place = message.location.get("url", "")
            self.faults.append(f"console {message.type}: {message.text} ({place})")

    def _note_error(self, error: Error) -> None:
        places = re.findall(r"https?://[^\s)]+", error.stack or "")
        self.faults.append(f"page error: {error.message} ({places[0] if places else ''})")

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname != "127.0.0.1":
            self.faults.append(f"request to another host: {request.url}")

    def _note_failure(self, request: Request) -> None:
        # ERR_ABORTED is the browser dropping a request because the reader moved on.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request failed: {request.url} ({request.failure})")

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"answer {response.status}: {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole test process."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("Chromium is not installed: no page was looked at")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def watch() -> Watch:
    """The watch of this test; `watch.expect(pattern)` announces a fault."""
    return Watch()


@pytest.fixture
def open_page(
    browser: Browser, watch: Watch, serve: Callable[..., str]
) -> Iterator[Callable[..., Page]]:
    """Open the page of a new reader, with storage of their own; options are Playwright's for a context.

    `open_page(viewport={"width": 360, "height": 740})`. It asks for `serve`, so that servers outlive the pages:
    a page still loading when its server goes would complain.
    """
    contexts = []

    def open_one(**options: object) -> Page:
        context = browser.new_context(**{**READER, **options})
        contexts.append(context)
        # Windows that a page opens are watched too.
        context.on("page", watch.observe)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    if faults := watch.unexpected():
        pytest.fail("the browser was not content:\n" + "\n".join(faults), pytrace=False)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The page of one reader at a desktop."""
    return open_page()
