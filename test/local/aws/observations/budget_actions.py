"""What is to happen when a budget is spent."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = "STANDBY"
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    budgets = aws.client("budgets")
    role = "arn:aws:iam::123456789012:role/budget"

    def make() -> object:
        made = budgets.create_budget_action(
            AccountId="123456789012",
            BudgetName="seen",
            NotificationType="ACTUAL",
            ActionType="APPLY_IAM_POLICY",
            ActionThreshold={"ActionThresholdValue": 100, "ActionThresholdType": "PERCENTAGE"},
            Definition={"IamActionDefinition": {"PolicyArn": "arn:aws:iam::123456789012:policy/deny", "Roles": ["r"]}},
            ExecutionRoleArn=role,
            ApprovalModel="AUTOMATIC",
            Subscribers=[{"SubscriptionType": "EMAIL", "Address": "a@example.com"}],
        )
        named = {"AccountId": "123456789012", "BudgetName": "seen", "ActionId": made["ActionId"]}
        return budgets.describe_budget_action(**named)["Action"]["Status"]

    return told(make)
