"""What `make bench` times is every list of the site; here each asks the database as often for many rows as for few."""

import pytest
from django.urls import URLResolver, get_resolver
from django.views.generic import ListView

from tests.bench import lists
from tests.bench.bare import LISTS
from tests.bench.crowd import crowd

# What a list is of, by its room.
ROWS = {
    "/nhap-excel/": "{batch}", "/dang-ky/": "{round}", "/chi-tieu/": "{group}", "/ho-so/": "{dossier}",
    "/sang-kien/": "{solution}",
}  # fmt: skip


def listing_routes(resolver, before="/"):
    for pattern in resolver.url_patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from listing_routes(pattern, address)
        elif issubclass(getattr(pattern.callback, "view_class", object), ListView):
            row = next((row for room, row in ROWS.items() if address.startswith(room)), "{draft}")
            yield address.replace("<id:pk>", row).replace("<slug:kind>", "nghi")


def test_every_list_is_timed():
    assert sorted(listing_routes(get_resolver("thiduakt.urls"))) == sorted(listed.address for listed in LISTS.values())


@pytest.mark.django_db
@pytest.mark.urls("tests.bench.bare")
def test_many_rows_cost_no_more_queries_than_few():
    few, many = crowd(3, savings=3), crowd(70, savings=35)

    assert {name: lists.queries(name, *few) for name in LISTS} == {name: lists.queries(name, *many) for name in LISTS}
