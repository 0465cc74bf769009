"""Corrections of ministack and moto: one file per patch, each with its reason; this list is the registry."""

from __future__ import annotations

from ..patching import Patch
from . import (
    autoscaling_ecs_neighbour,
    cloudwatch_alarm_fields,
    cloudwatch_query,
    ecs_service_fields,
    logs_query_definitions,
    msk_api_v2,
    s3_bucket_documents,
    s3_failed_write,
)

ALL: tuple[Patch, ...] = (
    s3_failed_write.PATCH,
    s3_bucket_documents.PATCH,
    cloudwatch_query.PATCH,
    cloudwatch_alarm_fields.PATCH,
    logs_query_definitions.PATCH,
    ecs_service_fields.PATCH,
    msk_api_v2.PATCH,
    autoscaling_ecs_neighbour.PATCH,
)
