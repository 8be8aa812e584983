"""Where a request comes from. Only as many proxies are believed as stand in front of the server."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOME_NETWORK = 64  # bits: within them one household may choose any IPv6 address


def client_address(request: HttpRequest) -> str:
    """The address next to our outermost proxy; what a visitor wrote into the header stands further left and is not read.

    Empty where there is none that could be one.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    told = hops[-trusted] if 0 < trusted <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told.partition("%")[0])  # after “%” stands our own network card
    except ValueError:
        return ""
    # A server that listens for both kinds tells IPv4 as ::ffff:203.0.113.5: all of them would be one network of IPv6.
    return str(getattr(address, "ipv4_mapped", None) or address)


def throttled_address(request: HttpRequest) -> str | None:
    """What attempts are counted by: an IPv6 address by its network, of which one visitor has all."""
    address = client_address(request)
    if not address:
        return None
    if isinstance(parsed := ip_address(address), IPv6Address):
        return str(ip_network(f"{parsed}/{HOME_NETWORK}", strict=False).network_address)
    return address
