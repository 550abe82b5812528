"""Make all passwords, keys and user files of an installation, once: `python3 make_secrets.py tasks.example.org`.

They go into `secrets/` beside this file, readable by its owner only; what is there already stays. A certificate that
signs itself is made for a trial: put the one of your authority in its place.
"""

import os
import secrets
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent
PASSWORDS = ("postgres", "owner", "app", "reader", "replicator", "valkey", "valkey_replica", "valkey_admin")
SETTINGS = """\
DATABASE_URL=postgresql://headway_app:{app}@/headway?host=postgres-primary,postgres-replica&port=5432,5432\
&target_session_attrs=read-write
REDIS_URL=redis://headway:{valkey}@valkey-primary:6379/0
SECRET_KEY={secret_key}
JWT_SECRET_KEY={jwt_secret_key}
METRICS_TOKEN={metrics_token}
PUBLIC_URL=https://{host}
TRUSTED_PROXIES=1
"""
OWNER = "DATABASE_URL=postgresql://headway_owner:{owner}@postgres-primary/headway\n"
READER = "DATABASE_URL=postgresql://headway_reader:{reader}@postgres-replica/headway\n"
REPLICA = "primaryuser replica\nprimaryauth {valkey_replica}\n"


def main() -> None:
    """Make what is absent."""
    if len(sys.argv) not in (2, 3):
        sys.exit("Name the host that browsers will use: python3 make_secrets.py tasks.example.org")
    host = sys.argv[1]
    place = Path(sys.argv[2]) if len(sys.argv) == 3 else HERE / "secrets"
    place.mkdir(mode=0o700, exist_ok=True)
    passwords = {name: keep(place / f"{name}_password", secrets.token_urlsafe(32)) for name in PASSWORDS}
    keys = {name: secrets.token_urlsafe(48) for name in ("secret_key", "jwt_secret_key", "metrics_token")}
    keep(place / "headway.env", SETTINGS.format(**passwords, **keys, host=host))
    keep(place / "owner.env", OWNER.format(**passwords))
    keep(place / "reader.env", READER.format(**passwords))
    keep(place / "metrics_token", token_of(place / "headway.env"))
    keep(place / "valkey_users", valkey_users(passwords))
    keep(place / "valkey_replica.conf", REPLICA.format(**passwords))
    certify(place, host)
    print(f"{place} holds all secrets of {host}: keep a copy of it where you keep keys.")


def keep(path: Path, text: str) -> str:
    """The text of the file, which is made with `text` if it is absent."""
    if not path.exists():
        # Read by the accounts of the containers, each of which is given single files; the directory is the owner's.
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w") as file:
            file.write(text)
    return path.read_text()


def token_of(path: Path) -> str:
    """The token in the settings."""
    return next(line for line in path.read_text().splitlines() if line.startswith("METRICS_TOKEN=")).partition("=")[2]


def valkey_users(passwords: dict[str, str]) -> str:
    """The file of Valkey's users, with the sums of their passwords."""
    names = {
        "VALKEY_PASSWORD_SHA256": "valkey",
        "VALKEY_REPLICA_PASSWORD_SHA256": "valkey_replica",
        "VALKEY_ADMIN_PASSWORD_SHA256": "valkey_admin",
    }
    sums = {variable: sha256(passwords[name].encode()).hexdigest() for variable, name in names.items()}
    return Template((HERE / "valkey" / "users.acl.template").read_text()).substitute(sums)


def certify(place: Path, host: str) -> None:
    """A certificate that signs itself, for a trial."""
    certificate, key = place / "tls_certificate.pem", place / "tls_key.pem"
    if certificate.exists():
        return
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "90"]
    subject = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", "-x509", *kind, *subject, *files], check=True, stderr=subprocess.DEVNULL)
    key.chmod(0o644)


main()
