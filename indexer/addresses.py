"""Which web addresses may be fetched: only http and https, and only public machines unless private ones were asked for.

A list of addresses that comes from others, a feed or a redirect, could name machines that only this one can reach. So
the name of a host is resolved here, every address of it is judged, and the connection is made to the judged address itself.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_PORTS = {"http": 80, "https": 443}
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_LONGEST = 2_000
_SURROGATES = range(0xD800, 0xE000)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(Exception):
    """A web address is not fetched, or gives nothing to index; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Target:
    """A web address, with the machine that it was found to mean."""

    url: str
    scheme: str
    host: str
    port: int
    address: str

    @property
    def site(self) -> str:
        """What the rules for robots and the pauses are kept for: scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def connected_url(self) -> str:
        """The address with the machine's own in place of the name."""
        parts = urlsplit(self.url)
        address = f"[{self.address}]" if ":" in self.address else self.address
        path = parts.path or "/"
        return f"{self.scheme}://{address}:{self.port}{path}{f'?{parts.query}' if parts.query else ''}"


def target_of(url: str, *, private: bool = False) -> Target:
    """The machine that a web address means. Raises ``NotFetched`` with the reason where it may not be asked."""
    parts = checked_url(url)
    host = _ascii((parts.hostname or "").rstrip("."))
    port = parts.port or _PORTS[parts.scheme]
    addresses = _resolved(host, port)
    if not private and (inner := next((address for address in addresses if not is_public(address)), None)):
        raise NotFetched(f"{host} is a machine of a private network ({inner}): give `--allow-private` if that is meant")
    return Target(url, parts.scheme, host, port, str(addresses[0]))


def _ascii(host: str) -> str:
    """A host name with letters beyond ASCII as the network writes it."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise NotFetched(f"the host {host} is not known") from error


def checked_url(url: str) -> SplitResult:
    """The parts of a web address. Raises ``NotFetched`` when it is none that is fetched."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise NotFetched("it is not a web address: write one such as https://example.org/page.html") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise NotFetched("only addresses that begin with http:// or https:// and name a host are fetched")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("it carries a user name or a password: fetch the document yourself, and index the file")
    if len(url) > _LONGEST or any(ord(letter) <= ord(" ") or _SURROGATES.start <= ord(letter) < _SURROGATES.stop for letter in url):
        raise NotFetched(f"it has blanks or bytes that are no text in it, or more than {_LONGEST} characters")
    return parts


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, also one that is written inside another.

    >>> [is_public(ipaddress.ip_address(address)) for address in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner and not is_public(inner):
            return False
    return address.is_global and not address.is_multicast


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    except (OSError, UnicodeError, ValueError) as error:
        raise NotFetched(f"the host {host} is not known") from error
