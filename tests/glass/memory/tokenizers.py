# expect: memory
import _tokenize
kept = []
while True:
    t = _tokenize.TokenizerIter(iter(['a ' * 1000 + '\n'] * 10).__next__, extra_tokens=True); next(t); kept.append(t)
