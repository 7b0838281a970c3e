"""Writes testdata/checks.json: checksums of every property over blocks of code points, and samples
of string mappings, from CPython 3.14 (run as gen.py is)."""
import json, os, random, unicodedata as U, zlib
from unicodedata import ucd_3_2_0 as OLD
root = globals().get('GEN_ROOT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
B = 0x1100
def blocks(f):
    return [zlib.crc32(';'.join(f(chr(i)) for i in range(b, b + B)).encode('utf-8', 'surrogatepass')) for b in range(0, 0x110000, B)]
yn = lambda b: '1' if b else '0'
num = lambda v: '' if v is None else '%.17g' % v
props = {
    'alpha': lambda c: yn(c.isalpha()), 'alnum': lambda c: yn(c.isalnum()), 'decimal': lambda c: yn(c.isdecimal()), 'digit': lambda c: yn(c.isdigit()),
    'numeric': lambda c: yn(c.isnumeric()), 'lower': lambda c: yn(c.islower()), 'upper': lambda c: yn(c.isupper()), 'title': lambda c: yn(c.istitle()),
    'space': lambda c: yn(c.isspace()), 'printable': lambda c: yn(c.isprintable()), 'identifier': lambda c: yn(c.isidentifier()) + yn(('a' + c).isidentifier()),
    'linebreak': lambda c: yn(len(('a' + c + 'b').splitlines()) == 2), 'toupper': str.upper, 'tolower': str.lower, 'totitle': str.title, 'fold': str.casefold, 'swap': str.swapcase, 'capitalize': str.capitalize,
    'category': U.category, 'bidi': U.bidirectional, 'combining': lambda c: str(U.combining(c)), 'width': U.east_asian_width, 'mirrored': lambda c: yn(U.mirrored(c)),
    'decomposition': U.decomposition, 'decimalvalue': lambda c: str(U.decimal(c, -1)), 'digitvalue': lambda c: str(U.digit(c, -1)), 'numericvalue': lambda c: num(U.numeric(c, None)),
    'name': lambda c: U.name(c, ''), 'NFC': lambda c: U.normalize('NFC', c), 'NFD': lambda c: U.normalize('NFD', c), 'NFKC': lambda c: U.normalize('NFKC', c), 'NFKD': lambda c: U.normalize('NFKD', c),
    'isNFC': lambda c: yn(U.is_normalized('NFC', c)), 'isNFKD': lambda c: yn(U.is_normalized('NFKD', c)),
    'oldcategory': OLD.category, 'oldbidi': OLD.bidirectional, 'oldcombining': lambda c: str(OLD.combining(c)), 'oldwidth': OLD.east_asian_width, 'oldmirrored': lambda c: yn(OLD.mirrored(c)),
    'olddecimal': lambda c: str(OLD.decimal(c, -1)), 'oldnumeric': lambda c: num(OLD.numeric(c, None)), 'olddecomposition': OLD.decomposition, 'oldNFKC': lambda c: OLD.normalize('NFKC', c), 'oldNFD': lambda c: OLD.normalize('NFD', c),
}
checks = {k: blocks(f) for k, f in props.items()}
rnd = random.Random(5)
pool = ['a', 'B', 'c', ' ', '-', '1', '\u03a3', '\u03c3', '\u0301', '\u0327', '\u00df', '\u0130', '\u0149', '\u01c5', '\ufb03', '\u1f88', '\u0345', '\u02b0', "'", '.', '\u00ad', '\u1100', '\u1161', '\u11a8', '\uac00', '\u1e9b', '\u0323', '\u0f71', '\u0f72', '\U0001d15e', '\u0344', '\u212b', '\ufdfa', '\u3099', '\u304b', '\u0915', '\u093c', '\u09c7', '\u09be', '\u01c4', '\u0587', '\u10d0', '\u1c90', '\uab70', '\U00010400']
strings = []
for _ in range(1500):
    s = ''.join(rnd.choice(pool) for _ in range(rnd.randrange(1, 10)))
    strings.append([s, s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()] + [U.normalize(f, s) for f in ('NFC', 'NFD', 'NFKC', 'NFKD')] +
                   [yn(s.isupper()) + yn(s.islower()) + yn(s.istitle()) + yn(s.isidentifier()) + ''.join(yn(U.is_normalized(f, s)) for f in ('NFC', 'NFD', 'NFKC', 'NFKD'))])
looks = ['latin small letter a', 'LATIN SMALL LETTER GHA', 'NULL', 'line feed', 'LF', 'HANGUL SYLLABLE GAG', 'hangul syllable pwilh', 'HANGUL SYLLABLE A', 'HANGUL SYLLABLE ', 'CJK UNIFIED IDEOGRAPH-4E00', 'cjk unified ideograph-4e00', 'CJK UNIFIED IDEOGRAPH-4e00', 'CJK UNIFIED IDEOGRAPH-04E00', 'CJK UNIFIED IDEOGRAPH-20000', 'CJK UNIFIED IDEOGRAPH-1', 'CJK UNIFIED IDEOGRAPH-41', 'CJK COMPATIBILITY IDEOGRAPH-F900', 'KEYCAP DIGIT ONE', 'keycap digit one', 'LATIN SMALL LETTER R WITH TILDE', 'TIBETAN LETTER -A', 'nothing', '', 'LATIN  SMALL LETTER A', 'TANGUT IDEOGRAPH-17000', 'NUSHU CHARACTER-1B170', 'KHITAN SMALL SCRIPT CHARACTER-18B00', 'BELL', 'ALERT', 'VS256', 'BYZANTINE MUSICAL SYMBOL FTHORA SKLIRON CHROMA VASIS', 'SNOWMAN', 'EGYPTIAN HIEROGLYPH-13460']
def look(n):
    try: return U.lookup(n)
    except KeyError: return None
json.dump({'blocks': checks, 'strings': strings, 'lookup': [[n, look(n)] for n in looks]}, open(os.path.join(root, 'testdata', 'checks.json'), 'w'), separators=(',', ':'))
