# expect: error: RecursionError | error: ValueError | error: MemoryError
import ast
n = ast.Constant(1)
for _ in range(100_000):
    n = ast.UnaryOp(ast.USub(), n)
e = ast.Expression(n)
ast.fix_missing_locations(e)
compile(e, "x", "eval")
