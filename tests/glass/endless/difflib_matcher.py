# expect: time
import difflib
difflib.get_close_matches('a' * 2000, ['a' * 1999 + 'b'] * 100_000, cutoff=0.0)
