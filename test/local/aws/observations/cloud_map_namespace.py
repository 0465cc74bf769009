"""A service of Cloud Map whose namespace stands beside its DNS records."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = "kafka-1"
WRONG = "InvalidInput"


def observe(aws: Emulator) -> object:
    names = aws.client("servicediscovery")
    operation = names.create_private_dns_namespace(Name="seen.internal", Vpc="vpc-1")["OperationId"]
    namespace = names.get_operation(OperationId=operation)["Operation"]["Targets"]["NAMESPACE"]
    records = {"NamespaceId": namespace, "DnsRecords": [{"Type": "A", "TTL": 10}]}
    return told(lambda: names.create_service(Name="kafka-1", DnsConfig=records)["Service"]["Name"])
