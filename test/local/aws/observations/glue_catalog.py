"""A catalog that is encrypted with a key of one's own."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = "SSE-KMS"
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    glue = aws.client("glue")

    def encrypt() -> object:
        wanted = {"EncryptionAtRest": {"CatalogEncryptionMode": "SSE-KMS"}}
        glue.put_data_catalog_encryption_settings(DataCatalogEncryptionSettings=wanted)
        found = glue.get_data_catalog_encryption_settings()["DataCatalogEncryptionSettings"]
        return found["EncryptionAtRest"]["CatalogEncryptionMode"]

    return told(encrypt)
