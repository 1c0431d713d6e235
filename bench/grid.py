"""The grid of reported figures in headless Chromium: what a key costs in a province's grid.

The demonstration's focal office opens all communes by all items, more than 34 by 40 cells; keys
move, type and leave cells, while each cell that was typed is saved.
"""

import shutil
import tempfile
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.parts.command import mangnon, module
from bench.parts.rows import measured, told, within
from bench.parts.served import served

USER, PASSWORD = "dau-moi", "mang-non-2025"
SLOWEST = 50  # milliseconds
KEYS = ["ArrowDown", "ArrowRight", "5", "Enter", "7", "Tab", "ArrowUp", "F2", "Escape"] * 20
# What the grid itself does at a key: its own code, then the page laid out anew.
ITSELF = """() => Array.from({ length: 200 }, (_none, at) => {
  const key = ["ArrowDown", "ArrowRight", "5", "Enter"][at % 4];
  const from = performance.now();
  document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  if (key === "5") document.activeElement.value = "5";
  document.getElementById("grid").getBoundingClientRect();
  return performance.now() - from;
})"""
UNTIL_PAINTED = """() => {
  window.took = [];
  addEventListener("keydown", () => {
    const from = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - from)));
  }, true);
}"""


def measure() -> dict[str, Any]:
    """Return the time from a key to what is painted then, and how long the page took."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", 1000, "--no-serve")
        module(home, "bench.parts.grid_leads", USER)
        with served(home) as site, sync_playwright() as tools:
            browser = tools.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page(base_url=f"http://127.0.0.1:{site.port}")
            found = _typed_in(page)
            browser.close()
    return found


def _typed_in(page: Page) -> dict[str, Any]:
    page.goto("/sign-in/")
    page.fill("input[name=username]", USER)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.goto("/values/2025/half/")
    cells = page.locator("#grid tbody td").count()
    opened = page.evaluate("() => performance.getEntriesByType('navigation')[0].duration")
    page.locator("#grid tbody td:not([aria-readonly])").first.click()
    itself = quantiles(page.evaluate(ITSELF), n=100)
    page.evaluate(UNTIL_PAINTED)
    for key in KEYS:
        page.keyboard.press(key)
    page.wait_for_timeout(1000)
    took = page.evaluate("() => window.took")
    cuts = quantiles(took, n=100)
    rows = [
        within("a key: the grid's own work and the layout, p95", itself[94], "ms", SLOWEST),
        told("a key, until the next frame is painted, p95", cuts[94], "ms"),
        told("the same, half of them", cuts[49], "ms"),
        told("the page, until it is loaded", opened, "ms"),
    ]
    return measured(f"a grid of {cells} cells, {len(took)} keys", rows)
