"""Hostile input (B11): scripts in every form, addresses for the printer to read, texts of no sense to print.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.hostile [--small]
Prints one JSON object.
"""

import io
import json
import logging
import os
import sys
import tempfile
import threading
import time
import unittest.mock
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import HTTPServer
from pathlib import Path
from textwrap import wrap
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

import lxml.html  # noqa: E402
import pikepdf  # noqa: E402
import pypdfium2  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from weasyprint import HTML  # noqa: E402
from weasyprint.urls import FatalURLFetchingError  # noqa: E402

from tests.documents import samples  # noqa: E402
from tests.documents.test_pdf_fetcher import CANARY, PAYLOADS, Listener, has_canary  # noqa: E402
from tests.factories.school import SchoolFactory  # noqa: E402
from tests.reliability.double_post import PLACES, blank  # noqa: E402
from tests.reliability.payloads import XSS, rich_text  # noqa: E402
from tests.reliability.posts import POSTS, World, filled_in  # noqa: E402
from thiduakt.documents.paper import Signature, SignatureRow  # noqa: E402
from thiduakt.documents.rendering.engine import html_to_pdf  # noqa: E402
from thiduakt.documents.rendering.html import paper_html  # noqa: E402
from thiduakt.documents.richtext import clean, plain_text  # noqa: E402
from thiduakt.vietnamese import one_line  # noqa: E402

LISTS = (
    "/",
    "/ke-hoach/",
    "/van-ban/",
    "/van-ban/so-di/",
    "/nha-truong/",
    "/nha-truong/vien-chuc/",
    "/nhat-ky/",
    "/thu-vien/",
)
FOREIGN = ("iframe", "object", "embed", "base", "math", "marquee", "frame", "video", "audio", "applet")
ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "background", "srcdoc")
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/URI", "/EmbeddedFile", "/OpenAction", "/AA", "/GoToR", "/SubmitForm"}
TOP = 20 * 72 / 25.4  # points above the text of a page


def main() -> None:
    logging.disable(logging.ERROR)  # each payload would be told of
    call_command("migrate", verbosity=0)
    small = "--small" in sys.argv
    with unittest.mock.patch(PLACES[0], blank), unittest.mock.patch(PLACES[1], blank):
        results = {"hostile forms": forms(XSS[:: 40 if small else 1])}
        with unittest.mock.patch("django.template.base.conditional_escape", str):
            results["hostile forms, sabotaged"] = forms(XSS[:1])
    results["plain lines in print"] = plain_lines(XSS[:: 40 if small else 1])
    results["addresses in print"] = addresses(html_to_pdf)
    results["addresses in print, sabotaged"] = addresses(lambda html: HTML(string=html).write_pdf())
    results["random texts in print"] = random_texts(20 if small else 500)
    json.dump(results, sys.stdout)


def forms(payloads: list[str]) -> dict[str, Any]:
    """Every text field of every form with every payload: stored or refused, the pages that show it do nothing."""
    started, posts, faults = time.monotonic(), 0, []
    for route in POSTS:
        faults += [f"{route}: {fault}" for fault in attack(route, payloads)]
        posts += len(payloads)
    return verdict(faults, started) | {"posts": posts}


def attack(route: str, payloads: list[str]) -> list[str]:
    post = POSTS[route](World(SchoolFactory(), timezone.now()))
    client = post.browser()
    values, faults = filled_in(client, post), []
    texts = text_fields(client, post.address)
    for payload in payloads if texts else ():
        answer = client.post(post.address, {**values, **dict.fromkeys(texts, payload)}, follow=True)
        if answer.status_code >= 500:
            faults.append(f"{answer.status_code} for {payload}")
        faults += [f"{fault} of {payload}" for fault in acting(answer)]
    return faults + [fault for page in LISTS for fault in acting(client.get(page))]


def text_fields(client: Client, address: str) -> list[str]:
    """Names of what one types words into, in the forms of a page."""
    page = client.get(address)
    if page.status_code != 200:
        return ["reason"]  # a button, and what it may ask for
    found = lxml.html.fromstring(page.content.decode()).xpath(
        "//form//textarea | //form//input[@type='text' or @type='search']"
    )
    return [field.name for field in found if field.name and "dateinput" not in field.get("class", "")]


def acting(answer: Any) -> list[str]:
    """What a browser would run, load or be led to by a page, beyond what the site itself puts there."""
    if "text/html" not in answer.get("Content-Type", "") or not answer.content:
        return []
    faults = []
    for element in lxml.html.fromstring(answer.content.decode()).iter():
        if not isinstance(element.tag, str):
            continue
        own = element.get("src", element.get("href", "")).startswith("/static/")
        if element.tag in FOREIGN or (element.tag in {"script", "link", "style"} and not own):
            faults.append(f"<{element.tag}>")
        for name, value in element.items():
            scheme = "".join(value.split()).lower()
            if name.startswith("on") or name == "style":
                faults.append(f"{name}=")
            elif name in ADDRESSES and scheme.startswith(("javascript:", "vbscript:", "data:text")):
                faults.append(f"{name}={value[:40]}")
    return faults


def plain_lines(payloads: list[str]) -> dict[str, Any]:
    """Each payload in every plain line of a paper: printed as the words it is made of, and nothing asked for."""
    started, faults = time.monotonic(), []
    with listening() as (host, asked):
        addressed = [page.format(web=f"http://{host}", host=host, file="file:///x", path="/x") for page in PAYLOADS.values()]
        for payload in payloads + addressed:
            asked.clear()
            faults += [f"{fault} of {payload}" for fault in miswritten(one_line(payload))]
            faults += [f"{path} was asked for by {payload}" for path in asked]
    return verdict(faults, started) | {"payloads": len(payloads) + len(addressed)}


def miswritten(line: str) -> list[str]:
    """What is wrong with the pages of papers whose every plain line is this one, after the number of its place."""
    line = " ".join(wrap(line, 20))  # of words: one of fifty letters without a blank has no room in a head or a name
    signature = SignatureRow(right=Signature(capacity=(f"7a{line}",), name=f"7c{line}", post=f"7b{line}"))
    plain = replace(samples.plan(), body="<p>Nội dung./.</p>", recipients=(), signatures=())
    paper = replace(
        plain, subject=f"5{line}", parent_lines=(f"1{line}",), issuer_lines=(f"2{line}",), symbol=f"3{line}",
        place=f"4{line}", bases=(f"6{line}",), addressees=(f"9a{line}",), recipients=(f"9b{line}",),
    )  # fmt: skip
    # What stands side by side is read line by line across: the signature is looked at alone.
    pdfs = [html_to_pdf(paper_html(each)) for each in (paper, replace(plain, signatures=(signature,)))]
    seen, looked_for = "".join(map(letters, pdfs)).casefold(), "".join(line.split()).casefold()
    places = ("1", "2", "3", "4", "5", "6", "7a", "7b", "7c", "9a", "9b")
    missing = [f"line {place} is not printed as it is" for place in places if place + looked_for not in seen]
    return missing + [name for pdf in pdfs for name in active_parts(pdf)]


def addresses(render: Any, names: Iterable[str] = PAYLOADS) -> dict[str, Any]:
    """Each payload printed by itself: was the server asked, or the secret file printed or attached?"""
    started, leaks = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder, listening() as (host, asked):
        secret = Path(folder) / "secret.svg"
        secret.write_text(
            f"<svg xmlns='http://www.w3.org/2000/svg' width='600' height='50'><text y='30'>{CANARY}</text></svg>"
        )
        for name in names:
            page = PAYLOADS[name].format(web=f"http://{host}", host=host, file=secret.as_uri(), path=secret)
            asked.clear()
            try:
                pdf = render(f"<!doctype html><html lang=vi><body>{page}</body></html>")
            except FatalURLFetchingError:
                pdf = b""
            if asked or (pdf and has_canary(pdf)):
                leaks.append(name)
    return verdict(leaks, started) | {"leaks": len(leaks), "payloads": len(list(names))}


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    Listener.asked = []
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}", Listener.asked
        finally:
            server.shutdown()
            thread.join()


def random_texts(count: int) -> dict[str, Any]:
    started = time.monotonic()
    return verdict([fault for seed in range(count) for fault in misprinted(seed)], started) | {"texts": count}


def misprinted(seed: int) -> list[str]:
    return [f"seed {seed}: {fault}" for fault in misprinted_body(clean(rich_text(seed)))]


def misprinted_body(body: str) -> list[str]:
    """The words of a text and the words on its pages are the same, in the same order, within 20 seconds."""
    started = time.monotonic()
    pdf = html_to_pdf(paper_html(replace(samples.plan(), body=body)))
    faults = [f"{time.monotonic() - started:.0f} s"] if time.monotonic() - started > 20 else []
    if "".join(plain_text(body).split()) not in letters(pdf):
        faults.append("words differ")
    return faults + active_parts(pdf)


def letters(pdf: bytes) -> str:
    """Everything on the pages but blanks and page numbers."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded(top=page.get_height() - TOP) for page in document]
    return "".join("".join(pages).split()).replace("\x02", "-")  # so PDFium tells of a hyphen at the end of a line


def active_parts(pdf: bytes) -> list[str]:
    """Names of what a reader of PDF would run, open or follow."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sorted(ACTIVE & {key for item in document.objects for key in _keys(item)})


def _keys(item: Any) -> Iterator[str]:
    """The names in an object of a PDF and in those that stand inside it; others have a place of their own."""
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield from item.keys()
        children = [value for _, value in item.items()]
    else:
        children = list(item) if isinstance(item, pikepdf.Array) else []
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _keys(child)


def verdict(faults: list[str], started: float) -> dict[str, Any]:
    seconds = round(time.monotonic() - started, 2)
    return {"green": not faults, "faults": len(faults), "first fault": faults[0] if faults else "", "seconds": seconds}


if __name__ == "__main__":
    main()
