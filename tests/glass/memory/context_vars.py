# expect: memory | time
import contextvars
keep = []
while True:
    v = contextvars.ContextVar('v' * 100, default=[0] * 10)
    v.set([v] * 10)
    keep.append(contextvars.copy_context())
