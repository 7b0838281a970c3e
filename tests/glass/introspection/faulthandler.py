# expect: ok: contained
import faulthandler
n = 0
for name in ("_sigsegv", "_sigabrt", "_sigfpe", "_fatal_error", "_fatal_error_c_thread", "_stack_overflow", "_read_null", "_raise_exception"):
    f = getattr(faulthandler, name, None)
    if f is None:
        n += 1
        continue
    try:
        f()
    except (Exception, SystemExit):
        n += 1
print("contained")
