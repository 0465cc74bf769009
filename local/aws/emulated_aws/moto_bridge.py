"""Hands a request to moto, in this process, for what ministack does not have.

moto is imported on the first such request: most environments never need it, and it costs start time and memory.
"""

from __future__ import annotations

import importlib
import logging
import pickle
import threading
from typing import Any
from urllib.parse import unquote

from . import moments, moto_state
from .patching import left_out
from .refusals import Answer, write_error

MOTO_FIRST = frozenset() if "ec2-by-moto" in left_out() else frozenset({"ec2"})
"""Services that both have and where moto's is better.

ec2: ministack's forgets the role and format of flow logs, the security groups and private DNS of interface endpoints
and the tags of security group rules, and cannot replace a network ACL association; each is a plan that never settles.
"""

_DROPPED_REQUEST = ("content-length", "transfer-encoding")
_DROPPED_RESPONSE = ("content-length", "server", "date", "connection")


_XML = frozenset({"cloudfront", "route53", "s3", "s3control"})
_NO_ANSWER = ("404", "405", "500")
"""As a page for people: there is no such operation, or it stumbles over something that only ministack knows."""

logger = logging.getLogger("emulated_aws.moto")

_importing = threading.Lock()


def import_from_moto(module: str) -> Any:
    """A module of moto. Its parts import each other, so of two first imports at once one would see half a module."""
    with _importing:
        return importlib.import_module(module)


class MotoBridge:
    """One per process: moto keeps its backends in module globals."""

    def __init__(self) -> None:
        self._application: Any = None
        self._used: set[str] = set()

    def call(self, method: str, raw_path: str, query: str, headers: dict[str, str], body: bytes) -> Answer:
        """Answer one request; blocking, so call it from a worker thread."""
        from werkzeug.test import EnvironBuilder, run_wsgi_app

        application = self._load()
        passed = [(name, value) for name, value in headers.items() if name not in _DROPPED_REQUEST]
        environ = EnvironBuilder(
            method=method, path=unquote(raw_path), query_string=query, headers=passed, data=body
        ).get_environ()
        environ["RAW_URI"] = environ["REQUEST_URI"] = raw_path + (f"?{query}" if query else "")
        host = application.infer_service_region_host(environ, raw_path)
        backend = application.get_backend_for_host(host) if host else None
        if not backend:
            return _unsupported(f"{method} {raw_path}", headers)
        self._used.add(backend)
        try:
            chunks, status, answer_headers = run_wsgi_app(application, environ, buffered=True)
        except Exception as error:
            # Not implemented, or in need of a package that the requirements leave out, or it stumbled.
            return _unsupported(f"{type(error).__name__}: {error}", headers, backend)
        if answer_headers.get("Content-Type", "").startswith("text/html") and status.startswith(_NO_ANSWER):
            return _unsupported(f"{method} {raw_path}", headers, backend)
        kept = {name: value for name, value in answer_headers.items() if name.lower() not in _DROPPED_RESPONSE}
        return int(status.split()[0]), kept, moments.as_numbers(backend, b"".join(chunks))

    def _load(self) -> Any:
        if self._application is None:
            app = import_from_moto("moto.moto_server.werkzeug_app")
            self._application = app.DomainDispatcherApplication(app.create_backend_app)
        return self._application

    def save(self) -> dict[str, bytes]:
        """One part per backend in use."""
        if not self._used:
            return {}
        get_backend = import_from_moto("moto.backends").get_backend
        parts = {f"moto/{name}": _pickled(name, get_backend(name)) for name in self._used}
        return {part: body for part, body in parts.items() if body is not None}

    def restore(self, parts: dict[str, bytes]) -> None:
        """Put saved backends back, before the first request."""
        if not parts:
            return
        get_backend = import_from_moto("moto.backends").get_backend
        for part, body in parts.items():
            name = part.removeprefix("moto/")
            live = get_backend(name)
            for (account, region), backend in pickle.loads(body).items():
                live[account][region]
                dict.__setitem__(live[account], region, backend)
            self._used.add(name)


def _pickled(name: str, accounts: Any) -> bytes | None:
    """None when a backend holds what cannot be saved, a lock perhaps: what was saved of it before still holds."""
    live = {(account, region): backend for account, regions in accounts.items() for region, backend in regions.items()}
    try:
        return moto_state.dump(live)
    except (TypeError, AttributeError, pickle.PicklingError) as error:
        logger.error("moto's %s was not saved: %s", name, error)
        return None


def _unsupported(message: str, headers: dict[str, str], backend: str = "") -> Answer:
    """Refuse in a form that every client takes for final: a 5xx would be tried again."""
    logger.warning("nobody answers %s %s", backend, message)
    xml = backend in _XML or "form" in headers.get("content-type", "")
    return write_error("UnsupportedOperationException", message, 400, xml)
