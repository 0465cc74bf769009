"""API keys without a value of their own; client certificates and VPC links, which ministack does not know and which are
echoes: no certificate is shown to anybody, and no link leads anywhere.
"""

from __future__ import annotations

import datetime as dt

from ..extension import Ask, Extension
from ..kind import Kind, new_id, now
from ..protocol import Json
from ..tables import present
from ..tagging import Tagging

_tags = Tagging("apigateway-tags", arn="arn", resource="resourceArn", tags="tags", keys="tagKeys")


def _link(_: Json) -> Json:
    identity = new_id()[:8]
    return {
        "id": identity,
        "vpcLinkId": identity,
        "status": "AVAILABLE",
        "arn": f"arn:aws:apigateway:{present()[1]}::/vpclinks/{identity}",
    }


def _certificate(_: Json) -> Json:
    identity = new_id()[:6]
    made = {"clientCertificateId": identity, "arn": f"arn:aws:apigateway:{present()[1]}::/clientcertificates/{identity}"}
    return {**made, "createdDate": now(), "expirationDate": now() + dt.timedelta(days=365), "pemEncodedCertificate": ""}


_certificates = Kind(
    "client-certificates", ("clientCertificateId",), "NotFoundException", made=_certificate, tagging=_tags
)
_links = Kind("vpc-links", ("vpcLinkId",), "NotFoundException", made=_link, tagging=_tags)


async def _without_empty(asked: Json, ask: Ask) -> Json:
    """Terraform sends a value or a path that nobody gave as an empty one."""
    return await ask({name: value for name, value in asked.items() if value != ""})


def _read_certificate(asked: Json) -> Json:
    found = _certificates.read(asked)
    return {**found, "tags": _tags.of(found["arn"])}


EXTENSION = Extension(
    name="apigateway-neighbours",
    service="apigateway",
    why="an API key without a value is refused, a domain name's root is not found, certificates and links are unknown",
    operations={
        "CreateApiKey": _without_empty,
        "CreateBasePathMapping": _without_empty,
        "GenerateClientCertificate": _certificates.create,
        "GetClientCertificate": _read_certificate,
        "GetClientCertificates": _certificates.listed("items"),
        "DeleteClientCertificate": _certificates.delete,
        "CreateVpcLink": _links.create,
        "GetVpcLink": _links.read,
        "GetVpcLinks": _links.listed("items"),
        "DeleteVpcLink": _links.delete,
        **_tags.operations("GetTags"),
    },
)
