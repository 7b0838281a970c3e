"""Writes folds.txt: which characters CPython's re finds equal under IGNORECASE. It takes a minute."""
import re

cased = [c for c in map(chr, range(0x110000)) if c.lower() != c or c.upper() != c or c.title() != c]
text = ''.join(cased)
classes = {tuple(map(ord, re.findall(re.escape(c), text, re.I))) for c in cased}
with open('folds.txt', 'w') as f:
    f.write('# Characters that CPython 3.13 finds equal under IGNORECASE (Unicode 15.1), a class a line; gen_folds.py wrote it.\n')
    for c in sorted(classes):
        if len(c) > 1:
            f.write(' '.join('%x' % x for x in c) + '\n')
