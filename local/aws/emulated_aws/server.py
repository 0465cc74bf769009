"""Life of the emulator: claim the folder, load, serve, stop what it started, save, leave."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
from typing import Any

from . import claim, companions, echoes, enforcement, extensions, logs, patches, patching, settings
from .arguments import Arguments
from .context import Context
from .errors import FAILED, StartError
from .extension import Extensions
from .faults import Faults
from .gateway import Gateway
from .keeper import StateKeeper
from .moto_bridge import MotoBridge
from .store import StateStore

logger = logging.getLogger("emulated_aws")

LOOPBACK = "127.0.0.1"
KEEP_ALIVE_SECONDS = 86_400.0
"""How long an idle connection is kept: in effect until its client closes it.

Where hypercorn hangs up while the next request is on its way and its loop is busy, it may carry that request out and
throw the answer away. The client then asks again, and is told that what it makes is there already.
"""
GRACEFUL_SECONDS = 2.0
EXIT_SECONDS = 5.0
"""What is left when all is saved (idle worker threads) may not hold the process longer than this."""


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise StartError(
            f"port {port} on {LOOPBACK} is not free ({error.strerror}); choose another with --port", FAILED
        ) from None
    return listener


def _context(arguments: Arguments, port: int, changed: Any) -> Context:
    for folder in (arguments.objects, arguments.images, arguments.volumes):
        folder.mkdir(parents=True, exist_ok=True)
    return Context(
        port=port,
        endpoint=f"http://{LOOPBACK}:{port}",
        account=arguments.account,
        region=arguments.region,
        owner=arguments.owner,
        state_dir=arguments.state,
        objects_dir=arguments.objects,
        images_dir=arguments.images,
        volumes_dir=arguments.volumes,
        kafka_home=arguments.kafka_home,
        enforce_iam=arguments.enforce_iam,
        verbose=arguments.verbose,
        mark_changed=changed,
    )


class Emulator:
    """Everything that lives as long as the process."""

    def __init__(self, arguments: Arguments) -> None:
        self._lock = claim.lock(arguments.state)
        claim.identify(arguments.state, arguments.owner, arguments.account, arguments.region)
        self._listener = _listen(arguments.port)
        moto = MotoBridge()
        self._keeper = StateKeeper(StateStore(arguments.state), moto, f"http://{LOOPBACK}:{self._listener.getsockname()[1]}")
        self._context = _context(arguments, self._listener.getsockname()[1], self._keeper.changed)
        settings.apply(self._context)
        patching.install(patches.ALL, {extension.name for extension in extensions.ALL})
        import ministack.app

        logs.configure(arguments.verbose)
        _route_persistence(ministack.app, self._keeper)
        enforcement.install(self._context)
        self._companions = companions.install(self._context)
        self._ready = False
        faults = Faults()
        self._gateway = Gateway(
            ministack.app,
            moto,
            Extensions(extensions.ALL),
            faults,
            self._keeper.changed,
            {
                ("GET", "/_cap/status"): self._status,
                ("GET", "/_cap/echoes"): _echoes,
                ("POST", "/_cap/save"): self._save,
                ("GET", "/_cap/faults"): faults.told,
                ("DELETE", "/_cap/faults"): faults.clear,
                ("POST", "/_cap/faults"): faults.add,
            },
        )

    async def serve(self) -> None:
        """Until SIGTERM or SIGINT."""
        from hypercorn.asyncio import serve
        from hypercorn.config import Config

        config = Config()
        config.bind = [f"fd://{self._listener.fileno()}"]
        config.keep_alive_timeout = KEEP_ALIVE_SECONDS
        config.graceful_timeout = GRACEFUL_SECONDS
        config.errorlog = logger
        config.accesslog = logger if self._context.verbose else None
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        await serve(self._application, config, shutdown_trigger=lambda: self._until(stopping))

    async def _application(self, scope: Any, receive: Any, send: Any) -> None:
        await self._gateway(scope, receive, send)

    async def _until(self, stopping: asyncio.Event) -> None:
        """Runs beside the requests; tasks that are asked to stop may still call the services."""
        self._companions_resumed()
        saver = asyncio.create_task(self._keeper.run())
        await stopping.wait()
        self._ready = False
        await asyncio.to_thread(self._companions.stop)
        saver.cancel()

    def _companions_resumed(self) -> None:
        self._keeper.load_others()
        self._companions.resume()
        self._ready = True

    async def _status(self, _asked: dict[str, str]) -> dict[str, Any]:
        return {
            "ready": self._ready,
            "pid": os.getpid(),
            "owner": self._context.owner,
            "account": self._context.account,
            "region": self._context.region,
            "endpoint": self._context.endpoint,
            "savedAt": self._keeper.saved_at,
            **self._companions.status(),
            "versions": claim.versions(),
        }

    async def _save(self, _asked: dict[str, str]) -> dict[str, Any]:
        return {"changed": await self._keeper.save(), "savedAt": self._keeper.saved_at}


async def _echoes(_asked: dict[str, str]) -> list[Any]:
    return echoes.as_json()


def _route_persistence(app: Any, keeper: StateKeeper) -> None:
    """ministack saves one file per service, at shutdown only: give it the state store in place of its files."""
    from ministack.core import persistence

    app.load_state = persistence.load_state = keeper.load
    app.save_all = lambda _services: keeper.save_blocking()


def _leave_soon() -> None:
    """Idle worker threads and warm functions must not hold up the exit once all is saved."""
    timer = threading.Timer(EXIT_SECONDS, lambda: os._exit(0))
    timer.daemon = True
    timer.start()


def run(arguments: Arguments) -> int:
    """Serve until told to stop; returns the exit code."""
    try:
        emulator = Emulator(arguments)
    except StartError as error:
        print(f"emulated_aws: {error}", file=sys.stderr)
        return error.exit_code

    async def main() -> None:
        await emulator.serve()
        _leave_soon()

    asyncio.run(main())
    return 0
