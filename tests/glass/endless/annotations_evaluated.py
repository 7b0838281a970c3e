# expect: time | memory
import annotationlib
F = annotationlib.ForwardRef
for s in ('(' * 10000, '[' * 199 + ']' * 199, '1' * 5000, 'a.' * 5000 + 'a', '*a', '\0', 'x := 1', 'yield', 'F'):
    try: F(s).evaluate(globals={'a': 1, 'F': F('F')})
    except (SyntaxError, ValueError, NameError, AttributeError, TypeError, RecursionError, MemoryError): pass
F('[x for x in iter(int, 1)]').evaluate()
