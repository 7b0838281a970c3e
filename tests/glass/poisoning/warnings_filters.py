# expect: ok: done
import warnings
warnings.filters[:] = [("error", None, Warning, None, 0)]
warnings.showwarning = warnings.warn = None
print("done")
