"""Rows P4 and P5: a photo safe on disk, its copies made, and a window that never stands still."""

import hashlib
import io
import os
import random
import time
from pathlib import Path

from PIL import Image

from tests.bench.measure import Act, Row, Sample, Side, cpu_of, in_turns
from tests.bench.store_rows import own_store
from visitapp.media.intake import Intake
from visitapp.media.reading import read_photo
from visitapp.store.store import Store

TWELVE, FORTY_EIGHT = (4032, 3024), (8064, 6048)


def picture(folder: Path, size: tuple[int, int], seed: int = 7) -> Path:
    """A photo-like JPEG: soft shapes with the grain of a sensor, turned like a phone's."""
    path = folder / f"{size[0]}x{size[1]}-{seed}.jpg"
    if not path.exists():
        luck = random.Random(seed)
        small = Image.frombytes("RGB", (64, 48), luck.randbytes(64 * 48 * 3))
        grain = Image.effect_noise((1008, 756), 40).convert("RGB").resize(size)
        photo = Image.blend(small.resize(size, Image.Resampling.BICUBIC), grain, 0.25)
        exif = Image.Exif()
        exif[0x0112] = 6
        photo.save(path, "JPEG", quality=90, exif=exif)
    return path


def synced(folder: Path, data: bytes) -> str:
    """The limit: hash the bytes, write them, fsync."""
    name = hashlib.sha256(data).hexdigest()
    with (folder / name).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name


def different(data: bytes, k: int) -> bytes:
    """The same photo with other bytes after its end, as every photo differs."""
    return data + k.to_bytes(4, "big") + os.urandom(4)


def safe(folder: Path, size: tuple[int, int] = TWELVE, rounds: int = 40) -> Row:
    """P4: read, hash, encrypt, fsync, row; the limit reads, hashes and fsyncs."""
    path = picture(folder, size)
    with own_store(folder) as store:
        sides = {
            "photo safe": lambda k: store.vault.put(different(read_photo(path), k)),
            "read, hash, fsync": lambda k: synced(folder, different(path.read_bytes(), k)),
        }
        ours, limit = in_turns(sides, rounds)
    what = f"photo safe, {path.stat().st_size / 1e6:.1f} MB"
    return Row(row="P4", what=what, ours=ours, limit=limit, goal=1.5)


def ingest(folder: Path, size: tuple[int, int], goal: float, rounds: int = 15) -> Row:
    """P5: safe and with both copies; the floor is the limit and a decoding at an eighth."""
    path = picture(folder, size)
    with own_store(folder) as store, Intake() as intake:
        intake.warm()
        ours: list[Sample] = []
        floor: list[Sample] = []
        for k in range(rounds + 2):
            ours.append(_taken_in(store, intake, path, k))
            (side,) = in_turns({"floor": _floor(folder, path)}, 1, warm=0)
            floor.append(side.samples[0])
    megapixels = size[0] * size[1] / 1e6
    return Row(
        row="P5",
        what=f"photo taken in, {megapixels:.0f} MP",
        ours=Side(label="with two copies", samples=tuple(ours[2:])),
        limit=Side(label="read, hash, fsync, decode at 1/8", samples=tuple(floor[2:])),
        goal=goal,
    )


def _taken_in(store: Store, intake: Intake, path: Path, k: int) -> Sample:
    """CPU of this process and of the worker, which has its own."""
    worker = intake.worker_pid or os.getpid()
    before = time.perf_counter(), time.process_time() + cpu_of(worker)
    data = different(read_photo(path), k)
    sha256 = store.vault.put(data)
    made = intake.copies(data)
    store.vault.put_copy(sha256, "working", made.working)
    store.vault.put_copy(sha256, "thumbnail", made.thumbnail)
    after = time.perf_counter(), time.process_time() + cpu_of(worker)
    return Sample(after[1] - before[1], after[0] - before[0])


def _floor(folder: Path, path: Path) -> Act:
    def act(k: int) -> None:
        data = different(path.read_bytes(), k)
        synced(folder, data)
        image = Image.open(io.BytesIO(data))
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()

    return act
