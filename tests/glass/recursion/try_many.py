# expect: ok: ok | memory
exec("try: 1/0\n" + "except KeyError: pass\n"*50_000 + "except: print('ok')")
