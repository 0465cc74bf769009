"""A REST API whose body is an OpenAPI document: PutRestApi replaces all that the API had by what the document says.

ministack imports a document when an API is made, not into one that is there, and then without models, request
validators, parameters and most of an integration.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import AsyncHandler, Patch, around

Json = dict[str, Any]

_PLACES = {"path": "path", "query": "querystring", "header": "header"}
_INTEGRATION = (
    "cacheKeyParameters", "connectionType", "contentHandling", "credentials", "passthroughBehavior",
    "requestParameters", "requestTemplates", "timeoutInMillis",
)  # fmt: skip


def _apply(apis: ModuleType) -> None:
    @around(apis, "handle_request")
    async def handle(
        original: AsyncHandler, method: str, path: str, headers: dict[str, str], body: bytes, query: Any
    ) -> Any:
        parts = path.strip("/").split("/")
        if method != "PUT" or len(parts) != 2 or parts[0] != "restapis" or parts[1] not in apis._rest_apis:
            return await original(method, path, headers, body, query)
        _replace(apis, parts[1], json.loads(body))
        return apis._get_rest_api(parts[1])

    @around(apis, "_import_operation")
    def operation(
        original: Callable[..., None], api: str, resource: str, method: str, told: Json, *security: Any
    ) -> None:
        original(api, resource, method, told, *security)
        _complete(apis, api, resource, method, told)


def _replace(apis: ModuleType, api: str, document: Json) -> None:
    for kept in (apis._authorizers_v1, apis._models, apis._request_validators):
        kept[api] = {}
    resources = apis._resources[api]
    root = next(resource for resource in resources.values() if resource["path"] == "/")
    root["resourceMethods"] = {}
    apis._resources[api] = {root["id"]: root}
    for name, schema in (document.get("components") or {}).get("schemas", {}).items():
        apis._create_model(api, {"name": name, "schema": json.dumps(schema)})
    _validators(apis, api, document)
    schemes = apis._import_security_schemes(api, document)
    for path, item in (document.get("paths") or {}).items():
        shared = item.get("parameters", [])
        told = {
            name: {**one, "parameters": [*shared, *one.get("parameters", [])]}
            for name, one in item.items()
            if isinstance(one, dict)
        }
        apis._import_path_item(api, path, told, schemes, document.get("security"))
    for kind, response in (document.get("x-amazon-apigateway-gateway-responses") or {}).items():
        apis._put_gateway_response(api, kind, response)


def _validators(apis: ModuleType, api: str, document: Json) -> None:
    """The default one is remembered on the API: operations that name none use it."""
    for name, told in (document.get("x-amazon-apigateway-request-validators") or {}).items():
        apis._create_request_validator(api, {"name": name, **told})
    apis._rest_apis[api]["defaultValidator"] = document.get("x-amazon-apigateway-request-validator")


def _complete(apis: ModuleType, api: str, resource: str, method: str, told: Json) -> None:
    made = apis._resources[api][resource]["resourceMethods"][method]
    wanted = told.get("x-amazon-apigateway-request-validator") or apis._rest_apis[api].get("defaultValidator")
    validators = apis._request_validators.get(api, {}).values()
    made["requestValidatorId"] = next((one["id"] for one in validators if one["name"] == wanted), None)
    made["operationName"] = told.get("operationId", "")
    made["requestParameters"] = {
        f"method.request.{_PLACES[one['in']]}.{one['name']}": bool(one.get("required"))
        for one in told.get("parameters", [])
        if one.get("in") in _PLACES
    }
    made["requestModels"] = {
        kind: content["schema"]["$ref"].rpartition("/")[2]
        for kind, content in (told.get("requestBody") or {}).get("content", {}).items()
        if "$ref" in content.get("schema", {})
    }
    for status in told.get("responses", {}):
        apis._put_method_response(api, resource, method, status, {})
    if integration := told.get("x-amazon-apigateway-integration"):
        kept = {name: integration[name] for name in _INTEGRATION if name in integration}
        made["methodIntegration"].update(kept)
        for response in (integration.get("responses") or {}).values():
            apis._put_integration_response(api, resource, method, str(response["statusCode"]), response)


PATCH = Patch(
    name="apigateway-openapi",
    module="ministack.services.apigateway_v1",
    why="PutRestApi is unknown, and so is an API that is described by an OpenAPI document",
    apply=_apply,
)
