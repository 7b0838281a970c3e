# expect: error: RecursionError
import ast
t = ast.parse('x'); t.body.append(t)
ast.NodeVisitor().visit(t)
