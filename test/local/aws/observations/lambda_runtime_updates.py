"""A function that gets a newer runtime by itself."""

from __future__ import annotations

from emulator import Emulator
from functions_support import make_function
from observing import told

RIGHT = "Auto"
WRONG = "ResourceNotFoundException"


def observe(aws: Emulator) -> object:
    functions = aws.client("lambda")
    make_function(aws, "updated")

    def choose() -> object:
        functions.put_runtime_management_config(FunctionName="updated", UpdateRuntimeOn="Auto")
        return functions.get_runtime_management_config(FunctionName="updated")["UpdateRuntimeOn"]

    return told(choose)
