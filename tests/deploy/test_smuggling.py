"""What the server refuses to read in two ways (`tests/service`), the proxy before it does not pass on."""

import re
import ssl

import pytest

from tests.service.doubtful import DOUBTFUL, SECOND, exchange

STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3}) ", re.MULTILINE)
REFUSED = (400, 413, 501)


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_a_request_of_doubtful_length_is_the_last_of_its_connection(topology, text):
    proxy = topology.proxy
    context = ssl.create_default_context(cafile=proxy.certificate)
    found = exchange(f"https://{proxy.host}:{proxy.port}", text + SECOND, context)
    [status] = STATUS.findall(found)
    assert int(status) in REFUSED
    assert "smuggled" not in (proxy.place / "access.log").read_text()
