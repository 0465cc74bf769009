"""Domain names of APIs can be changed once they are there."""

from __future__ import annotations

from ..extension import Extension
from ..protocol import Json
from ..refusals import Refusal


def _update(asked: Json) -> Json:
    from ministack.services import apigateway_v1

    domain = apigateway_v1._domain_names.get(asked["domainName"])
    if domain is None:
        raise Refusal("NotFoundException", "Invalid domain name identifier specified")
    for change in asked.get("patchOperations", []):
        *above, last = change["path"].strip("/").split("/")
        place = domain
        for name in above:
            place = place.setdefault(name, {})
        if change["op"] == "remove":
            place.pop(last, None)
        else:
            place[last] = change.get("value")
    return domain


EXTENSION = Extension(
    name="apigateway-domain-names",
    service="apigateway",
    why="a domain name cannot be changed",
    operations={"UpdateDomainName": _update},
)
