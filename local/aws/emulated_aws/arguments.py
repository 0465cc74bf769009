"""Command line -> Arguments. Everything is explicit: the emulator reads no configuration file."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the caller decided; see `Context` for the meaning of the paths."""

    port: int
    state: Path
    objects: Path
    images: Path
    volumes: Path
    owner: str
    account: str
    region: str
    kafka_home: Path | None
    enforce_iam: bool
    verbose: bool


def _account(value: str) -> str:
    if not re.fullmatch(r"\d{12}", value):
        raise argparse.ArgumentTypeError(f"{value!r} is not an account id of twelve digits")
    return value


def _folder(value: str) -> Path:
    return Path(value).absolute()


def parse(argv: list[str]) -> Arguments:
    """Parse, or print usage and exit 2 as argparse does."""
    parser = argparse.ArgumentParser(prog="emulated_aws", description="An AWS account in one process, on loopback.")
    parser.add_argument("--port", type=int, default=4600, help="TCP port on 127.0.0.1; 0 lets the system choose")
    parser.add_argument("--state", type=_folder, required=True, help="folder of the saved state")
    parser.add_argument("--objects", type=_folder, required=True, help="folder of S3 objects")
    parser.add_argument("--images", type=_folder, required=True, help="image store: a folder per digest")
    parser.add_argument("--volumes", type=_folder, required=True, help="working directory of ECS tasks")
    parser.add_argument("--owner", required=True, help="identity of the Terraform state this emulator belongs to")
    parser.add_argument("--account", type=_account, default="123456789012")
    parser.add_argument("--region", default="eu-west-1")
    parser.add_argument("--kafka-home", type=_folder, default=None, help="folder of Apache Kafka (libs/*.jar)")
    parser.add_argument(
        "--enforce-iam", action="store_true", help="judge requests by the policies of whoever signed them"
    )
    parser.add_argument("--verbose", action="store_true", help="log every request")
    return Arguments(**vars(parser.parse_args(argv)))
