"""How the tests of this room ask for pages, and what they read of them."""

import io

import openpyxl
from django.urls import reverse


def url(route, *args):
    return reverse(f"ledger:{route}", args=args)


def main(response):
    """The content of the page, without what stands around it."""
    return " ".join(response.content.decode().split("<main")[1].split())


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return main(response)


def sheet(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(response.content)).active.values]


def revoking(**values):
    given = {
        "ground": "a", "reason": "Khai sai.", "decision_number": "2101/QĐ-UBND", "decided_on": "20/9/2023",
        "issuer": "Chủ tịch UBND quận Long Biên",
    }  # fmt: skip
    return given | values
