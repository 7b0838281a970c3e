# expect: memory | time | error: OverflowError | error: re.PatternError | error: MemoryError
import re
p = "(?:a{1000}){1000}"
re.compile(p * 100).match("a" * 1_000_000)
while True:
    pass
