# expect: time
class E(ExceptionGroup):
    def split(s, t):
        while True: pass
try: raise E('e', [ValueError()])
except* ValueError:
    while True: pass
finally:
    while True: pass
