"""A health check that looks from three Regions."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ["ap-southeast-1", "eu-west-1", "us-east-1"]
WRONG = ["", "", ""]


def observe(aws: Emulator) -> object:
    route53 = aws.client("route53")
    wanted = {"Type": "HTTPS", "FullyQualifiedDomainName": "seen.example.com", "Regions": RIGHT}
    made = route53.create_health_check(CallerReference="seen", HealthCheckConfig=wanted)["HealthCheck"]["Id"]
    return route53.get_health_check(HealthCheckId=made)["HealthCheck"]["HealthCheckConfig"].get("Regions")
