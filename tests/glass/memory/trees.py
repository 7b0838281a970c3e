# expect: memory | time
import ast
k=[]
while True: k.append(ast.parse('a+b*c\n'*1000))
