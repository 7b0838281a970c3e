# What a dropped stream holds is in the file when somebody looks at it.
import os
import shutil
import tempfile

folder = tempfile.mkdtemp()
p = os.path.join(folder, "f")
open(p, "w").write("hello")
print(open(p).read())


def f():
    g = open(p, "wb")
    g.write(b"abc")


f()
print(os.stat(p).st_size)
open(p, "w").write("an old text")
h = open(p, "w")
h.write("new")
h.close()
print(open(p).read())
open(p, "a").write("!")
shutil.copy(p, p + "2")
print(open(p + "2").read())
print(os.path.getsize(p), os.path.getsize(p + "2"))
shutil.rmtree(folder)
