"""What was saved survives kill -9, also in the middle of a save; nothing is saved while nothing changes."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from emulated_aws.store import StateStore
from emulator import Emulator, until
from functions_support import make_function

SAVE_SECONDS = 60.0
"""It saves every three; a busy machine is slower, not wrong."""


def _fill(aws: Emulator) -> dict[str, str]:
    s3, sqs, dynamodb = aws.client("s3"), aws.client("sqs"), aws.client("dynamodb")
    s3.create_bucket(Bucket="survivor", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_versioning(Bucket="survivor", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="survivor", Key="a/b.json", Body=b"one", ContentType="application/json")
    s3.put_object(Bucket="survivor", Key="a/b.json", Body=b"two", ContentType="application/json")
    url = sqs.create_queue(QueueName="survivor")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="still here")
    dynamodb.create_table(
        TableName="survivor",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName="survivor", Item={"pk": {"S": "1"}, "raw": {"B": b"\x00\xff"}})
    vpc = aws.client("ec2").create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    return {"url": url, "vpc": vpc}


def _assert_all_there(aws: Emulator, made: dict[str, str]) -> None:
    s3 = aws.client("s3")
    found = s3.get_object(Bucket="survivor", Key="a/b.json")
    assert (found["Body"].read(), found["ContentType"]) == (b"two", "application/json")
    assert len(s3.list_object_versions(Bucket="survivor")["Versions"]) == 2
    message = aws.client("sqs").receive_message(QueueUrl=made["url"], VisibilityTimeout=0)["Messages"][0]
    assert message["Body"] == "still here"
    item = aws.client("dynamodb").get_item(TableName="survivor", Key={"pk": {"S": "1"}})["Item"]
    assert item["raw"]["B"] == b"\x00\xff"
    vpcs = aws.client("ec2").describe_vpcs(VpcIds=[made["vpc"]])["Vpcs"]
    assert vpcs[0]["CidrBlock"] == "10.8.0.0/16"


def test_everything_is_there_after_a_save_and_kill_9(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    made = _fill(emulator)
    filled = time.time()
    assert until(lambda: (emulator.page("/_cap/status")["savedAt"] or 0) > filled, SAVE_SECONDS)
    emulator.kill()
    _assert_all_there(emulator.start(), made)
    # About four, most of it loading services and their models.
    assert _cpu_seconds(emulator) < 8, "measured as work, which a busy machine hardly makes more"


def test_a_polite_end_saves_and_exits_0(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    made = _fill(emulator)
    assert emulator.stop() == 0
    _assert_all_there(emulator.start(), made)


def test_kill_9_in_the_middle_of_saves_leaves_a_whole_one(launch: Callable[..., Emulator]) -> None:
    """Two services always change together: a torn save would show one without the other."""
    emulator, chance = launch(), random.Random(7)
    for turn in range(5):
        emulator.start()
        sqs, ssm = emulator.client("sqs"), emulator.client("ssm")
        before = len(sqs.list_queues().get("QueueUrls", []))
        saving = threading.Thread(target=_save_for_ever, args=(emulator,), daemon=True)
        saving.start()
        for number in range(20):
            sqs.create_queue(QueueName=f"pair-{turn}-{number}")
            ssm.put_parameter(Name=f"/pair/{turn}-{number}", Value="x", Type="String")
        time.sleep(chance.uniform(0, 0.1))
        emulator.kill()
        saving.join(60)
        emulator.start()
        queues = {url.rpartition("/")[2][5:] for url in emulator.client("sqs").list_queues().get("QueueUrls", [])}
        pages = emulator.client("ssm").get_paginator("get_parameters_by_path").paginate(Path="/pair")
        parameters = {one["Name"][6:] for page in pages for one in page["Parameters"]}
        # A save between the two calls of a pair may hold the queue without its parameter, never more than that.
        assert parameters <= queues and len(queues - parameters) <= 1
        assert len(queues) >= before
        emulator.kill()


def _save_for_ever(emulator: Emulator) -> None:
    try:
        while True:
            emulator.page("/_cap/save", "POST")
    except OSError:
        return


def test_an_idle_emulator_does_not_save(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    emulator.client("sqs").create_queue(QueueName="quiet")
    emulator.page("/_cap/save", "POST")
    saved = emulator.page("/_cap/status")["savedAt"]
    used = _cpu_seconds(emulator)
    time.sleep(7)
    assert emulator.page("/_cap/status")["savedAt"] == saved
    assert _cpu_seconds(emulator) - used < 0.35


def _cpu_seconds(emulator: Emulator) -> float:
    fields = Path(f"/proc/{emulator.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def test_a_save_that_fails_leaves_the_one_before(tmp_path) -> None:
    store = StateStore(tmp_path)
    store.write({"a": b"1", "b": b"1"})
    store._file.execute("PRAGMA max_page_count = 8")
    with pytest.raises(sqlite3.Error):
        store.write({"a": b"2", "b": b"2" * 1_000_000})
    again = StateStore(tmp_path)
    assert (again.read("a"), again.read("b")) == (b"1", b"1")


def test_unchanged_parts_are_not_written(tmp_path) -> None:
    store = StateStore(tmp_path)
    assert store.write({"a": b"1", "b": b"1"}) == 2
    assert store.write({"a": b"1", "b": b"2"}) == 1
    assert store.write({"a": b"1", "b": b"2"}) == 0


def test_a_lambda_survives_with_its_code(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    make_function(emulator, "survivor")
    emulator.page("/_cap/save", "POST")
    emulator.kill()
    answer = emulator.start().client("lambda").invoke(FunctionName="survivor", Payload=b'{"n": 1}')
    assert b'"n":1' in answer["Payload"].read().replace(b" ", b"")
