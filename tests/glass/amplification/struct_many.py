# expect: error: MemoryError | error: struct.error
import struct
struct.calcsize("9999999999999999999999s")
