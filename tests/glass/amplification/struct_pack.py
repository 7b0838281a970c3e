# expect: error: MemoryError | error: struct.error
import struct
struct.pack("10000000000x")
