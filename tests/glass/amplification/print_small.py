# expect: output | time
while True:
    print(end="x", flush=True)
