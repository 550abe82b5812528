import subprocess
import sys

UNDER_GEVENT = """
from gevent import monkey
monkey.patch_all()
import gevent
from headway.accounts import passwords

ticks = 0
def tick():
    global ticks
    while True:
        gevent.sleep(0.001)
        ticks += 1

ticking = gevent.spawn(tick)
hashes = [gevent.spawn(passwords.hash_password, "seven quiet otters") for _ in range(6)]
gevent.joinall(hashes, raise_error=True)
assert all(passwords.verify("seven quiet otters", found.value) for found in hashes)
assert not passwords.verify("seven loud otters", hashes[0].value)
ticking.kill()
print(ticks)
"""


def test_other_requests_go_on_while_a_worker_hashes():
    ran = subprocess.run([sys.executable, "-c", UNDER_GEVENT], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert int(ran.stdout) > 10
