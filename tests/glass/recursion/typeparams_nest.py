# expect: ok: ok | memory
s = ""
for i in range(90): s += " "*i + f"class C{i}[T{i}: (int, T{i})]:\n"
s += " "*90 + "pass"
exec(s); print('ok')
