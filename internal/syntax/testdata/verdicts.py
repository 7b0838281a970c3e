"""Writes what CPython's parser says of sources, one JSON object a line: the wrong ones with message and place.

verdicts.py strings FILE...     every string constant and doctest example in test files
verdicts.py mutate N SEED FILE...  N random small changes to statements of files
verdicts.py list                sources from standard input, as a JSON list of [source, mode]
"""
import ast, doctest, io, json, random, sys, textwrap, tokenize, warnings

warnings.simplefilter("ignore")


def verdict(src, mode="exec"):
    out = {"src": src, "mode": mode}
    try:
        tree = compile(src, "<src>", mode, ast.PyCF_ONLY_AST)
        return out | {"ok": True}
    except SyntaxError as e:
        return out | {"type": type(e).__name__, "msg": e.msg, "line": e.lineno, "offset": e.offset,
                      "end_line": e.end_lineno, "end_offset": e.end_offset, "text": e.text}
    except (ValueError, RecursionError, MemoryError, UnicodeError, OverflowError):
        return None


def strings(path):
    text = open(path, encoding="utf-8").read()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            s = node.value
            yield s
            if "\n" in s:
                yield textwrap.dedent(s)
            if ">>>" in s:
                try:
                    for ex in doctest.DocTestParser().get_examples(s):
                        yield ex.source
                except ValueError:
                    pass


WORDS = ["x", "1", "'s'", "(", ")", "[", "]", "{", "}", ",", ":", ";", "=", "==", ":=", ".", "*", "**", "/", "+", "-", "~", "@",
         "!", "->", "...", "not", "in", "is", "and", "or", "if", "else", "elif", "for", "while", "lambda", "yield", "await", "async",
         "def", "class", "return", "import", "from", "as", "try", "except", "finally", "with", "raise", "del", "pass", "global",
         "None", "True", "match", "case", "type", "print", "f'{x}'", "f'{", "\n", "\n    ", "+=", "<", "|", "$", "?", "\\"]


def mutate(n, seed, paths):
    rnd = random.Random(seed)
    stmts = []
    for path in paths:
        text = open(path, encoding="utf-8").read()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.stmt) and node.end_lineno - node.lineno < 12:
                stmts.append(textwrap.dedent(" " * node.col_offset + (ast.get_source_segment(text, node) or "")))
    for _ in range(n):
        src = rnd.choice(stmts)
        try:
            toks = [t for t in tokenize.generate_tokens(io.StringIO(src).readline) if t.string and t.start[0] == t.end[0]]
        except (tokenize.TokenError, SyntaxError):
            continue
        lines = src.split("\n")
        for _ in range(rnd.choice((1, 1, 1, 2))):
            if not toks:
                break
            t = rnd.choice(toks)
            row, a, b = t.start[0] - 1, t.start[1], t.end[1]
            if row >= len(lines):
                continue
            line = lines[row]
            kind = rnd.randrange(4)
            if kind == 0:
                line = line[:a] + line[b:]
            elif kind == 1:
                line = line[:a] + rnd.choice(WORDS) + line[b:]
            elif kind == 2:
                line = line[:a] + rnd.choice(WORDS) + " " + line[a:]
            else:
                u = rnd.choice(toks)
                line = line[:b] + " " + u.string + line[b:]
            lines[row] = line
        yield "\n".join(lines)


if __name__ == "__main__":
    seen = set()
    def put(src, mode="exec"):
        if (src, mode) in seen or len(src) > 20000 or any(0xD800 <= ord(c) < 0xE000 for c in src):
            return
        seen.add((src, mode))
        v = verdict(src, mode)
        if v:
            print(json.dumps(v))
    if sys.argv[1] == "strings":
        for path in sys.argv[2:]:
            for s in strings(path):
                put(s)
                put(s, "eval")
                put(s, "single")
    elif sys.argv[1] == "mutate":
        for s in mutate(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]):
            put(s)
    else:
        for src, mode in json.load(sys.stdin):
            put(src, mode)
