# expect: memory | time | error: IndentationError | error: SyntaxError
import _tokenize
n = 0
def readline():
    global n
    n += 1
    return ' ' * n + 'if a:\n'
for tok in _tokenize.TokenizerIter(readline, extra_tokens=True): pass
