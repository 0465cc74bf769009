"""moto's live objects as bytes: it has no other form of its state."""

from __future__ import annotations

import importlib
import io
import marshal
import pickle
import threading
from types import CellType, FunctionType
from typing import Any

_LOCKS = {type(threading.Lock()): threading.Lock, type(threading.RLock()): threading.RLock}


class _Pickler(pickle.Pickler):
    """Takes what pickle does not: functions without a name of their own (defaults of dictionaries), and locks."""

    def reducer_override(self, value: Any) -> Any:
        if type(value) in _LOCKS:
            return _LOCKS[type(value)], ()
        if isinstance(value, FunctionType) and "<" in value.__qualname__:
            cells = tuple(cell.cell_contents for cell in value.__closure__ or ())
            return _function, (marshal.dumps(value.__code__), value.__module__, value.__defaults__, cells)
        return NotImplemented


def _function(code: bytes, module: str, defaults: tuple[Any, ...] | None, cells: tuple[Any, ...]) -> FunctionType:
    known = vars(importlib.import_module(module))
    return FunctionType(marshal.loads(code), known, None, defaults, tuple(CellType(value) for value in cells))


def dump(value: Any) -> bytes:
    """Raises what pickle raises when something cannot be saved all the same."""
    target = io.BytesIO()
    _Pickler(target).dump(value)
    return target.getvalue()
