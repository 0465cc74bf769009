"""What is set for Glue's whole catalog: its encryption and its policy; and optimisers of tables. Echoes."""

from __future__ import annotations

import hashlib

from ..extension import Extension
from ..kind import Kind, now
from ..protocol import Json
from ..refusals import Refusal
from ..tables import Table

_settings = Table("glue-catalog-encryption")
_policy = Table("glue-catalog-policy")
_DEFAULT = {
    "EncryptionAtRest": {"CatalogEncryptionMode": "DISABLED"},
    "ConnectionPasswordEncryption": {"ReturnConnectionPasswordEncrypted": False},
}


def _put_settings(asked: Json) -> Json:
    _settings.here()["settings"] = {**_DEFAULT, **asked["DataCatalogEncryptionSettings"]}
    return {}


def _put_policy(asked: Json) -> Json:
    document = asked["PolicyInJson"]
    digest = hashlib.sha256(document.encode()).hexdigest()
    _policy.here()["policy"] = {"PolicyInJson": document, "PolicyHash": digest, "CreateTime": now(), "UpdateTime": now()}
    return {"PolicyHash": digest}


def _get_policy(_: Json) -> Json:
    if "policy" not in _policy.here():
        raise Refusal("EntityNotFoundException", "Policy not found")
    return _policy.here()["policy"]


def _delete_policy(_: Json) -> Json:
    _get_policy({})
    _policy.here().clear()
    return {}


def _optimizer(item: Json) -> Json:
    told = {"type": item["Type"], "configuration": item["TableOptimizerConfiguration"]}
    return {"EchoName": _named(item)["EchoName"], "TableOptimizer": told}


def _named(asked: Json) -> Json:
    return {**asked, "EchoName": "/".join((asked["DatabaseName"], asked["TableName"], asked["Type"]))}


def _update_optimizer(asked: Json) -> Json:
    _optimizers.find(_named(asked))["TableOptimizer"]["configuration"] = asked["TableOptimizerConfiguration"]
    return {}


_optimizers = Kind("glue-table-optimizers", ("EchoName",), "EntityNotFoundException", made=_optimizer)

EXTENSION = Extension(
    name="glue-catalog",
    service="glue",
    why="the catalog's encryption and policy are unknown operations, and so are optimisers of tables",
    operations={
        "PutDataCatalogEncryptionSettings": _put_settings,
        "GetDataCatalogEncryptionSettings": lambda _: {
            "DataCatalogEncryptionSettings": _settings.here().get("settings", _DEFAULT)
        },
        "PutResourcePolicy": _put_policy,
        "GetResourcePolicy": _get_policy,
        "DeleteResourcePolicy": _delete_policy,
        "CreateTableOptimizer": _optimizers.create,
        "GetTableOptimizer": lambda asked: _optimizers.read(_named(asked)),
        "UpdateTableOptimizer": _update_optimizer,
        "DeleteTableOptimizer": lambda asked: _optimizers.delete(_named(asked)),
    },
)
