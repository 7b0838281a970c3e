# expect: ok: ok | memory
exec("x=0\nif x: pass\n" + "elif x: pass\n"*100_000 + "else: print('ok')")
