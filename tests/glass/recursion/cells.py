# expect: error: SyntaxError | memory
s = "def f():\n" + "".join(f" a{i}=1\n" for i in range(20_000)) + " def g(): return " + "+".join(f"a{i}" for i in range(0,20_000,10)) + "\n return g\nprint(f()())"
exec(s)
