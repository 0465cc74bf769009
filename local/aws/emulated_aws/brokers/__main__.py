"""`python -m emulated_aws.brokers`: get Kafka, and run brokers without an emulated AWS, for tests of the bus."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from .broker import BrokerFailed
from .cluster import MAX_BROKERS, KafkaCluster
from .fetch import KAFKA, FetchFailed, fetch, is_complete
from .java import ToolMissing, java

READY_SECONDS = 90.0
FAILED = 1


def main(argv: list[str]) -> int:
    """Returns the exit code."""
    arguments = _parse(argv)
    try:
        return _fetch(arguments.home) if arguments.verb == "fetch" else _run(arguments)
    except (ToolMissing, FetchFailed, BrokerFailed, OSError) as error:
        print(f"brokers: {error}", file=sys.stderr)
        return FAILED


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m emulated_aws.brokers", description="Real Kafka on loopback.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    get = verbs.add_parser("fetch", help=f"put Apache Kafka {KAFKA} into a folder, from Maven Central")
    run = verbs.add_parser("run", help="run brokers until SIGTERM; one JSON line when they are ready")
    for verb in (get, run):
        verb.add_argument("--home", type=_folder, required=True, help="folder of Apache Kafka (libs/*.jar)")
    run.add_argument("--data", type=_folder, required=True, help="folder of the cluster; kept between runs")
    run.add_argument("--brokers", type=int, choices=range(1, MAX_BROKERS + 1), default=1)
    run.add_argument("--acls", action="store_true", help="keep ACLs and ask them; who comes by loopback may do all")
    run.add_argument("--base-port", type=int, default=None, help="first of two ports for each broker")
    return parser.parse_args(argv)


def _folder(value: str) -> Path:
    return Path(value).absolute()


def _fetch(home: Path) -> int:
    print(json.dumps({"home": str(home), "version": KAFKA, "fetched": fetch(home)}))
    return 0


def _run(arguments: argparse.Namespace) -> int:
    java()
    if not is_complete(arguments.home):
        raise BrokerFailed(f"no Kafka in {arguments.home}; get it with `fetch --home {arguments.home}`")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    cluster = KafkaCluster(
        arguments.data, arguments.home, arguments.brokers, base_port=arguments.base_port, guarded=arguments.acls
    )
    cluster.start()
    try:
        return _serve(cluster, stopping)
    finally:
        cluster.stop()


def _serve(cluster: KafkaCluster, stopping: threading.Event) -> int:
    announced = False
    for _ in range(int(READY_SECONDS / 0.05)):
        if cluster.ready or cluster.failure or stopping.wait(0.05):
            break
    if cluster.ready:
        brokers = [
            {"id": one.id, "port": one.ports.client, "pid": one.process.pid if one.process else None}
            for one in cluster.brokers.values()
        ]
        line = {"ready": True, "bootstrap": cluster.bootstrap, "clusterId": cluster.id, "brokers": brokers}
        print(json.dumps(line), flush=True)
        announced = True
    while announced and cluster.failure is None and not stopping.wait(0.2):
        continue
    if cluster.failure or not (announced or stopping.is_set()):
        print(f"brokers: {cluster.failure or f'not ready within {READY_SECONDS:.0f} s'}", file=sys.stderr)
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
