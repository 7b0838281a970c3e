# expect: time
import difflib
a = ["x%d" % (i % 7) for i in range(3000)]
difflib.SequenceMatcher(None, a, a[::-1], autojunk=False).get_opcodes()
while True:
    pass
