# expect: memory | error: MemoryError
s = "lol"
while True:
    s = "{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}".format(s)
