"""A time-stamp authority as strangers run it: OpenSSL with a root, an intermediate and a signer."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from visitapp.office.seat import Office
from visitapp.office.stamping.authority import FILE

CURVE = "ec_paramgen_curve:P-256"
POLICY = "1.3.6.1.4.1.99999.1"
OTHER_POLICY = "1.3.6.1.4.1.99999.2"
CONFIG = f"""[req]
distinguished_name = nobody
prompt = no
[nobody]
CN = authority
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
serial = serial
signer_cert = signer.pem
signer_key = signer.key
signer_digest = sha256
ess_cert_id_alg = sha256
default_policy = {POLICY}
other_policies = {OTHER_POLICY}
digests = sha256
accuracy = secs:1
tsa_name = yes
"""


@dataclass
class Authority:
    """A folder with keys, and what its server answers: by OpenSSL, or ``instead`` of it.

    ``otherwise`` is a pair of bytes of which the second is written for the first.
    """

    folder: Path
    url: str = ""
    chain: bool = False
    instead: list[bytes] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    otherwise: tuple[bytes, bytes] = (b"", b"")

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def answer(self, question: bytes) -> bytes:
        self.asked.append(question)
        if self.instead:
            return self.instead.pop(0)
        (self.folder / "query").write_bytes(question)
        words = ["-chain", "intermediate.pem"] if self.chain else []
        run(self.folder, "ts", "-reply", "-section", "tsa", "-queryfile", "query", "-out", "answer",
            "-config", "config", *words)  # fmt: skip
        answer = (self.folder / "answer").read_bytes()
        return answer.replace(*self.otherwise, 1) if self.otherwise[0] else answer


def run(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, capture_output=True, check=True)


def established(folder: Path) -> Authority:
    """Root → intermediate → signer, all P-256."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this computer")
    folder.mkdir()
    (folder / "config").write_text(CONFIG, encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    for name, issuer, section in (
        ("root", "", "ca"),
        ("intermediate", "root", "ca"),
        ("signer", "intermediate", "signer"),
    ):
        by = ("-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key") if issuer else ()
        run(folder, "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", CURVE, "-days", "30",
            "-config", "config", "-extensions", section, "-subj", f"/CN=Test {name}",
            "-keyout", f"{name}.key", "-out", f"{name}.pem", *by)  # fmt: skip
    return Authority(folder)


@contextmanager
def served(authority: Authority) -> Iterator[Authority]:
    """The authority behind HTTP on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            assert self.headers["Content-Type"] == "application/timestamp-query"
            answer = authority.answer(self.rfile.read(length))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        authority.url = f"http://127.0.0.1:{server.server_port}/tsa"
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def use(office: Office, authority: Authority, **more: str) -> None:
    """Set the authority in office.toml, with its root and intermediate as trusted."""
    pem = authority.root.read_bytes() + (authority.folder / "intermediate.pem").read_bytes()
    (office.folder / "trusted.pem").write_bytes(pem)
    rows = {"authority": authority.url, "trusted": "trusted.pem", **more}
    text = "".join(f'{key} = "{value}"\n' for key, value in rows.items())
    (office.folder / FILE).write_text(f"[timestamp]\n{text}", encoding="utf-8")
