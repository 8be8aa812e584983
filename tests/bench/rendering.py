"""How fast the real plan is printed, beside other ways to print it. All in one run, by turns: trust the ratios.

python -m tests.bench.rendering     prints one JSON object
"""

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

import pikepdf  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.documents import samples  # noqa: E402
from thiduakt.documents.paper import Paper  # noqa: E402
from thiduakt.documents.rendering.assets import FOLDER  # noqa: E402
from thiduakt.documents.rendering.docx import paper_docx  # noqa: E402
from thiduakt.documents.rendering.engine import COLUMN_WIDTHS, STYLE_SHEETS, html_to_pdf  # noqa: E402
from thiduakt.documents.rendering.html import paper_html  # noqa: E402
from thiduakt.documents.rendering.sandbox import render  # noqa: E402

ROUNDS = 4  # each way in turn, so that a machine that drifts drifts for all
COUNTED = 3  # calls of a turn, after one that warms up
CHROMIUM = "/usr/bin/chromium"  # the browser itself, as it prints for people, not the shell that the walks use


def main() -> None:
    html = paper_html(samples.plan())
    print(json.dumps({**compared(html), **per_page(), "peak MB": peak(html)}))


def compared(html: str) -> dict[str, Any]:
    """Median milliseconds of each way, and ours as a share of the others'."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        docx = Path(folder) / "plan.docx"
        docx.write_bytes(paper_docx(samples.plan()))
        ways: dict[str, Callable[[], Any]] = {
            "ours": lambda: html_to_pdf(html),
            "bare WeasyPrint": lambda: bare_weasyprint(html),
            "Chromium kept open": lambda: chromium(browser, folder, html),
            "LibreOffice from DOCX": lambda: libreoffice(docx),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                way()  # warm: the way before has taken the caches
                for _ in range(COUNTED):
                    started = time.perf_counter()
                    way()
                    times[name].append((time.perf_counter() - started) * 1000)
        browser.close()
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratios = {f"ours / {name}": round(medians["ours"] / value, 3) for name, value in medians.items() if name != "ours"}
    return {f"{name}, ms": round(value, 1) for name, value in medians.items()} | ratios


def bare_weasyprint(html: str) -> bytes:
    """The same HTML and style sheets, nothing kept between two calls."""
    from weasyprint import CSS, HTML

    texts = [(FOLDER / name).read_text() for name in STYLE_SHEETS]
    sheets = [CSS(string=text, base_url=f"{FOLDER.as_uri()}/") for text in (*texts, COLUMN_WIDTHS)]
    return HTML(string=html, base_url=f"{FOLDER.as_uri()}/").write_pdf(stylesheets=sheets)


def chromium(browser: Any, folder: str, html: str) -> bytes:
    """As a server would: the browser stays open, each paper has a page of its own, that no other paper has touched."""
    sheets = "".join(f"<style>{(FOLDER / name).read_text()}</style>" for name in STYLE_SHEETS)
    path = Path(folder) / "plan.html"
    path.write_text(html.replace("</head>", f"{sheets}</head>"))
    page = browser.new_page()
    page.goto(path.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    return pdf


def libreoffice(docx: Path) -> None:
    profile = f"-env:UserInstallation=file://{docx.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(docx.parent), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def per_page() -> dict[str, Any]:
    """Milliseconds a page, of the plan and of a text about ten times as long, printed as the web server has it done."""
    costs = {}
    for times in (1, 12):
        html = paper_html(_longer(samples.plan(), times))
        pages = _pages(render(html))
        values = []
        for _ in range(3):
            started = time.perf_counter()
            render(html)
            values.append((time.perf_counter() - started) * 1000 / pages)
        costs[pages] = statistics.median(values)
    (few, cost_of_few), (many, cost_of_many) = costs.items()
    return {
        f"ms per page of {few}": round(cost_of_few, 1),
        f"ms per page of {many}": round(cost_of_many, 1),
        "per page, many / few": round(cost_of_many / cost_of_few, 3),
    }


# Not getrusage: what it tells of a new process includes the one that started it.
PRINT_ONCE = """
import pathlib, re, sys
from thiduakt.documents.rendering.engine import html_to_pdf
html_to_pdf(sys.stdin.read())
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]) / 1024)
"""


def peak(html: str) -> float:
    """Peak memory of a process that prints this and nothing else, as the children of the web server do; in MB."""
    result = subprocess.run(
        [sys.executable, "-c", PRINT_ONCE], input=html, check=True, capture_output=True, text=True, timeout=120
    )
    return round(float(result.stdout), 1)


def _longer(paper: Paper, times: int) -> Paper:
    return replace(paper, body=paper.body * times)


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


if __name__ == "__main__":
    main()
