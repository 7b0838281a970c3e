# expect: time
while True:
    try:
        while True:
            try: raise ExceptionGroup('g', [ValueError(), KeyError()])
            except* (ValueError, KeyError): pass
    except* BaseException: pass
    except_ = 1
