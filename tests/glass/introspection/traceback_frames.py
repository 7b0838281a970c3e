# expect: ok: contained
try:
    import json
    json.loads("{")
except ValueError as e:
    tb = e.__traceback__
    while tb.tb_next:
        tb = tb.tb_next
    g = tb.tb_frame.f_globals
try:
    g["__builtins__"]["open"]("/etc/passwd") if isinstance(g["__builtins__"], dict) else g["__builtins__"].open("/etc/passwd")
except PermissionError:
    print("contained")
