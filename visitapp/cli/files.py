"""Files a command writes for the person outside the data folder."""

from pathlib import Path

from visitapp.errors import Known
from visitapp.texts import why


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, making its folder; Known when that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise Known(
            "File cannot be written",
            "The file {path} cannot be written ({what}).",
            "Choose another place; nothing was lost.",
            path=path,
            what=why(error),
        ) from error
