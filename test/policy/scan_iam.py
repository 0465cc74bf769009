"""
Reads policies from stdin, a JSON list of {"address", "policy", "kind"}, and writes what parliament and cloudsplaining
have against them, a JSON list of {"scanner", "id", "resource", "what"}.

Kinds: "identity" is what a role may do, "trust" who may assume it, "resource" who may use a thing. Both scanners are made
for identity policies: a trust policy has no Resource, and in a key's own policy `*` is the key itself. The other kinds are
held to properties of our own, in test/stacks.
"""

import json
import sys

import parliament
from cloudsplaining.scan.policy_document import PolicyDocument


def by_parliament(entry):
    analysed = parliament.analyze_policy_string(entry["policy"], include_community_auditors=True)
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
        if entry["kind"] != "identity":
            continue
        for scan in (by_parliament, by_cloudsplaining):
            for scanner, issue, what in scan(entry):
                findings.append({"scanner": scanner, "id": issue, "resource": entry["address"], "what": what})
    json.dump(findings, sys.stdout)


main()
