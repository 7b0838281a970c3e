# expect: error: RecursionError | memory
import ast
t = ()
for _ in range(200_000): t = (t,)
compile(ast.fix_missing_locations(ast.Expression(ast.Constant(t))), "x", "eval")
