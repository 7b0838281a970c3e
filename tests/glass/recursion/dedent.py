# expect: ok: ok | memory
exec(("if 1:\n"+" if 1:\n  if 1:\n   pass\n")*50_000 + "print('ok')")
