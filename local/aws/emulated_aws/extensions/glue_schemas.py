"""Glue's schema registry: registries, schemas and their versions. Whether a version may follow another is not judged."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..refusals import Refusal
from ..tagging import Tagging

_MISSING = "EntityNotFoundException"
_DEFAULT = "default-registry"
_tags = Tagging("glue-schema-tags", arn="EchoArn", keys="TagsToRemove", adds="TagsToAdd")


def _registry(item: Json) -> Json:
    made = arn("glue", f"registry/{item['RegistryName']}")
    return {"RegistryArn": made, "EchoArn": made, "Status": "AVAILABLE", "CreatedTime": _moment(), "UpdatedTime": _moment()}


def _schema(item: Json) -> Json:
    registry = _named(item.get("RegistryId", {}))
    made = arn("glue", f"schema/{registry}/{item['SchemaName']}")
    version = {"SchemaVersionId": new_id(), "SchemaDefinition": item["SchemaDefinition"], "VersionNumber": 1}
    return {
        "SchemaArn": made,
        "EchoArn": made,
        "RegistryName": registry,
        "RegistryArn": arn("glue", f"registry/{registry}"),
        "SchemaCheckpoint": 1,
        "SchemaStatus": "AVAILABLE",
        "SchemaVersionStatus": "AVAILABLE",
        "CreatedTime": _moment(),
        "UpdatedTime": _moment(),
        "Versions": [version],
        **_latest([version]),
    }


def _moment() -> str:
    return now().isoformat() + "Z"


def _named(registry: Json) -> str:
    return registry.get("RegistryName") or registry.get("RegistryArn", "").rpartition("/")[2] or _DEFAULT


def _latest(versions: list[Json]) -> Json:
    last = versions[-1]
    return {
        "SchemaVersionId": last["SchemaVersionId"],
        "LatestSchemaVersion": last["VersionNumber"],
        "NextSchemaVersion": last["VersionNumber"] + 1,
    }


_registries = Kind("glue-registries", ("RegistryArn", "RegistryName"), _MISSING, made=_registry, tagging=_tags)
_schemas = Kind("glue-schemas", ("SchemaArn",), _MISSING, made=_schema, tagging=_tags)


def _chosen(asked: Json) -> Json:
    """A request names a schema by its ARN, or by its own name and the registry's."""
    wanted = asked["SchemaId"]
    made = wanted.get("SchemaArn") or arn("glue", f"schema/{_named(wanted)}/{wanted['SchemaName']}")
    return _schemas.find({"SchemaArn": made})


def _update(asked: Json) -> Json:
    schema = _chosen(asked)
    schema.update({name: asked[name] for name in ("Compatibility", "Description") if name in asked})
    return schema


def _register(asked: Json) -> Json:
    """The same definition again is the version that it has already."""
    schema = _chosen(asked)
    definition = asked["SchemaDefinition"]
    known = next((one for one in schema["Versions"] if one["SchemaDefinition"] == definition), None)
    if known is None:
        number = schema["NextSchemaVersion"]
        known = {"SchemaVersionId": new_id(), "SchemaDefinition": definition, "VersionNumber": number}
        schema["Versions"].append(known)
        schema.update(_latest(schema["Versions"]))
    return {**known, "Status": "AVAILABLE"}


def _version(asked: Json) -> Json:
    schemas = [_chosen(asked)] if asked.get("SchemaId") else list(_schemas.all())
    wanted = asked.get("SchemaVersionNumber", {})
    for schema in schemas:
        for version in reversed(schema["Versions"]):
            if asked.get("SchemaVersionId", version["SchemaVersionId"]) != version["SchemaVersionId"]:
                continue
            if wanted.get("VersionNumber", version["VersionNumber"]) == version["VersionNumber"]:
                told = {"DataFormat": schema["DataFormat"], "SchemaArn": schema["SchemaArn"], "Status": "AVAILABLE"}
                return {**version, **told, "CreatedTime": schema["CreatedTime"]}
    raise Refusal(_MISSING, "Schema version is not found.")


def _delete(asked: Json) -> Json:
    return {**_schemas.delete(_chosen(asked)), "Status": "DELETING"}


EXTENSION = Extension(
    name="glue-schemas",
    service="glue",
    why="the schema registry is unknown",
    operations={
        "CreateRegistry": _registries.create,
        "GetRegistry": lambda asked: _registries.read({"RegistryName": _named(asked["RegistryId"])}),
        "UpdateRegistry": lambda asked: _registries.update({**asked, "RegistryName": _named(asked["RegistryId"])}),
        "DeleteRegistry": lambda asked: {
            **_registries.delete({"RegistryName": _named(asked["RegistryId"])}),
            "Status": "DELETING",
        },
        "ListRegistries": _registries.listed("Registries"),
        "CreateSchema": _schemas.create,
        "GetSchema": _chosen,
        "UpdateSchema": _update,
        "DeleteSchema": _delete,
        "ListSchemas": _schemas.listed("Schemas"),
        "RegisterSchemaVersion": _register,
        "GetSchemaVersion": _version,
        **_tags.operations("GetTags"),
    },
)
