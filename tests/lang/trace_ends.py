# What sys.settrace() and sys.setprofile() tell: no line that was not run where something ends, and natives under method objects.
import sys

SOURCES = [
    'x = []\nif []:\n    print("u")\n', 'x = []\nif x:\n    print("u")\n', 'def f(x):\n  if x:\n    return 5\nf(0)\n',
    'if ():\n  a = 1\nelse:\n  b = 2\n', 'while []:\n  a = 1\n', 'def f():\n if {}:\n  x = 1\nf()\n', 'if not [1]:\n  a = 1\n',
    'def f(x):\n  if x:\n    if x == 1:\n      y = 1\n  else:\n    y = 2\nf(0)\nf(1)\nf(2)\n', 'if None:\n  a = 1\n', 'if [] or 0:\n a = 1\n',
    'x = 1\nif x:\n  if x == 2:\n    y = 1\n', 'x = 1\nif x == 2:\n  y = 1\nelif x == 3:\n  y = 2\n', 'for i in ():\n  x = 1\n',
    'x = 2\nwhile x:\n  x -= 1\n  if x == 5:\n    y = 1\n', 'try:\n  x = 1\nexcept ValueError:\n  y = 1\n',
]
for source in SOURCES:
    events = []

    def trace(frame, event, arg):
        if frame.f_code.co_filename == "<traced>" and event != "call":
            events.append((frame.f_lineno, event))
        return trace

    code = compile(source, "<traced>", "exec")
    sys.settrace(trace)
    exec(code, {})
    sys.settrace(None)
    print(events)


# Profiles tell of a native that a method object calls.
import types


class A:
    f = classmethod(repr)

    def g(self):
        return len("abc")


events = []
bound = types.MethodType(len, "abc")
a = A()
sys.setprofile(lambda frame, event, arg: events.append((event, getattr(arg, "__name__", arg))))
a.f()
bound()
a.g()
A().g()
sys.setprofile(None)
print(events)
