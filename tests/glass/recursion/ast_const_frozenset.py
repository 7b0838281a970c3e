# expect: error: RecursionError | memory
import ast
t = frozenset()
for _ in range(100_000): t = frozenset([t])
compile(ast.fix_missing_locations(ast.Expression(ast.Constant(t))), "x", "eval")
