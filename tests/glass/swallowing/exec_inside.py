# expect: time
while True:
    try:
        exec("while True: pass")
    except BaseException:
        pass
