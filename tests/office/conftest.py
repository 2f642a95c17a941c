"""A real office process on loopback and laptops that speak docs/WIRE.md to it."""

import base64
import hashlib
import multiprocessing
import secrets
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.office import authorities
from tests.office.authorities import Authority
from visitapp.clock import SystemClock
from visitapp.domain.chain import GENESIS, Attachment, Item, Link, Sealed, canonical, digest, forge
from visitapp.domain.receipts import Receipt
from visitapp.evidence.receipting import checked_receipt
from visitapp.ids import uuid7
from visitapp.keys import device_id
from visitapp.office.devices import new_code
from visitapp.office.seat import Office, establish, open_office
from visitapp.office.serving import Address, serve
from visitapp.sync import wire

CLOCK = SystemClock()


# a process that has loaded the server already: each office is a fork of it, not a new start
STARTER = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    STARTER.set_forkserver_preload(["visitapp.office.serving"])


class OfficeProcess:
    """An office served by its own process, killed and started again at will."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self.process: Any = None

    def start(self) -> "OfficeProcess":
        heard, said = STARTER.Pipe(duplex=False)
        address = Address(port=0)
        self.process = STARTER.Process(target=serve, args=(self.folder, CLOCK, address, said.send))
        self.process.start()
        said.close()
        with heard:
            self.url = heard.recv()
        return self

    def kill(self) -> None:
        self.process.kill()
        self._gone()

    def stop(self) -> int:
        self.process.terminate()
        return self._gone()

    def _gone(self) -> int:
        self.process.join(timeout=20)
        code = int(self.process.exitcode)
        self.process.close()
        self.process = None
        return code

    def opened(self) -> Office:
        return open_office(self.folder, CLOCK)

    def code(self) -> str:
        office = self.opened()
        code, _ = new_code(office)
        office.database.close()
        return code

    def query(self, statement: str, *values: object) -> list[Any]:
        office = self.opened()
        with office.database.reading() as connection:
            rows = list(connection.exec_driver_sql(statement, values))
        office.database.close()
        return rows


@dataclass
class Laptop:
    """A device with a real key and a real chain; ``client`` carries its token."""

    name: str
    client: httpx2.Client
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    incarnation: str = field(default_factory=lambda: secrets.token_hex(8))
    items: list[Item] = field(default_factory=list)
    office_key: bytes = b""
    reply: wire.EnrollReply | None = None

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def device(self) -> str:
        return device_id(self.public)

    def write(
        self,
        kind: str = "arrived",
        content: dict[str, Any] | None = None,
        *,
        about: dict[str, str] | None = None,
        attach: tuple[Attachment, ...] = (),
        body: bytes | None = None,
    ) -> Item:
        filled = {"person": "p1"} if content is None else content
        value = {"about": about or {}, "actor": "p1", "content": filled}
        salt, body = secrets.token_bytes(32), body or canonical(value)
        raw = forge(
            Link(
                device=self.device,
                incarnation=self.incarnation,
                n=len(self.items) + 1,
                prev=digest(self.items[-1].raw) if self.items else GENESIS,
            ),
            entry_id=uuid7(CLOCK),
            kind=kind,
            t=CLOCK.stamp(),
            policy="2026-11",
            sealed=Sealed(salt=salt, body=body, attach=attach),
        )
        item = Item(raw=raw, sig=self.key.sign(raw), salt=salt, body=body)
        self.items.append(item)
        return item

    def post(self, path: str, value: object, **headers: str) -> httpx2.Response:
        return self.client.post(path, content=msgspec.json.encode(value), headers=headers)

    def enroll(self, code: str) -> httpx2.Response:
        response = self.post(
            "/v1/enroll",
            wire.EnrollRequest(
                code=code, public_key=self.public, name=self.name, incarnation=self.incarnation
            ),
        )
        if response.status_code == 200:
            self.reply = msgspec.json.decode(response.content, type=wire.EnrollReply)
            self.office_key = self.reply.office_public_key
            self.client.headers["Authorization"] = f"Bearer {self.reply.token}"
        return response

    def push(self, items: list[Item] | None = None) -> httpx2.Response:
        chosen = self.items if items is None else items
        request = wire.PushRequest(
            device=self.device,
            incarnation=self.incarnation,
            items=[wire.to_wire(item) for item in chosen],
        )
        return self.post("/v1/push", request)

    def kept(self, response: httpx2.Response) -> Receipt:
        assert response.status_code == 200, response.text
        signed = msgspec.json.decode(response.content, type=wire.PushReply).receipt
        return checked_receipt(signed.raw.encode(), signed.sig, self.office_key)

    def receipt(self, *blobs: str) -> Receipt:
        request = wire.ReceiptRequest(
            device=self.device, incarnation=self.incarnation, blobs=list(blobs)
        )
        return self.kept(self.post("/v1/receipt", request))

    def pull(self, cursor: str = "", limit: int = 500) -> wire.PullReply:
        response = self.client.get("/v1/pull", params={"cursor": cursor, "limit": str(limit)})
        assert response.status_code == 200, response.text
        return msgspec.json.decode(response.content, type=wire.PullReply)

    def create(self, data: bytes, length: int | None = None) -> httpx2.Response:
        sha256 = hashlib.sha256(data).hexdigest()
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(data) if length is None else length),
            "Upload-Metadata": "sha256 " + base64.b64encode(sha256.encode()).decode(),
        }
        return self.client.post("/v1/blobs", headers=headers)

    def head(self, sha256: str) -> httpx2.Response:
        return self.client.head(f"/v1/blobs/{sha256}", headers={"Tus-Resumable": "1.0.0"})

    def patch(self, sha256: str, offset: int, data: Any) -> httpx2.Response:
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        return self.client.patch(f"/v1/blobs/{sha256}", content=data, headers=headers)

    def upload(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        assert self.create(data).status_code == 201
        assert self.patch(sha256, 0, data).status_code == 204
        return sha256


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office that was set up and is not served."""
    establish(tmp_path / "office", "本社", CLOCK).database.close()
    return tmp_path / "office"


@pytest.fixture
def office(folder: Path) -> Iterator[OfficeProcess]:
    """A served office."""
    process = OfficeProcess(folder).start()
    yield process
    if process.process is not None:
        assert process.stop() == 0


@pytest.fixture
def stranger(office: OfficeProcess) -> Iterator[Callable[..., Laptop]]:
    """Makes laptops that are not enrolled."""
    clients: list[httpx2.Client] = []

    def make(name: str = "03 藤井") -> Laptop:
        client = httpx2.Client(base_url=office.url, timeout=30)
        clients.append(client)
        return Laptop(name=name, client=client)

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def enrolled(office: OfficeProcess, stranger: Callable[..., Laptop]) -> Callable[..., Laptop]:
    """Makes laptops that have joined."""

    def make(name: str = "03 藤井") -> Laptop:
        laptop = stranger(name)
        assert laptop.enroll(office.code()).status_code == 200
        return laptop

    return make


@pytest.fixture
def laptop(enrolled: Callable[..., Laptop]) -> Laptop:
    """One laptop that has joined."""
    return enrolled()


@pytest.fixture(scope="session")
def established(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authorities.established(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture
def authority(established: Authority) -> Iterator[Authority]:
    with authorities.served(replace(established, instead=[], asked=[])) as served:
        yield served
