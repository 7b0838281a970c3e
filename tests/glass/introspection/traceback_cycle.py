# expect: error: ValueError: traceback loop detected
try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
tb.tb_next = tb
