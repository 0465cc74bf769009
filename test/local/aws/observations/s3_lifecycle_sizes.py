"""A lifecycle that moves small objects too, as it was asked."""

from __future__ import annotations

from emulator import Emulator

RIGHT = "varies_by_storage_class"
WRONG = "all_storage_classes_128K"


def observe(aws: Emulator) -> object:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="lifecycle-sizes", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    rule = {"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}
    s3.put_bucket_lifecycle_configuration(
        Bucket="lifecycle-sizes",
        LifecycleConfiguration={"Rules": [rule]},
        TransitionDefaultMinimumObjectSize="varies_by_storage_class",
    )
    found = s3.get_bucket_lifecycle_configuration(Bucket="lifecycle-sizes")
    return found.get("TransitionDefaultMinimumObjectSize")
