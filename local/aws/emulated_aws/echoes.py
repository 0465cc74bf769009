"""What the emulated AWS stores but does not do. The one list: `docs/emulation.md` and `/_cap/echoes` come from it.

`python -m emulated_aws.echoes --markdown` prints the document, `--json` the list. Needs nothing but Python itself, so that
the list can be read before anything is installed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Echo:
    """One thing that looks done and is not."""

    service: str
    feature: str
    echo: str
    """What is stored, and what does not happen."""


ECHOES: tuple[Echo, ...] = (
    Echo("Access Analyzer", "analyzers", "stored; nothing is analysed, nothing is found"),
    Echo("ACM", "certificates", "issued at once, whoever the domain belongs to; no connection is encrypted by them"),
    Echo("API Gateway", "client certificates, VPC links, domain names", "stored; an API answers on the emulator's port"),
    Echo("Application Auto Scaling", "policies", "stored; the number of tasks never changes because of them"),
    Echo("Athena", "workgroup limits, KMS results", "stored; a query is not stopped at its byte limit"),
    Echo("Athena", "SQL", "DuckDB's: what Trino alone refuses (a text for a number, a partition not given) is answered"),
    Echo("Backup", "plans, copies, restore tests, frameworks, reports", "stored; nothing is backed up or restored"),
    Echo("Backup", "vault locks and policies", "stored; there is no recovery point to keep"),
    Echo("Budgets", "budgets, notifications, actions", "stored; nothing is spent, nobody is told"),
    Echo("Cloud Map", "names of tasks", "stored; nothing resolves them, and no task is registered under them"),
    Echo("CloudTrail", "trails, selectors, insights", "stored; no log file is written, LookupEvents alone tells of changes"),
    Echo("CloudWatch", "alarms on metric math or anomaly bands", "stored; they stay in INSUFFICIENT_DATA"),
    Echo("CloudWatch", "metrics of ALB, ECS, DynamoDB, S3, MSK", "not emitted; alarms on them see missing data"),
    Echo("CloudWatch", "metrics older than three hours", "dropped"),
    Echo("CloudWatch", "dashboards", "stored; there is no console that draws them"),
    Echo("CloudWatch", "metric streams, composite alarms' suppressors", "stored; nothing is streamed or suppressed"),
    Echo("CloudWatch Logs", "metric filters", "stored; no metric is emitted"),
    Echo("CloudWatch Logs", "retention, KMS key", "stored; nothing expires, nothing is encrypted"),
    Echo("CloudWatch Logs", "data protection, account policies, anomaly detectors", "stored; nothing is masked or found"),
    Echo("CodeDeploy", "applications, groups, configurations", "stored; nothing is shifted step by step"),
    Echo("Config", "recorder, rules, packs, remediation", "stored; nothing is recorded, judged or mended"),
    Echo("Cost Explorer", "anomaly monitors, categories, allocation tags", "stored; there is no bill"),
    Echo("DynamoDB", "point-in-time recovery", "stored; a restore ignores the time asked for"),
    Echo("DynamoDB", "encryption", "stored; data is in memory and in the saved state"),
    Echo("EC2", "VPC, subnets, gateways, routes, ACLs, endpoints", "stored; every process is on loopback"),
    Echo("EC2", "security groups", "stored; no connection is refused because of them"),
    Echo("EC2", "flow logs", "stored; no flow is recorded"),
    Echo("EC2", "NAT gateways, instances, launch templates", "stored; nothing is started, nothing is translated"),
    Echo("EC2", "settings of the account", "stored; nothing is refused because of them"),
    Echo("ECR", "layers, scanning, lifecycle, replication", "stored; images come from the image store by digest"),
    Echo("ECR", "pull-through caches, templates, account settings", "stored; nothing is fetched, nothing is made by them"),
    Echo("ECS", "CPU, memory, architecture, read-only root", "stored; a task is a plain process without limits"),
    Echo("ECS", "container health checks, dependsOn, user, environmentFiles", "stored; target groups alone judge health"),
    Echo("ECS", "mount points", "not mapped; every task works in the environment's one volume folder"),
    Echo("ECS", "ECS Exec, Service Connect, capacity providers", "stored; nothing is placed or connected by them"),
    Echo("ELB", "access logs, TLS, WAF, drop of invalid headers", "stored; requests arrive on the emulator's port"),
    Echo("ELB", "weights of target groups", "stored; the heaviest group gets every request"),
    Echo("EventBridge", "archives, resource policies", "stored; nothing is kept for replay, nobody is refused"),
    Echo("FIS", "experiments", "over at once; nothing is broken. Of targets only tasks of ECS are looked for"),
    Echo("Glue", "crawlers, jobs, security configurations", "stored; nothing is crawled, run or encrypted"),
    Echo("Glue", "schema registry", "versions are kept; whether one may follow another is not judged"),
    Echo("Glue", "catalog encryption and policy, table optimisers", "stored; nothing is encrypted, refused or compacted"),
    Echo("GuardDuty", "detectors, features, filters", "stored; nothing is watched, nothing is found"),
    Echo("IAM", "policies, boundaries, roles", "stored; they refuse requests only under `--enforce-iam`"),
    Echo("Inspector", "scans", "stored; nothing is scanned"),
    Echo("KMS", "key policies, grants, rotation", "stored; keys encrypt what is asked, S3 and SQS store plain bytes"),
    Echo("Lambda", "memory, architecture, X-Ray, VPC", "stored; a function is a process of the Node.js on the path"),
    Echo("Lambda", "weights of an alias", "stored; all requests go to the alias's own version"),
    Echo("Lambda", "code signing, runtime updates", "stored; no signature is checked, the runtime stays as it is"),
    Echo("Lambda", "topics of MSK as sources", "stored; nothing polls a topic"),
    Echo("MSK", "TLS, IAM and SCRAM listeners, monitoring", "stored; brokers, if any, listen in plain text at whatever address is asked for"),
    Echo("MSK", "clusters without a Kafka on this machine", "stored; there is no broker and no address answers"),
    Echo("MSK", "changes of a cluster, serverless, replicators, policies", "stored; brokers stay as they were started"),
    Echo("QuickSight", "sources, sets, analyses, dashboards", "stored; nothing is queried or drawn"),
    Echo("Route 53", "zones, records, health checks", "stored; no name is resolved, no check is made"),
    Echo("Route 53", "query logs", "stored; no query is logged"),
    Echo("S3", "encryption", "stored and answered; objects are plain files"),
    Echo("S3", "lifecycle, intelligent tiering", "stored; nothing expires and nothing moves"),
    Echo("S3", "access logs, metrics, inventory, Block Public Access", "stored; nothing is written or refused"),
    Echo("S3", "the account's Block Public Access", "stored; nothing is refused because of it"),
    Echo("Secrets Manager", "rotation, KMS key", "stored; secrets are in the saved state in plain text"),
    Echo("Secrets Manager", "replicas", "stored; the other Region has no such secret"),
    Echo("Security Hub", "standards, products, insights, actions", "stored; no control is evaluated"),
    Echo("SNS", "e-mail, SMS, HTTP subscriptions that need confirmation", "stored; nothing leaves this machine"),
    Echo("SNS", "data protection", "stored; no message is looked at"),
    Echo("SQS", "encryption", "stored; messages are in memory and in the saved state"),
    Echo("SQS", "StartMessageMoveTask (redrive of a dead-letter queue)", "missing; messages have to be moved by hand"),
    Echo("SSM", "KMS key of SecureString", "stored; values are in the saved state in plain text"),
    Echo("Step Functions", "tracing", "stored; nothing is traced"),
    Echo("Synthetics", "canaries", "stored; nothing is visited"),
    Echo("WAF", "web ACLs, logging", "stored; no request is looked at"),
    Echo("X-Ray", "groups, sampling rules, encryption", "stored; no trace is kept"),
)

_HEAD = """# The emulated AWS: what is real, what is an echo

<!-- Written by `python -m emulated_aws.echoes --markdown`; the list is in local/aws/emulated_aws/echoes.py. -->

`local/aws` is an AWS account in one process, on one loopback port: ministack, with moto in the same process for the
services that ministack lacks (EC2 and Application Auto Scaling among them), and one small patch per thing that was
wrong (`local/aws/emulated_aws/patches`, each with its reason and a test that fails without it).

A clean Terraform plan against it proves that the configuration is wired together and that a second apply changes
nothing. It does not prove that AWS would accept it.

## Real

Each of these happens, and a test in `test/local/aws` sees it happen.

- **S3**: objects are files on disk (`<account>/<bucket>/<key>`). A write that fails is an error, never a lost object.
  `If-None-Match: *` lets exactly one of many writers win, also after kill -9. Versions are kept.
- **S3 to SQS**: an object put is notified to the queue, after the object is on disk.
- **SNS to SQS and Lambda**: a published message arrives at both.
- **EventBridge to Lambda**: a schedule invokes its function.
- **Lambda**: functions run as Node.js processes that call back to the emulator.
- **CloudWatch alarms**: evaluated every five seconds over their own dimensions, period by period, M out of N, with
  missing data treated as the alarm says; SNS actions are sent. Queues report depth and age, functions their
  invocations, errors and durations.
- **ECS**: tasks are processes, each on an address of its own, behind load balancers that answer from them.
- **MSK**: brokers are real Apache Kafka, if one is on this machine.
- **IAM**, if the emulator is started with `--enforce-iam`: every request is judged by the policies of whoever signed
  it, functions and tasks run under their roles' credentials. Loopback counts as TLS. What moto and the extensions
  answer is not judged, nor are Kafka and the use of keys by other services. `CAP_ENFORCE_IAM=1 cap up` starts it so.
- **State**: saved within five seconds of a change, as one transaction. kill -9 loses at most those seconds, and no
  S3 object at all: objects are on disk before they are answered. A state folder belongs to one emulator, one owner,
  one account, one Region and one pair of package versions; anything else is refused.
- **Faults**: `POST /_cap/faults?service=sqs&operation=ListQueues&kind=denied` makes an operation fail from then on
  (`denied`, `throttled`, or `silent`: no answer before that ends); `DELETE /_cap/faults` ends that. `service` is the name that
  requests are signed for.

## Echoes

Stored and given back, but not done. `GET /_cap/echoes` gives the same list as JSON.

| service | feature | what happens |
|---|---|---|
"""


def as_json() -> list[dict[str, str]]:
    """For `/_cap/echoes`."""
    return [asdict(echo) for echo in ECHOES]


def as_markdown() -> str:
    """The whole of docs/emulation.md."""
    return _HEAD + "".join(f"| {echo.service} | {echo.feature} | {echo.echo} |\n" for echo in ECHOES)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--markdown"]:
            sys.stdout.write(as_markdown())
        case ["--json"]:
            json.dump(as_json(), sys.stdout)
        case _:
            sys.exit("usage: python -m emulated_aws.echoes --markdown | --json")
