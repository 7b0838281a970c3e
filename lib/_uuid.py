# _uuid: UUIDs made of the time, a clock sequence and a node, for uuid.uuid1(). Invariant: no two of one process are alike.
"""C API to generate a UUID from the time."""

import os as _os
import time as _time
from _thread import allocate_lock as _allocate_lock

has_uuid_generate_time_safe = 1

_lock = _allocate_lock()
_node = None
_last = _sequence = 0


def generate_time_safe():
    """The bytes of a UUID, and whether it was made so that other processes cannot make the same one."""
    global _node, _last, _sequence
    with _lock:
        if _node is None:
            node = bytearray(_os.urandom(6))
            node[0] |= 1  # no hardware address is odd
            _node = bytes(node)
            _sequence = int.from_bytes(_os.urandom(2)) & 0x3FFF
        now = _time.time_ns() // 100 + 0x01B21DD213814000  # since 15 October 1582
        if now <= _last:
            now = _last + 1
        _last = now
        low, mid, high = now & 0xFFFFFFFF, now >> 32 & 0xFFFF, now >> 48 & 0x0FFF | 0x1000
        return low.to_bytes(4) + mid.to_bytes(2) + high.to_bytes(2) + (_sequence | 0x8000).to_bytes(2) + _node, -1
