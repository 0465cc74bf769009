"""Who may have signed a function's code. Echoes: no signature is checked."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tables import Table
from ..tagging import Tagging

_tags = Tagging("code-signing-tags", arn="CodeSigningConfigArn", resource="Resource")
_functions = Table("code-signing-of-functions")


def _made(item: Json) -> Json:
    identity = "csc-" + new_id().replace("-", "")[:17]
    return {
        "CodeSigningConfigId": identity,
        "CodeSigningConfigArn": arn("lambda", f"code-signing-config:{identity}"),
        "CodeSigningPolicies": {"UntrustedArtifactOnDeployment": "Warn", **item.get("CodeSigningPolicies", {})},
        "LastModified": now().isoformat() + "+0000",
    }


_configs = Kind("code-signing", ("CodeSigningConfigArn",), "ResourceNotFoundException", "CodeSigningConfig", _made, _tags)


async def _create_function(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    if asked.get("CodeSigningConfigArn"):
        _functions.here()[asked["FunctionName"]] = asked["CodeSigningConfigArn"]
    return answer


def _put(asked: Json) -> Json:
    _functions.here()[asked["FunctionName"]] = asked["CodeSigningConfigArn"]
    return asked


def _get(asked: Json) -> Json:
    return {"FunctionName": asked["FunctionName"], "CodeSigningConfigArn": _functions.here().get(asked["FunctionName"])}


def _drop(asked: Json) -> Json:
    _functions.here().pop(asked["FunctionName"], None)
    return {}


EXTENSION = Extension(
    name="lambda-code-signing",
    service="lambda",
    why="code signing configurations are unknown",
    operations={
        "CreateCodeSigningConfig": _configs.create,
        "GetCodeSigningConfig": _configs.read,
        "UpdateCodeSigningConfig": _configs.update,
        "DeleteCodeSigningConfig": _configs.delete,
        "ListCodeSigningConfigs": _configs.listed("CodeSigningConfigs"),
        "CreateFunction": _create_function,
        "PutFunctionCodeSigningConfig": _put,
        "GetFunctionCodeSigningConfig": _get,
        "DeleteFunctionCodeSigningConfig": _drop,
        **_tags.operations("ListTags"),
    },
)
