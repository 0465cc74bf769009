"""A certificate that is not told to the public logs."""

from __future__ import annotations

from emulator import Emulator

RIGHT = "DISABLED"
WRONG = None


def observe(aws: Emulator) -> object:
    acm = aws.client("acm")
    made = acm.request_certificate(
        DomainName="seen.example.com",
        ValidationMethod="DNS",
        Options={"CertificateTransparencyLoggingPreference": "DISABLED"},
    )["CertificateArn"]
    options = acm.describe_certificate(CertificateArn=made)["Certificate"].get("Options", {})
    return options.get("CertificateTransparencyLoggingPreference")
