"""The pages of the library: where they lie, what they show, and what is typed there."""

from django.urls import reverse


def typed(**values):
    given = {
        "kind": "KH", "number": "06/KH-PGDĐT", "name": "về thi đua", "issuer": "Phòng GD&ĐT", "issued_on": "20/02/2024",
        "in_force_from": "", "in_force_to": "", "older": "", "change": "REPLACES", "note": "", "version": "1",
    }  # fmt: skip
    return given | values


def url(route, *args):
    return reverse(f"catalog:{route}", args=args)


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()
