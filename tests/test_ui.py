"""Prefect's UI in a real browser: the run by its name, its tasks, its artifact."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.server import Server
from flows.system import System
from tests.prefect_server import ask, prefect_server, run_named, tasks_of
from tests.test_ingest import STEPS, TITLE, given, sample, show, system

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["prefect_server", "system"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]
SECONDS = 60_000


@pytest.fixture
def page(prefect_server: Server) -> Iterator["Page"]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SECONDS)  # it has a default of its own, 5 seconds, that a page's does not change
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(base_url=prefect_server.ui_url, viewport={"width": 1280, "height": 900}, locale="en")
        opened.set_default_timeout(SECONDS)
        yield opened
        browser.close()


@pytest.mark.timeout(300)
def test_the_run_its_tasks_and_its_artifact_are_found(page: "Page", prefect_server: Server, system: System) -> None:
    from playwright.sync_api import expect

    show(prefect_server, given(system, seen=sample() + "见".encode()))
    run = run_named(prefect_server.api_url, TITLE)
    tasks_of(prefect_server.api_url, run, len(STEPS))

    page.goto("/runs")
    page.get_by_text(TITLE).first.click()
    expect(page).to_have_url(re.compile(rf"/runs/flow-run/{run['id']}"))
    for tag in ("bulletin", "ingested"):
        expect(page.get_by_text(tag, exact=True).first).to_be_visible()
    page.get_by_role("listitem").filter(has_text="Task Runs").click()
    for step in STEPS:
        expect(page.get_by_text(f"{step} seen.txt").first).to_be_visible()

    page.get_by_role("listitem").filter(has_text="Artifacts").click()
    expect(page.get_by_text("document", exact=True).first).to_be_visible()
    artifact = ask(prefect_server.api_url, "artifacts", flow_runs={"id": {"any_": [run["id"]]}})[0]
    page.goto(f"/artifacts/artifact/{artifact['id']}")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("Why this type")).to_be_visible()


@pytest.mark.timeout(300)
def test_a_run_with_quarantine_is_visibly_not_a_clean_one(page: "Page", prefect_server: Server, system: System, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    show(prefect_server, given(system, fine=sample() + str(tmp_path).encode(), broken=b"{\\rtf1 z}"))
    run = run_named(prefect_server.api_url, "2 files: 1 bulletin")
    page.goto(f"/runs/flow-run/{run['id']}")
    expect(page.get_by_text(re.compile("Completed ?With ?Quarantine")).first).to_be_visible()
