"""The one question that we ask a broker in its own protocol: which brokers do you know?

A Metadata request (key 3, version 1, https://kafka.apache.org/protocol#The_Messages_Metadata) is answered with the
brokers that the quorum's leader has registered and does not fence. So a broker that lists all of them proves more than
an open port: the quorum has a leader and every broker is part of the cluster.
"""

from __future__ import annotations

import socket
import struct

TIMEOUT_SECONDS = 2.0
_REQUEST = struct.pack(">hhi", 3, 1, 1) + struct.pack(">h", 4) + b"wait" + struct.pack(">i", 0)


def brokers_known_to(port: int) -> set[int]:
    """Node ids that the broker on this loopback port lists; empty if it does not answer yet."""
    try:
        with socket.create_connection(("127.0.0.1", port), TIMEOUT_SECONDS) as connection:
            connection.sendall(struct.pack(">i", len(_REQUEST)) + _REQUEST)
            (size,) = struct.unpack(">i", _exactly(connection, 4))
            return _ids(_exactly(connection, size))
    except (OSError, struct.error):
        return set()


def _exactly(connection: socket.socket, count: int) -> bytes:
    held = b""
    while len(held) < count:
        chunk = connection.recv(count - len(held))
        if not chunk:
            raise OSError("closed")
        held += chunk
    return held


def _ids(answer: bytes) -> set[int]:
    (count,) = struct.unpack_from(">i", answer, 4)
    position, ids = 8, set()
    for _ in range(count):
        node, length = struct.unpack_from(">ih", answer, position)
        position += 6 + length + 4
        (rack,) = struct.unpack_from(">h", answer, position)
        position += 2 + max(rack, 0)
        ids.add(node)
    return ids
