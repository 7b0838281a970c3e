# expect: ok: done
import sys
sys.stdout.write("done")
sys.stdout.flush()
sys.stdout = sys.stderr = sys.stdin = sys.__stdout__ = None
sys.displayhook = sys.excepthook = sys.unraisablehook = None
