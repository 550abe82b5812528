"""What testssl.sh finds in the proxy's TLS: nothing of weight but that the certificate signs itself. `make audit`."""

import json
import shutil
import subprocess

import pytest

WEIGHTY = {"MEDIUM", "HIGH", "CRITICAL"}
# What a certificate of two days that signs itself must look like, and what names in the DNS would have to say.
OF_THE_TRIAL = {"cert_chain_of_trust", "cert_expirationStatus", "cert_notAfter", "cert_trust", "cert_revocation"}
OF_THE_TRIAL |= {"DNS_CAArecord", "cert_keyUsage", "cert_extKeyUsage", "cert_mustStapleExtension", "overall_grade"}


def test_no_finding_of_weight(topology, tmp_path):
    program = shutil.which("testssl") or shutil.which("testssl.sh")
    if program is None:
        pytest.skip("testssl.sh is not installed.")
    proxy = topology.proxy
    options = ["--quiet", "--color", "0", "--warnings", "off", "--jsonfile", str(tmp_path / "found.json")]
    subprocess.run([program, *options, f"{proxy.host}:{proxy.port}"], capture_output=True, timeout=540)
    found = json.loads((tmp_path / "found.json").read_text())
    said = {item["id"]: (item["severity"], item["finding"]) for item in found}
    print(json.dumps(said, indent=1))
    assert {"TLS1_2", "TLS1_3"} <= said.keys()
    assert [(name, *what) for name, what in said.items() if what[0] in WEIGHTY and name not in OF_THE_TRIAL] == []
