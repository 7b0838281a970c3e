# expect: ok: done
import contextvars
v = contextvars.ContextVar("v")
v.set("poison")
contextvars.copy_context().run(v.set, 1)
print("done")
