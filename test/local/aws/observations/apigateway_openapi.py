"""An API that becomes what a document says: its path, who may call, what is validated."""

from __future__ import annotations

import json

from emulator import Emulator
from observing import told

RIGHT = (["/", "/v1", "/v1/events"], "CUSTOM", True, {"application/json": "Event"}, 5000)
WRONG = "UnsupportedOperationException"

DOCUMENT = {
    "openapi": "3.0.1",
    "info": {"title": "seen", "version": "1"},
    "x-amazon-apigateway-request-validators": {"all": {"validateRequestBody": True, "validateRequestParameters": True}},
    "x-amazon-apigateway-request-validator": "all",
    "components": {
        "schemas": {"Event": {"type": "object"}},
        "securitySchemes": {
            "ours": {
                "type": "apiKey",
                "name": "Authorization",
                "in": "header",
                "x-amazon-apigateway-authtype": "custom",
                "x-amazon-apigateway-authorizer": {"type": "request", "authorizerUri": "arn:aws:lambda:f"},
            }
        },
    },
    "paths": {
        "/v1/events": {
            "post": {
                "security": [{"ours": []}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Event"}}}},
                "responses": {"202": {"description": "taken"}},
                "x-amazon-apigateway-integration": {
                    "type": "http_proxy",
                    "httpMethod": "POST",
                    "uri": "http://127.0.0.1:1/",
                    "timeoutInMillis": 5000,
                },
            }
        }
    },
}


def observe(aws: Emulator) -> object:
    apis = aws.client("apigateway")
    api = apis.create_rest_api(name="seen")["id"]

    def put() -> object:
        apis.put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(DOCUMENT).encode())
        found = {resource["path"]: resource for resource in apis.get_resources(restApiId=api)["items"]}
        method = apis.get_method(restApiId=api, resourceId=found["/v1/events"]["id"], httpMethod="POST")
        validated = method["requestValidatorId"] is not None
        integration = method["methodIntegration"]["timeoutInMillis"]
        return sorted(found), method["authorizationType"], validated, method["requestModels"], integration

    return told(put)
