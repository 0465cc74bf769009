"""A configuration that says who may have signed a function's code."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = "Warn"
WRONG = None


def observe(aws: Emulator) -> object:
    functions = aws.client("lambda")
    signers = {"SigningProfileVersionArns": ["arn:aws:signer:eu-west-1:123456789012:/signing-profiles/p/1234567890"]}

    def make() -> object:
        made = functions.create_code_signing_config(AllowedPublishers=signers).get("CodeSigningConfig")
        if made is None:
            return None
        found = functions.get_code_signing_config(CodeSigningConfigArn=made["CodeSigningConfigArn"])
        return found["CodeSigningConfig"]["CodeSigningPolicies"]["UntrustedArtifactOnDeployment"]

    return told(make)
