# expect: error: RecursionError | error: re.PatternError | error: MemoryError | time
import re
re.compile("(?:" * 50_000 + "a" + ")*" * 50_000)
