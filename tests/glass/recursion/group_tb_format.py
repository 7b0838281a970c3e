# expect: ok: 22 | memory
import traceback
e = ValueError()
for _ in range(3_000): e = ExceptionGroup("x", [e])
print(len(traceback.format_exception(e)))
