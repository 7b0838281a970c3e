# expect: output
print(*[1] * 10**6, sep="x" * 10**4)
