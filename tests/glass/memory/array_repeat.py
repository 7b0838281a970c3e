# expect: error: MemoryError
import array
array.array("q", [0]) * 10**9
