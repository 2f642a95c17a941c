"""Half-typed forms, kept in the encrypted store until they are done: a name is personal data."""

import json
from collections.abc import Mapping

from visitapp.workspace import Workspace

PREFIX = "draft:"


def keep(ws: Workspace, form: str, fields: Mapping[str, str]) -> None:
    """Keep what is typed in a form; nothing typed forgets it. No entry of the journal."""
    key = PREFIX + form
    with ws.store.writing():
        if any(text.strip() for text in fields.values()):
            ws.store.meta.set(key, json.dumps(dict(fields), ensure_ascii=False))
        else:
            ws.store.meta.drop(key)


def kept(ws: Workspace, form: str) -> dict[str, str]:
    """What was typed in a form and never finished; empty when there is nothing."""
    text = ws.store.meta.text(PREFIX + form)
    return {str(k): str(v) for k, v in json.loads(text).items()} if text else {}
