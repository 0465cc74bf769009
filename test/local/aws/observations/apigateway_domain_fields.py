"""Whether a domain name that was made without mutual TLS speaks of it."""

from __future__ import annotations

import uuid

from emulator import Emulator

RIGHT = "says nothing"
WRONG = "says that it has it"


def observe(aws: Emulator) -> str:
    apis = aws.client("apigateway")
    name = f"api-{uuid.uuid4().hex[:8]}.example.com"
    apis.create_domain_name(domainName=name, securityPolicy="TLS_1_2", endpointConfiguration={"types": ["REGIONAL"]})
    return WRONG if "mutualTlsAuthentication" in apis.get_domain_name(domainName=name) else RIGHT
