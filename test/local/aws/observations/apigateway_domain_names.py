"""A domain name that gets another certificate."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/2"
RIGHT = CERTIFICATE
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    apis = aws.client("apigateway")
    name = "seen.example.com"
    apis.create_domain_name(domainName=name, regionalCertificateArn=CERTIFICATE.replace("/2", "/1"))
    change = {"op": "replace", "path": "/regionalCertificateArn", "value": CERTIFICATE}
    return told(lambda: apis.update_domain_name(domainName=name, patchOperations=[change])["regionalCertificateArn"])
