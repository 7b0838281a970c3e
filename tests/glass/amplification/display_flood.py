# expect: output
import sys
exec(compile('"x" * 5_000_000', 'x', 'single'))
