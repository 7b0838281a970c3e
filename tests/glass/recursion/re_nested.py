# expect: error: RecursionError | error: re.PatternError | error: OverflowError | error: MemoryError | time
import re
re.compile("(" * 100_000 + ")" * 100_000)
