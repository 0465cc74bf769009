"""Extensions: found by scope, service and operation; one after the other; their tables survive with everything else."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections import defaultdict
from collections.abc import Callable
from threading import RLock

from emulated_aws import extensions, moto_state
from emulated_aws.extension import Ask, Extension, Extensions
from emulated_aws.moments import as_numbers
from emulated_aws.protocol import Json, Request, protocol_of
from emulated_aws.refusals import Answer, Refusal
from emulator import Emulator

DESCRIBE = Request(
    "POST", "/", "", {"x-amz-target": "Logs_20140328.DescribeLogGroups"}, b'{"logGroupNamePrefix": "/cap"}'
)


def _extension(name: str, **operations: object) -> Extension:
    return Extension(name=name, service="logs", why="a test", operations=operations)  # type: ignore[arg-type]


def _answer(made: Extensions, request: Request = DESCRIBE, scope: str = "logs") -> tuple[int, Json]:
    async def behind(asked: Request) -> Answer:
        prefix = json.loads(asked.body)["logGroupNamePrefix"]
        return 200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps({"nextToken": prefix}).encode()

    status, _, body = asyncio.run(made.answer(scope, request, behind))
    return status, json.loads(body)


def test_an_operation_of_nobody_is_passed_on() -> None:
    assert _answer(Extensions([_extension("other", CreateLogGroup=lambda asked: {})])) == (200, {"nextToken": "/cap"})
    assert _answer(Extensions([_extension("one", DescribeLogGroups=lambda _: {})]), scope="sqs")[1] == {"nextToken": "/cap"}


def test_an_answer_is_cut_to_what_the_model_knows() -> None:
    made = Extensions([_extension("one", DescribeLogGroups=lambda asked: {"nextToken": "t", "unheardOf": 1})])
    assert _answer(made) == (200, {"nextToken": "t"})


def test_several_amend_one_operation_and_a_changed_question_is_written_anew() -> None:
    async def ask_elsewhere(asked: Json, ask: Ask) -> Json:
        return await ask({**asked, "logGroupNamePrefix": "/other"})

    async def mark(asked: Json, ask: Ask) -> Json:
        return {"nextToken": (await ask(asked))["nextToken"] + "!"}

    made = Extensions([_extension("a", DescribeLogGroups=mark), _extension("b", DescribeLogGroups=ask_elsewhere)])
    assert _answer(made) == (200, {"nextToken": "/other!"})


def test_a_refusal_has_the_status_of_the_services_model() -> None:
    def refuse(_: Json) -> Json:
        raise Refusal("ResourceNotFoundException", "gone")

    status, body = _answer(Extensions([_extension("one", DescribeLogGroups=refuse)]))
    assert (status, body) == (400, {"__type": "ResourceNotFoundException", "message": "gone"})


def test_a_parameter_in_a_path_is_read_decoded() -> None:
    arn = "arn%3Aaws%3Akafka%3Aeu-west-1%3A123456789012%3Acluster%2Fc%2F1"
    request = Request("GET", f"/v1/clusters/{arn}/policy", "", {}, b"")
    protocol = protocol_of("kafka", request)
    operation = protocol.operation_of(request)
    assert operation == "GetClusterPolicy"
    asked = protocol.read_request(operation, request)
    assert asked == {"ClusterArn": "arn:aws:kafka:eu-west-1:123456789012:cluster/c/1"}


def test_every_operation_is_one_of_its_service() -> None:
    for extension in extensions.ALL:
        known = protocol_of(extension.service, DESCRIBE)._model.operation_names
        assert set(extension.operations) <= set(known), extension.name


def test_what_extensions_keep_survives_kill_9(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    emulator.client("accessanalyzer").create_analyzer(analyzerName="kept", type="ACCOUNT")
    emulator.client("accessanalyzer", "eu-central-1").create_analyzer(analyzerName="there", type="ACCOUNT")
    emulator.page("/_cap/save", "POST")
    emulator.kill()
    emulator.start()
    here, there = (
        [one["name"] for one in emulator.client("accessanalyzer", region).list_analyzers()["analyzers"]]
        for region in ("eu-west-1", "eu-central-1")
    )
    assert (here, there) == (["kept"], ["there"])


def test_moto_is_saved_with_locks_and_functions_that_have_no_name() -> None:
    start = 3
    kept = {"lock": RLock(), "groups": defaultdict(lambda: start)}
    again = pickle.loads(moto_state.dump(kept))
    assert again["groups"]["new"] == 3
    assert again["lock"].acquire(blocking=False)


def test_moments_of_moto_become_seconds() -> None:
    body = json.dumps({"canary": {"timeline": {"created": "2026-01-01T00:00:00Z"}, "name": "2026-01-01"}}).encode()
    read = json.loads(as_numbers("synthetics", body.replace(b"created", b"Created")))
    assert read["canary"]["timeline"]["Created"] == 1767225600.0
    assert as_numbers("sqs", body) == body
