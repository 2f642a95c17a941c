"""One process of P3: the first note after a start that made one ready, and later ones.

python -m tests.bench.first_note OUT.json FOLDER
"""

import json
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import ui.opening  # noqa: F401 - what the window has read by then
from visitapp.actions.act import known_visit
from visitapp.actions.note import NoteWish, look
from visitapp.actions.plan import PlanRequest, plan
from visitapp.actions.sample import add_sample
from visitapp.actions.warm_note import warm_note
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow
from visitapp.settings import Sender, save_settings
from visitapp.workspace import Workspace, init_workspace, open_workspace

TURNS = 25
SENDER = Sender(company="株式会社みなと家電", department="サービス課", phone="03-0000-1200")


def made_ready(folder: Path) -> Path:
    """A folder of records with visits to make notes of, each of its own number and code."""
    init_workspace(folder / "data", f"file:{folder / 'key'}", person="佐久間 亮")
    with open_workspace(folder / "data") as ws:
        save_settings(folder / "data", replace(ws.settings, sender=SENDER))
        first = visit_of(ws, add_sample(ws))
        for k in range(1, TURNS):
            at = ws.clock.now().replace(microsecond=0) + timedelta(days=k)
            plan(
                ws,
                PlanRequest(
                    customer_id=first.customer_id,
                    promised_at=at,
                    agreed_how=AgreedHow.PHONE,
                    alone_reason="見本",
                ),
            )
    return folder / "data"


def visit_of(ws: Workspace, visit_id: str) -> Visit:
    with ws.store.reading() as tx:
        return known_visit(tx, visit_id)


def measured(ws: Workspace) -> dict[str, object]:
    """CPU and wall seconds of each note, and what the first one imported."""
    with ws.store.reading() as tx:
        visits = [row.id for row in tx.visits_of(visit_of(ws, add_sample(ws)).customer_id, TURNS)]
    warm_note(ws)
    known = set(sys.modules)
    turns = [_turn(ws, visits[0], 0)]
    imported = sorted(set(sys.modules) - known)
    turns += [_turn(ws, visit, k) for k, visit in enumerate(visits[1:], 1)]
    return {"turns": turns, "imported": imported}


def _turn(ws: Workspace, visit: str, k: int) -> tuple[float, float]:
    """One note with a remark that none before had."""
    wall, cpu = time.perf_counter(), time.process_time()
    look(ws, visit, NoteWish(remark=f"またお電話いたします。{k}"))
    return time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    with open_workspace(Path(sys.argv[2])) as opened:
        Path(sys.argv[1]).write_text(json.dumps(measured(opened)), encoding="utf-8")
