# expect: output
print("x" * 5_000_000)
