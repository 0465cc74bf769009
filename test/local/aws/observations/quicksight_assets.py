"""Who may use a source of data."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ["arn:aws:quicksight:eu-west-1:123456789012:group/default/analysts"]
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    pages = aws.client("quicksight")
    named = {"AwsAccountId": "123456789012", "DataSourceId": "seen"}
    permission = {"Principal": RIGHT[0], "Actions": ["quicksight:PassDataSource"]}
    pages.create_data_source(**named, Name="seen", Type="ATHENA", Permissions=[permission])

    def permitted() -> object:
        return [one["Principal"] for one in pages.describe_data_source_permissions(**named)["Permissions"]]

    return told(permitted)
