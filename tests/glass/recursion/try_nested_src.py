# expect: error: SyntaxError | memory
s = ""
for i in range(95): s += " "*i + "try:\n"
s += " "*95 + "1/0\n"
for i in reversed(range(95)): s += " "*i + "finally: pass\n"
exec(s)
