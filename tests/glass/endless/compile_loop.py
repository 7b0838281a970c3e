# expect: time
src = "x = 1\n" * 5000
while True:
    compile(src, "x", "exec")
