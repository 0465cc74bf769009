"""Corrections of ministack and moto: one file per patch, each with its reason; this list is the registry."""

from __future__ import annotations

from ..patching import Patch
from . import (
    autoscaling_ecs_neighbour,
    autoscaling_group_fields,
    autoscaling_tags,
    cloudwatch_alarm_fields,
    cloudwatch_alarms,
    cloudwatch_query,
    ecr_registry,
    ecs_service_fields,
    flow_logs_s3_neighbour,
    lambda_metrics,
    launch_template_tags,
    logs_query_definitions,
    msk_api_v2,
    network_acl_icmp,
    s3_bucket_documents,
    s3_failed_write,
    s3_locked_versioning,
    security_group_descriptions,
    sqs_metrics,
)

ALL: tuple[Patch, ...] = (
    s3_failed_write.PATCH,
    s3_locked_versioning.PATCH,
    s3_bucket_documents.PATCH,
    cloudwatch_query.PATCH,
    cloudwatch_alarm_fields.PATCH,
    cloudwatch_alarms.PATCH,
    sqs_metrics.PATCH,
    lambda_metrics.PATCH,
    logs_query_definitions.PATCH,
    ecr_registry.PATCH,
    ecs_service_fields.PATCH,
    msk_api_v2.PATCH,
    autoscaling_ecs_neighbour.PATCH,
    autoscaling_tags.PATCH,
    flow_logs_s3_neighbour.PATCH,
    security_group_descriptions.PATCH,
    network_acl_icmp.PATCH,
    launch_template_tags.PATCH,
    autoscaling_group_fields.PATCH,
)
