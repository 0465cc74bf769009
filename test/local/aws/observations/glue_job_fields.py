"""A job that may wait for cheap capacity."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ("FLEX", {"platform": "cap"})
WRONG = (None, {})


def observe(aws: Emulator) -> object:
    glue = aws.client("glue")
    command = {"Name": "glueetl", "ScriptLocation": "s3://jobs/gold.py"}
    role = "arn:aws:iam::123456789012:role/glue"
    glue.create_job(Name="flexible", Role=role, Command=command, ExecutionClass="FLEX", Tags={"platform": "cap"})
    tags = glue.get_tags(ResourceArn="arn:aws:glue:eu-west-1:123456789012:job/flexible")["Tags"]
    return glue.get_job(JobName="flexible")["Job"].get("ExecutionClass"), tags
