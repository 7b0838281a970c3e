# expect: error: RecursionError | memory
import ast
k = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)
p = ast.MatchAs(**k)
for _ in range(100_000): p = ast.MatchAs(p, "x", **k)
compile(ast.Module([ast.Match(ast.Constant(1, **k), [ast.match_case(p, None, [ast.Pass(**k)])], **k)], []), "x", "exec")
