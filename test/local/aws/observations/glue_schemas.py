"""A schema with a second version."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = (2, '{"type": "string"}')
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    glue = aws.client("glue")
    named = {"RegistryName": "seen", "SchemaName": "events"}

    def register() -> object:
        glue.create_registry(RegistryName="seen")
        glue.create_schema(
            RegistryId={"RegistryName": "seen"},
            SchemaName="events",
            DataFormat="JSON",
            Compatibility="NONE",
            SchemaDefinition='{"type": "object"}',
        )
        glue.register_schema_version(SchemaId=named, SchemaDefinition='{"type": "string"}')
        found = glue.get_schema_version(SchemaId=named, SchemaVersionNumber={"LatestVersion": True})
        return found["VersionNumber"], found["SchemaDefinition"]

    return told(register)
