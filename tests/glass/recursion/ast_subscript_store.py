# expect: error: RecursionError | memory | time
import ast
k = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)
e = ast.Name("x", ast.Store(), **k)
for _ in range(100_000): e = ast.List([e], ast.Store(), **k)
compile(ast.Module([ast.Assign([e], ast.Constant(1, **k), **k)], []), "x", "exec")
