"""The files of deploy/ name what is there: settings, numbers, files, releases."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.deploy.proxy import nginx

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCUMENTS = sorted([*DEPLOY.rglob("*.yaml"), *DEPLOY.rglob("*.yml")])
EXACT = re.compile(r":v?\d+\.\d+(\.\d+)?(-[a-z]+)*$")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_can_be_read(path):
    assert all(yaml.safe_load_all(path.read_text()))


def test_every_image_is_of_one_release():
    images = {service["image"] for service in COMPOSE["services"].values()}
    images |= set(re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE))
    assert len(images) >= 5
    assert [image for image in images if not EXACT.search(image)] == []


def test_every_container_of_ours_is_closed():
    for name in ("api-1", "api-2", "api-3", "migrate", "backup"):
        service = COMPOSE["services"][name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    assert re.search(r"^USER 10001:10001$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)


def test_every_file_that_is_mounted_or_copied_is_there():
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith("./") and source != "./backups":
                assert (DEPLOY / source).exists(), source
    for words in re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE):
        for source in words.split():
            assert (ROOT / source).exists(), source


def test_every_secret_is_made():
    made = (DEPLOY / "make_secrets.py").read_text()
    for secret in COMPOSE["secrets"].values():
        name = Path(secret["file"]).name
        assert name.removesuffix("_password") in made, name


def test_every_setting_is_one_of_ours():
    ours = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/configuration.md").read_text(), re.MULTILINE))
    made = (DEPLOY / "make_secrets.py").read_text().partition('"""\\\n')[2].partition('"""')[0]
    settings = set(re.findall(r"^([A-Z_]+)=", made, re.MULTILINE)) | COMPOSE["x-api"]["environment"].keys()
    for path in ("settings.yaml", "secrets.example.yaml"):
        for document in yaml.safe_load_all((DEPLOY / "kubernetes" / path).read_text()):
            settings |= (document.get("data") or document.get("stringData")).keys()
    assert settings - {"POSTGRES_DB"} <= ours
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "JWT_SECRET_KEY", "PUBLIC_URL", "TRUSTED_PROXIES"} <= settings


def test_every_number_that_rules_look_at_is_told(client, make_person):
    client.as_(make_person("Alice")).get("/api/tasks")
    told = set(re.findall(r"^(headway_\w+)", client.application.test_client().get("/metrics").text, re.MULTILINE))
    asked = set(re.findall(r"headway_\w+", (DEPLOY / "prometheus" / "alerts.yml").read_text()))
    assert len(asked) >= 6
    assert asked <= told


def test_nginx_takes_the_file_of_the_container(tmp_path):
    if nginx() is None:
        pytest.skip("nginx is not installed.")
    place = tmp_path / "nginx"
    shutil.copytree(DEPLOY / "nginx", place)
    subject = ["-subj", "/CN=tasks.example.org", "-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "cert")]
    subprocess.run(
        ["openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", *subject], check=True, capture_output=True
    )
    elsewhere = {"/tmp/": f"{tmp_path}/", "/run/secrets/tls_certificate": str(tmp_path / "cert")}
    elsewhere |= {"/run/secrets/tls_key": str(tmp_path / "key")}
    elsewhere |= {f"api-{number}:5000": f"127.0.0.{number}:5000" for number in (1, 2, 3)}
    for path in place.rglob("*.conf"):
        text = path.read_text()
        for there, here in elsewhere.items():
            text = text.replace(there, here)
        path.write_text(text)
    done = subprocess.run([nginx(), "-t", "-q", "-c", str(place / "nginx.conf")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
