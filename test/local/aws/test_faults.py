"""Operations that fail because they were told to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from emulator import Emulator


@pytest.fixture
def failing(launch: Callable[..., Emulator]) -> Emulator:
    return launch().start()


def _fail(aws: Emulator, service: str, operation: str, kind: str) -> None:
    told = aws.page(f"/_cap/faults?service={service}&operation={operation}&kind={kind}", method="POST")
    assert {"service": service, "operation": operation, "kind": kind} in told["faults"]


@pytest.mark.parametrize(
    ("service", "operation", "call", "code"),
    [
        ("sqs", "ListQueues", "list_queues", "AccessDeniedException"),
        ("ec2", "DescribeVpcs", "describe_vpcs", "AccessDenied"),
        ("lambda", "ListFunctions", "list_functions", "AccessDeniedException"),
        ("s3", "ListBuckets", "list_buckets", "AccessDenied"),
    ],
)
def test_denied_is_denied_in_the_services_own_form_until_it_is_not(
    failing: Emulator, service: str, operation: str, call: str, code: str
) -> None:
    client = failing.client(service)
    _fail(failing, service, operation, "denied")
    with pytest.raises(ClientError) as caught:
        getattr(client, call)()
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert failing.page("/_cap/faults", method="DELETE") == {"faults": []}
    getattr(client, call)()


def test_other_operations_of_the_service_are_answered(failing: Emulator) -> None:
    _fail(failing, "sqs", "ListQueues", "throttled")
    sqs = failing.client("sqs")
    with pytest.raises(ClientError, match="Rate exceeded"):
        sqs.list_queues()
    sqs.create_queue(QueueName="one")


def test_silence_lasts_longer_than_a_client_waits(failing: Emulator) -> None:
    _fail(failing, "sqs", "ListQueues", "silent")
    with pytest.raises(ReadTimeoutError):
        failing.client("sqs", read_timeout=1).list_queues()


def test_who_waits_in_silence_when_it_ends_is_told_to_ask_again_and_is_then_answered(failing: Emulator) -> None:
    _fail(failing, "sqs", "CreateQueue", "silent")
    sqs = failing.client("sqs")
    with ThreadPoolExecutor() as beside:
        made = beside.submit(sqs.create_queue, QueueName="one")
        with pytest.raises(TimeoutError):
            made.result(timeout=5)
        failing.page("/_cap/faults", method="DELETE")
        with pytest.raises(ClientError, match="504"):
            made.result(timeout=30)
    assert sqs.create_queue(QueueName="one")["QueueUrl"].endswith("/one")


def test_a_fault_that_nobody_knows_is_refused_with_those_there_are(failing: Emulator) -> None:
    told = failing.page("/_cap/faults?service=sqs&operation=ListQueues&kind=bored", method="POST")
    assert "denied, throttled, silent" in told["message"]
    assert told["faults"] == []
