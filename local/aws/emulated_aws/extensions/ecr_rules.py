"""Rules of a registry: what it fetches from others, how repositories made for that look, how it scans. Echoes."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, now
from ..protocol import Json
from ..tables import Table, present

_settings = Table("ecr-account-settings")
_DEFAULTS = {"BASIC_SCAN_TYPE_VERSION": "AWS_NATIVE", "REGISTRY_POLICY_SCOPE": "V2"}


def _made(_: Json) -> Json:
    return {"registryId": present()[0], "createdAt": now(), "updatedAt": now()}


_fetched = Kind(
    "ecr-pull-through", ("ecrRepositoryPrefix",), "PullThroughCacheRuleNotFoundException", made=_made
)
_templates = Kind("ecr-templates", ("prefix",), "TemplateNotFoundException", "repositoryCreationTemplate", _made)


def _put_setting(asked: Json) -> Json:
    _settings.here()[asked["name"]] = asked["value"]
    return asked


def _get_setting(asked: Json) -> Json:
    return {"name": asked["name"], "value": _settings.here().get(asked["name"], _DEFAULTS.get(asked["name"]))}


def _fetched_by(asked: Json) -> Json:
    prefixes = asked.get("ecrRepositoryPrefixes")
    found = [_fetched.find({"ecrRepositoryPrefix": one}) for one in prefixes] if prefixes else _fetched.all()
    return {"pullThroughCacheRules": list(found)}


def _templates_of(asked: Json) -> Json:
    prefixes = asked.get("prefixes")
    found = [_templates.find({"prefix": one}) for one in prefixes] if prefixes else _templates.all()
    return {"registryId": present()[0], "repositoryCreationTemplates": list(found)}


EXTENSION = Extension(
    name="ecr-rules",
    service="ecr",
    why="rules of a pull-through cache, templates of repositories and settings of an account are unknown operations",
    operations={
        "CreatePullThroughCacheRule": _fetched.create,
        "DescribePullThroughCacheRules": _fetched_by,
        "UpdatePullThroughCacheRule": _fetched.update,
        "DeletePullThroughCacheRule": _fetched.delete,
        "CreateRepositoryCreationTemplate": _templates.create,
        "DescribeRepositoryCreationTemplates": _templates_of,
        "UpdateRepositoryCreationTemplate": _templates.update,
        "DeleteRepositoryCreationTemplate": _templates.delete,
        "PutAccountSetting": _put_setting,
        "GetAccountSetting": _get_setting,
    },
)
