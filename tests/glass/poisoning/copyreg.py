# expect: ok: done
import copyreg
copyreg.pickle(complex, lambda c: (print, ("poison",)))
copyreg.dispatch_table.clear()
print("done")
