# expect: error: RuntimeError: Set changed size during iteration
s = {1}
for k in s:
    s.add(k + 1)
