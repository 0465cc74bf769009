"""
Reads policies from stdin, a JSON list of {"address", "policy", "kind"}, and writes what parliament and cloudsplaining
have against them, a JSON list of {"scanner", "id", "resource", "what"}, each once.

Kinds: "identity" is what a role may do, "trust" who may assume it, "resource" who may use a thing. cloudsplaining is made
for identity policies alone. parliament reads the others too, once it is told what AWS takes for granted: a trust policy is
about its own role, and in a key's own policy `*` is the key itself, with its aliases.
"""

import json
import sys

import parliament
from cloudsplaining.scan.policy_document import PolicyDocument


ACCOUNT = "eu-west-1:123456789012"
THE_ROLE = ["arn:aws:iam::123456789012:role/itself"]
THE_KEY = [f"arn:aws:kms:{ACCOUNT}:key/00000000-0000-0000-0000-000000000000", f"arn:aws:kms:{ACCOUNT}:alias/itself"]


def told(entry):
    """The policy with what AWS takes for granted. Refusals are left out: they open nothing, and take minutes to expand."""
    if entry["kind"] == "identity":
        return entry["policy"]
    itself = THE_ROLE if entry["kind"] == "trust" else THE_KEY if entry["address"].startswith("aws_kms_") else ["*"]
    document = json.loads(entry["policy"])
    allowed = [s for s in document["Statement"] if s["Effect"] == "Allow"]
    for statement in allowed:
        if statement.get("Resource", "*") in ("*", ["*"]):
            statement["Resource"] = itself
    return json.dumps({**document, "Statement": allowed})


def by_parliament(entry):
    analysed = parliament.analyze_policy_string(told(entry), include_community_auditors=True)
    for finding in analysed.findings:
        # A community auditor's findings have no title of their own.
        detail = finding.detail or finding.location.get("actions") or ""
        yield "parliament", finding.issue, f"{finding.title or finding.issue}: {detail}"


RISKS = {
    "PRIVILEGE_ESCALATION": "allows_privilege_escalation",
    "RESOURCE_EXPOSURE": "permissions_management_without_constraints",
    "INFRASTRUCTURE_MODIFICATION": "infrastructure_modification",
    "DATA_EXFILTRATION": "allows_data_exfiltration_actions",
    "CREDENTIALS_EXPOSURE": "credentials_exposure",
    "SERVICE_WILDCARD": "service_wildcard",
}


def by_cloudsplaining(entry):
    document = PolicyDocument(json.loads(entry["policy"]))
    for risk, attribute in RISKS.items():
        found = getattr(document, attribute)
        if found:
            yield "cloudsplaining", risk, json.dumps(found)


def main():
    findings = []
    for entry in json.load(sys.stdin):
        scans = (by_parliament, by_cloudsplaining) if entry["kind"] == "identity" else (by_parliament,)
        for scan in scans:
            for scanner, issue, what in scan(entry):
                findings.append({"scanner": scanner, "id": issue, "resource": entry["address"], "what": what})
    # The same of several statements is told once.
    json.dump([f for n, f in enumerate(findings) if f not in findings[:n]], sys.stdout)


main()
