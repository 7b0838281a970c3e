# expect: memory | error: MemoryError | error: ValueError
import time
time.strptime("a", "ab" * 10**7)
