"""The account's own block of public access, as it arrives from a client that has the emulator for its proxy."""

from __future__ import annotations

import urllib.error
import urllib.request

from emulator import Emulator

RIGHT = b"<BlockPublicAcls>true</BlockPublicAcls>"
WRONG = 404

_BODY = b"<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>"
_SIGNED = "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0"


def observe(aws: Emulator) -> object:
    proxy = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{aws.port}"})
    url = f"http://123456789012.127.0.0.1:{aws.port}/v20180820/configuration/publicAccessBlock"
    headers = {"x-amz-account-id": "123456789012", "Authorization": _SIGNED}
    try:
        for method, body in (("PUT", _BODY), ("GET", None)):
            request = urllib.request.Request(url, body, headers, method=method)
            with urllib.request.build_opener(proxy).open(request, timeout=10) as answer:
                said = answer.read()
    except urllib.error.HTTPError as error:
        return error.code
    return RIGHT if RIGHT in said else said
