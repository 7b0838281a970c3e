# expect: time
# grant: children
import interpreters
i = interpreters.create()
while True:
    try:
        i.exec("while True:\n    try:\n        while True: pass\n    except BaseException: pass")
    except BaseException:
        pass
