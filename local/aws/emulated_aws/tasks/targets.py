"""Health of load balancer targets, measured: ministack calls every registered target healthy.

A target is a task's address and port. Its target group says how it is asked (path, codes, interval, thresholds), and
those count here in the same way, with two differences that spare a person's time: a new target is asked four times a
second until it first answers, and an interval longer than five seconds is divided, never the time until a target that
fails is called unhealthy (interval x UnhealthyThresholdCount).
"""

from __future__ import annotations

import http.client
import logging
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

logger = logging.getLogger("emulated_aws.tasks")

LOOK_SECONDS = 0.1
EAGER_SECONDS = 0.25
LONGEST_INTERVAL_SECONDS = 5.0
WORKERS = 8
Key = tuple[str, str, int]
"""Target group ARN, address, port."""


@dataclass(slots=True)
class Health:
    """What is known of one target."""

    state: str = "initial"
    """`initial`, `healthy` or `unhealthy`, as the API says it."""
    reason: str = "Elb.InitialHealthChecking"
    passes: int = 0
    failing_since: float | None = None
    next_at: float = 0.0
    asking: bool = False
    since: float = field(default_factory=time.monotonic)


class Targets:
    """Asks every loopback target of every target group, and remembers."""

    def __init__(self, alb: ModuleType, unhealthy: Callable[[str, str], None]) -> None:
        self._alb = alb
        self._unhealthy = unhealthy
        self._health: dict[Key, Health] = {}
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="target-health")
        threading.Thread(target=self._run, daemon=True, name="targets").start()

    def of(self, group: str, address: str, port: int) -> Health:
        """The target's health; `initial` for one that was not asked yet."""
        return self._health.get((group, address, port)) or Health()

    def usable(self, group: str, targets: list[dict[str, Any]], default_port: int) -> list[dict[str, Any]]:
        """Those that a load balancer sends requests to: the healthy, or all if none is (AWS calls it fail open)."""
        healthy = [one for one in targets if self.of(group, one["Id"], _port(one, default_port)).state == "healthy"]
        return healthy or targets

    def close(self) -> None:
        """Ask no more."""
        self._stopped.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                self._look()
            except RuntimeError as error:
                # A store that changes while it is read, or the pool at its end: the next look is near.
                logger.debug("targets were not looked at this time: %s", error)

    def _look(self) -> None:
        present = self._present()
        for key in set(self._health) - set(present):
            self._health.pop(key, None)
        for key, group in present.items():
            health = self._health.setdefault(key, Health())
            if not health.asking and time.monotonic() >= health.next_at:
                health.asking = True
                self._pool.submit(self._ask, key, group, health)

    def _present(self) -> dict[Key, dict[str, Any]]:
        found: dict[Key, dict[str, Any]] = {}
        # Stores are keyed by account, for some also by region, and then by ARN.
        registered = {key[-1]: list(targets) for key, targets in list(self._alb._targets._data.items())}
        for (*_, arn), group in list(self._alb._tgs._data.items()):
            for target in registered.get(arn, []):
                if str(target["Id"]).startswith("127.") and group.get("TargetType") != "lambda":
                    found[arn, target["Id"], _port(target, group["Port"])] = group
        return found

    def _ask(self, key: Key, group: dict[str, Any], health: Health) -> None:
        try:
            fault = check(key[1], key[2], group)
            became_unhealthy = self._learn(health, fault, group)
        finally:
            health.asking = False
        if became_unhealthy and not self._stopped.is_set():
            self._unhealthy(key[0], key[1])

    def _learn(self, health: Health, fault: str | None, group: dict[str, Any]) -> bool:
        """Note one answer; says whether the target has just become unhealthy."""
        now = time.monotonic()
        interval = float(group.get("HealthCheckIntervalSeconds") or 30)
        asked_again = EAGER_SECONDS if health.state == "initial" else min(interval, LONGEST_INTERVAL_SECONDS)
        health.next_at = now + asked_again
        if fault is None:
            health.failing_since = None
            health.passes += 1
            enough = 1 if health.state == "initial" else int(group.get("HealthyThresholdCount") or 5)
            if health.state != "healthy" and health.passes >= enough:
                health.state, health.reason = "healthy", ""
            return False
        health.passes = 0
        health.failing_since = health.failing_since or now
        patience = interval * int(group.get("UnhealthyThresholdCount") or 2)
        if health.state != "unhealthy" and now - health.failing_since >= patience:
            health.state, health.reason = "unhealthy", fault
            return True
        return False


def check(address: str, port: int, group: dict[str, Any]) -> str | None:
    """Ask once; None if all is well, else the API's reason code."""
    wanted = str(group.get("HealthCheckPort") or "traffic-port")
    port = int(wanted) if wanted.isdigit() else port
    timeout = float(group.get("HealthCheckTimeoutSeconds") or 5)
    try:
        if group.get("HealthCheckProtocol") in ("TCP", "TLS"):
            socket.create_connection((address, port), timeout).close()
            return None
        status = _get(address, port, str(group.get("HealthCheckPath") or "/"), timeout)
    except TimeoutError:
        return "Target.Timeout"
    except (OSError, http.client.HTTPException):
        return "Target.FailedHealthChecks"
    codes = str((group.get("Matcher") or {}).get("HttpCode") or "200")
    return None if matches(status, codes) else "Target.ResponseCodeMismatch"


def _get(address: str, port: int, path: str, timeout: float) -> int:
    connection = http.client.HTTPConnection(address, port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"user-agent": "ELB-HealthChecker/2.0"})
        return connection.getresponse().status
    finally:
        connection.close()


def matches(status: int, codes: str) -> bool:
    """Whether a status is in a matcher such as `200,202-299`."""
    for part in codes.split(","):
        first, _, last = part.strip().partition("-")
        if first.isdigit() and int(first) <= status <= int(last or first):
            return True
    return False


def _port(target: dict[str, Any], default: int) -> int:
    return int(target.get("Port") or default)


def apply(alb: Any, targets: Targets) -> None:
    """Let the API answer with what was measured, and let load balancers choose among healthy targets."""
    alb._ACTION_MAP["DescribeTargetHealth"] = lambda parameters: _describe(alb, targets, parameters)
    forward = alb._forward_to_tg

    async def forward_to_group(
        tg_arn: str,
        method: str,
        path: str,
        headers: Any,
        body: Any,
        query: Any,
        raw_query: Any = None,
        raw_path: Any = None,
    ) -> Any:
        group = alb._tgs.get(tg_arn)
        registered = alb._targets.get(tg_arn) or []
        if not group or not registered or group.get("TargetType") == "lambda":
            return await forward(tg_arn, method, path, headers, body, query, raw_query, raw_path)
        target = alb.random.choice(targets.usable(tg_arn, registered, group["Port"]))
        return await alb._proxy_http_target(target, group, method, raw_path or path, headers, body, query, raw_query)

    alb._forward_to_tg = forward_to_group


def _describe(alb: ModuleType, targets: Targets, parameters: Any) -> Any:
    arn = alb._p(parameters, "TargetGroupArn")
    group = alb._tgs.get(arn)
    if group is None:
        return alb._error("TargetGroupNotFound", f"Target group '{arn}' not found.")
    asked = {target["Id"] for target in alb._parse_targets_param(parameters)}
    members = []
    for target in alb._targets.get(arn) or []:
        if not asked or target["Id"] in asked:
            port = _port(target, group["Port"])
            measured = str(target["Id"]).startswith("127.") and group.get("TargetType") != "lambda"
            health = targets.of(arn, target["Id"], port) if measured else Health("unused", "Target.NotInUse")
            reason = f"<Reason>{health.reason}</Reason>" if health.reason else ""
            members.append(
                f"<member><Target><Id>{target['Id']}</Id><Port>{port}</Port></Target><HealthCheckPort>{port}"
                f"</HealthCheckPort><TargetHealth><State>{health.state}</State>{reason}</TargetHealth></member>"
            )
    content = f"<TargetHealthDescriptions>{''.join(members)}</TargetHealthDescriptions>"
    return alb._xml(200, "DescribeTargetHealth", content)
