# expect: memory
import struct
struct.unpack('99999999x', bytes(0)) if 0 else struct.pack('2000000000x')
