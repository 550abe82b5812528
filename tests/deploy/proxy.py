"""nginx with the files of `deploy/nginx`, on an address of its own, in front of servers of ours."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

FILES = Path(__file__).parents[2] / "deploy" / "nginx"
MAIN = """
{user}
daemon off;
worker_processes 2;
pid {place}/nginx.pid;
error_log {place}/error.log warn;
events {{ worker_connections 4000; }}
http {{
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    proxy_cache_path {place}/cache levels=1:2 keys_zone=headway_static:1m max_size=64m use_temp_path=off;
    include headway.conf;
}}
"""
SITE = """
server_name {host};
listen {host}:{http_port} default_server;
listen {host}:{port} ssl http2 default_server;
ssl_certificate {place}/certificate.pem;
ssl_certificate_key {place}/key.pem;
access_log {place}/access.log headway;
"""


def nginx() -> str | None:
    """The program, where it is installed."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class Proxy:
    """A running nginx; `certificate` is what its clients trust."""

    def __init__(self, place: Path, host: str, port: int, http_port: int, servers: list[str]) -> None:
        self.place, self.host, self.port, self.http_port = place, host, port, http_port
        self.url = f"https://{host}:{port}"
        place.mkdir()
        self._make_certificate()
        self._lay_out(servers)
        self.process = subprocess.Popen([*self._command])

    @property
    def certificate(self) -> Path:
        """The certificate that signs itself."""
        return self.place / "certificate.pem"

    def end(self) -> None:
        """End it at once."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)

    @property
    def _command(self) -> list[str]:
        program = nginx()
        assert program, "asked for only where it is installed"
        return [
            program,
            "-p",
            str(self.place),
            "-c",
            str(self.place / "nginx.conf"),
            "-e",
            str(self.place / "error.log"),
        ]

    def _make_certificate(self) -> None:
        subject = ["-subj", f"/CN={self.host}", "-addext", f"subjectAltName=IP:{self.host}"]
        kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        files = ["-keyout", str(self.place / "key.pem"), "-out", str(self.certificate)]
        subprocess.run(["openssl", "req", "-x509", *kind, *subject, *files], check=True, capture_output=True)

    def _lay_out(self, servers: list[str]) -> None:
        shutil.copy(FILES / "headway.conf", self.place)
        shutil.copytree(FILES / "headway", self.place / "headway")
        values = vars(self) | {"user": "user root;" if os.geteuid() == 0 else ""}
        (self.place / "nginx.conf").write_text(MAIN.format(**values))
        (self.place / "headway" / "site.conf").write_text(SITE.format(**values))
        lines = [f"server {server} max_fails=2 fail_timeout=2s;\n" for server in servers]
        (self.place / "headway" / "servers.conf").write_text("".join(lines))
        checked = subprocess.run([*self._command, "-t", "-q"], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
