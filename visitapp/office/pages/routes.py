"""The pages over HTTP: only for a browser on this very computer, until logins exist.

Loopback alone would let any web site reach us by a name that points here (DNS rebinding), so the
``Host`` header must name this computer too. Nothing is inline: only our own files are allowed.
"""

import logging
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jinja2
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from visitapp import assets, texts
from visitapp.errors import Known
from visitapp.evidence.verdict import fingerprint_of
from visitapp.office import erasing
from visitapp.office.api.bodies import office_of, received
from visitapp.office.blobs import blob_path, demand_hash, thumb_path
from visitapp.office.pages import (
    attention,
    handing_out,
    headings,
    stamps_page,
    visit_list,
    visit_page,
)
from visitapp.texts import N_

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
FORM_LIMIT = 16 * 1024
LOOPBACK = frozenset({"127.0.0.1", "::1"})
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
SUFFIXES = frozenset({*visit_page.SUFFIXES.values(), "bin"})
FONTS = frozenset(
    {"BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "BIZUDGothic-Regular", "NotoSansJP-Regular"}
)
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without it a form of ours could not be told from others'
    "Cache-Control": "no-store",
}
KEPT = {**SAFE, "Cache-Control": "max-age=86400"}
SHUT = N_("These pages are shown only in a browser on the office's own computer.")
GONE = N_("There is nothing here under this address.")

templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.globals["w"] = headings.word


def install(app: FastAPI) -> None:
    """Add the pages to the application; none of them is part of the described interface."""
    for method, path, page in (
        ("GET", "/", visits),
        ("GET", "/visits/{visit}", visit),
        ("POST", "/visits/{visit}/dossier", dossier),
        ("GET", "/attention", needs_attention),
        ("POST", "/attention/{sha256}", destroy),
        ("GET", "/fingerprint", fingerprint),
        ("GET", "/blobs/{sha256}.{suffix}", original),
        ("GET", "/thumbs/{sha256}.jpg", thumb),
        ("GET", "/static/{kind}/{name}", static),
    ):
        app.add_api_route(
            path, page, methods=[method], response_model=None, include_in_schema=False
        )


async def visits(request: Request) -> Response:
    """All visits, newest promise first, or those of one day."""
    if not _is_inside(request):
        return await _said(request, 403, SHUT)
    asked = request.query_params
    day, before = asked.get("day", ""), asked.get("before", "")

    def work() -> Response:
        with texts.speaking(_language(request)):
            page = visit_list.compose(office_of(request), day, before)
            return _shown(request, "visits.html", page=page, day=day)

    return await run_in_threadpool(work)


async def visit(request: Request) -> Response:
    """One visit with its evidence."""
    if not _is_inside(request):
        return await _said(request, 403, SHUT)
    visit_id = str(request.path_params["visit"])

    def work() -> Response | None:
        with texts.speaking(_language(request)):
            page = visit_page.compose(office_of(request), visit_id)
            return None if page is None else _shown(request, "visit.html", page=page)

    return await run_in_threadpool(work) or await _said(request, 404, GONE)


async def dossier(request: Request) -> Response:
    """Everything about a visit as a zip to be kept, made now for the reason given (V-08)."""
    if not _is_inside(request) or not _is_from_here(request):
        return await _said(request, 403, SHUT)
    form = parse_qs((await received(request, FORM_LIMIT)).decode("utf-8", "replace"))
    reason, case = form.get("reason", [""])[0], "case" in form
    visit_id = str(request.path_params["visit"])

    def work() -> Response:
        try:
            return handing_out.answer(office_of(request), visit_id, reason, case=case)
        except Known as known:
            log.warning("dossier not made: %s", known)
            with texts.speaking(_language(request)):
                sentence = texts.tell(known).sentence
                return _shown(request, "said.html", status=422, sentence=sentence)

    return await run_in_threadpool(work)


async def needs_attention(request: Request) -> Response:
    """What somebody must look at, and the photos laptops ask to have destroyed."""
    if not _is_inside(request):
        return await _said(request, 403, SHUT)

    def work() -> Response:
        with texts.speaking(_language(request)):
            page = attention.compose(office_of(request))
            return _shown(request, "attention.html", page=page)

    return await run_in_threadpool(work)


async def destroy(request: Request) -> Response:
    """Order the destruction of a photo that somebody asked for, with the reason given (V-02)."""
    if not _is_inside(request) or not _is_from_here(request):
        return await _said(request, 403, SHUT)
    form = parse_qs((await received(request, FORM_LIMIT)).decode("utf-8", "replace"))
    reason = form.get("reason", [""])[0]
    sha256 = demand_hash(str(request.path_params["sha256"]))

    def work() -> Response:
        with texts.speaking(_language(request)):
            try:
                erasing.destroy_photo(office_of(request), sha256, reason)
            except Known as known:
                sentence = texts.tell(known).sentence
                return _shown(request, "said.html", status=422, sentence=sentence)
            page = attention.compose(office_of(request))
            return _shown(request, "attention.html", page=page)

    return await run_in_threadpool(work)


async def fingerprint(request: Request) -> Response:
    """The office's fingerprint, to be printed and given to whoever checks a dossier."""
    if not _is_inside(request):
        return await _said(request, 403, SHUT)

    def work() -> Response:
        with texts.speaking(_language(request)):
            found = fingerprint_of(office_of(request).key.public)
            rows = [found[k : k + 32] for k in range(0, len(found), 32)]
            groups = [[row[k : k + 8] for k in range(0, len(row), 8)] for row in rows]
            stamps = stamps_page.compose(office_of(request))
            return _shown(request, "fingerprint.html", groups=groups, stamps=stamps)

    return await run_in_threadpool(work)


async def original(request: Request) -> Response:
    """The original bytes, to be kept and never to be interpreted by the browser."""
    suffix = str(request.path_params["suffix"])
    sha256 = demand_hash(str(request.path_params["sha256"]))
    path = blob_path(office_of(request).folder, sha256)
    if not _is_inside(request) or suffix not in SUFFIXES or not path.is_file():
        return await _said(request, 404, GONE)
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="{sha256}.{suffix}"'}
    return FileResponse(path, media_type="application/octet-stream", headers=headers)


async def thumb(request: Request) -> Response:
    """The small picture of an original."""
    sha256 = demand_hash(str(request.path_params["sha256"]))
    path = thumb_path(office_of(request).folder, sha256)
    if not _is_inside(request) or not path.is_file():
        return await _said(request, 404, GONE)
    return FileResponse(path, media_type="image/jpeg", headers=SAFE)


async def static(request: Request) -> Response:
    """Style sheet, icons and fonts of the pages: all ours, nothing from elsewhere."""
    kind, name = request.path_params["kind"], str(request.path_params["name"])
    stem, _dot, suffix = name.partition(".")
    if (kind, name) == ("css", "office.css"):
        return FileResponse(HERE / "static" / name, media_type="text/css", headers=KEPT)
    if kind == "icons" and suffix == "svg" and stem.replace("_", "").isalnum() and stem.isascii():
        path = assets.path("icons") / name
        if path.is_file():
            return FileResponse(path, media_type="image/svg+xml", headers=KEPT)
    if kind == "fonts" and suffix == "ttf" and stem in FONTS:
        return FileResponse(assets.path("fonts", name), media_type="font/ttf", headers=KEPT)
    return await _said(request, 404, GONE)


def _is_inside(request: Request) -> bool:
    address = request.client.host if request.client else ""
    host = request.headers.get("host", "").lower()
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return address in LOOPBACK and name in OWN_NAMES


def _is_from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours: browsers name the site it stood on."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _language(request: Request) -> str:
    """``?lang=``, else the first of ours that the browser asks for, else Japanese."""
    wished = [request.query_params.get("lang", "")]
    wished += request.headers.get("accept-language", "").split(",")
    for wish in wished:
        name = wish.strip().lower()[:2]
        if name in texts.LANGUAGES:
            return name
    return "ja"


async def _said(request: Request, status: int, sentence: str) -> Response:
    def work() -> Response:
        with texts.speaking(_language(request)):
            return _shown(request, "said.html", status=status, sentence=texts.translate(sentence))

    return await run_in_threadpool(work)


def _shown(request: Request, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - values of a template
    chosen = request.query_params.get("lang", "")
    html = templates.get_template(template).render(
        language=texts.language(),
        keep=f"lang={chosen}" if chosen in texts.LANGUAGES else "",
        office=office_of(request).name,
        rehearsal=office_of(request).clock.rehearsal,
        **values,
    )
    return Response(html, status_code=status, media_type="text/html", headers=SAFE)
