"""The emulator's own pages, and which requests count as a change."""

from __future__ import annotations

import urllib.error

import pytest
from botocore.exceptions import ClientError
from emulated_aws.gateway import changes_something
from emulator import Emulator


def test_status_says_who_it_is_and_what_runs(aws: Emulator) -> None:
    status = aws.page("/_cap/status")
    assert status["ready"] is True
    assert status["pid"] == aws.process.pid
    assert (status["owner"], status["account"], status["region"]) == ("a-test", "123456789012", "eu-west-1")
    assert status["versions"] == {"ministack": "1.5.33", "moto": "5.2.1"}
    assert isinstance(status["tasks"], list)
    assert isinstance(status["brokers"], list)


def test_an_unknown_page_is_404(aws: Emulator) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        aws.page("/_cap/nothing")


def test_a_service_that_ministack_lacks_is_answered_by_moto(aws: Emulator) -> None:
    # Others of this emulator may have made one.
    assert isinstance(aws.client("guardduty").list_detectors()["DetectorIds"], list)


def test_what_nobody_has_is_refused_for_good(aws: Emulator) -> None:
    with pytest.raises(ClientError) as caught:
        aws.client("guardduty").list_coverage(DetectorId="d" * 32)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] < 500


@pytest.mark.parametrize(
    ("method", "headers", "body", "changes"),
    [
        ("GET", {}, b"", False),
        ("HEAD", {}, b"", False),
        ("PUT", {}, b"", True),
        ("DELETE", {}, b"", True),
        ("POST", {"x-amz-target": "AmazonSQS.ReceiveMessage"}, b"{}", False),
        ("POST", {"x-amz-target": "AmazonSQS.DeleteMessage"}, b"{}", True),
        ("POST", {"x-amz-target": "DynamoDB_20120810.Query"}, b"{}", False),
        ("POST", {}, b"Action=DescribeVpcs&Version=1", False),
        ("POST", {}, b"Action=CreateVpc&Version=1", True),
        ("POST", {}, b"", True),
    ],
)
def test_what_counts_as_a_change(method: str, headers: dict[str, str], body: bytes, changes: bool) -> None:
    assert changes_something(method, headers, body) is changes
