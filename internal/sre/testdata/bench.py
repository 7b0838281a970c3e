"""The programs of bench_test.go under CPython: prints microseconds a run, the best of several."""
import json
import re
import sys
import time

cases = json.load(open('bench.json', encoding='utf-8'))
for c in cases:
    text = c['text'] * c['times']
    p = re.compile(c['pattern'], c.get('flags', 0))
    op = c['op']
    if op == 'finditer':
        def run():
            n = 0
            for m in p.finditer(text):
                n += 1
            return n
    elif op == 'sub':
        def run():
            return len(p.sub(c['repl'], text))
    elif op == 'lines':
        lines = text.splitlines()

        def run():
            n = 0
            for line in lines:
                if p.match(line):
                    n += 1
            return n
    elif op == 'search':
        def run():
            m = p.search(text)
            return m.end() if m else -1
    n = 0
    best = 1e9
    t0 = time.perf_counter()
    while time.perf_counter() - t0 < 0.3:
        t = time.perf_counter()
        r = run()
        best = min(best, time.perf_counter() - t)
    print('%-12s %10.1f %d' % (c['name'], best * 1e6, r), flush=True)
