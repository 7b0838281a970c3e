# expect: error: RecursionError | memory | time
import ast
k = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)
e = ast.Constant(1, **k)
for _ in range(50_000): e = ast.ListComp(ast.Constant(1, **k), [ast.comprehension(ast.Name("x", ast.Store(), **k), e, [], 0)], **k)
compile(ast.Expression(e), "x", "eval")
