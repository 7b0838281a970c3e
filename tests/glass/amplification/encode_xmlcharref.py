# expect: memory | error: MemoryError
a = []
while True:
    a.append(("\U0010ffff" * 1_000_000).encode("ascii", "xmlcharrefreplace"))
