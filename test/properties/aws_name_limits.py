"""
Reads what AWS was asked for each name from stdin, a JSON object of {"<type>.<attribute>": {"asked": "<service> <operation>
<member>"}}, and writes it with what the service's own model says of that member: min, max, pattern. The models are
botocore's.

Patterns in a dialect that JavaScript does not speak (classes of Java, halves of surrogate pairs) are left out.
"""

import json
import sys

from botocore.loaders import Loader
from botocore.model import ServiceModel

FOREIGN = ("\\p{", "(?i)", "\\uD8")


def shape_of(loader, service, operation, path):
    shape = ServiceModel(loader.load_service_model(service, "service-2")).operation_model(operation).input_shape
    for part in path.split("."):
        while shape.type_name == "list":
            shape = shape.member
        shape = shape.members[part]
    return shape


def limits(loader, asked):
    found = shape_of(loader, *asked.split(" ")).metadata
    stated = {key: found[key] for key in ("min", "max", "pattern") if key in found}
    if any(part in stated.get("pattern", "") for part in FOREIGN):
        del stated["pattern"]
    return {"asked": asked, **stated}


loader = Loader()
given = json.load(sys.stdin)
print(json.dumps({name: limits(loader, entry["asked"]) for name, entry in sorted(given.items())}, indent=2))
