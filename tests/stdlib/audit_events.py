# What natives tell the hooks of sys.addaudithook().
import os
import sys
import tempfile
import time

seen = []
wanted = ("open", "exec", "compile", "os.", "time.", "sys._getframe", "object.", "mine", "_thread.start_new")


def hook(event, args):
    if event.startswith(wanted) and watching:
        watching.clear()
        seen.append((event, [a if isinstance(a, (str, int, float, bytes, type(None))) else type(a).__name__ for a in args]))
        watching.append(1)


watching = []
sys.addaudithook(hook)
sys.addaudithook(lambda event, args: 1 / 0 if event == "refused" else None)


class A:
    pass


class B:
    pass


folder = tempfile.mkdtemp()
path = folder + "/f"
watching.append(1)
sys.audit("mine", 1, "two")
open(path, "w").close()
os.rename(path, path + "2")
os.mkdir(path)
os.rmdir(path)
os.listdir(folder)
os.remove(path + "2")
eval("1 + 1")
exec("x = 1")
compile("y", "file", "eval")
time.sleep(0)
sys._getframe()
a = A()
a.__class__ = B
A.__name__ = "C"
watching.clear()
os.rmdir(folder)
for event, args in seen:
    print(event, [x.replace(folder, "") if isinstance(x, str) else x for x in args])
try:
    sys.audit("refused")
except ZeroDivisionError as e:
    print(e)
