# expect: error: MemoryError | memory
import re
re.sub("(a+)", r"\1" * 100_000, "a" * 1_000_000)
