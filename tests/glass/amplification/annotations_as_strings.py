# expect: memory | time
# Names that are not there become objects that write down what is done with them: doubled a hundred times.
import annotationlib
def ann(format, /):
    if format > 2: raise NotImplementedError
    a = Undefined
    i = 0
    while i < 100:
        a = a + a[a]
        i += 1
    return {'x': a}
def f(): pass
f.__annotate__ = ann
for wanted in (annotationlib.Format.STRING, annotationlib.Format.FORWARDREF):
    try: annotationlib.get_annotations(f, format=wanted)
    except MemoryError: pass
annotationlib.get_annotations(f, format=annotationlib.Format.STRING)
