"""A visitor cannot choose the address they are counted by."""

import pytest
from django.test import RequestFactory

from thiduakt.addresses import client_address, throttled_address


def asked(forwarded="", remote="198.51.100.4"):
    return RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "198.51.100.4"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.4"),
        (1, "", "198.51.100.4"),
        (1, "không phải địa chỉ", ""),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies

    assert client_address(asked(forwarded.encode().decode("latin-1"))) == expected


def test_a_network_of_ipv6_counts_as_one_visitor(settings):
    settings.TRUSTED_PROXIES = 0

    assert throttled_address(asked(remote="2001:db8:1:2:aaaa::1")) == throttled_address(asked(remote="2001:db8:1:2:bbbb::9"))
    assert throttled_address(asked(remote="2001:db8:1:2::1")) != throttled_address(asked(remote="2001:db8:1:3::1"))


def test_visitors_by_ipv4_are_not_one_network_where_the_server_listens_for_both_kinds():
    assert throttled_address(asked(remote="::ffff:203.0.113.5")) == "203.0.113.5"
    assert throttled_address(asked(remote="::ffff:198.51.100.7")) == "198.51.100.7"


def test_a_request_without_an_address_is_counted_by_its_name_alone():
    assert throttled_address(asked(remote="")) is None
