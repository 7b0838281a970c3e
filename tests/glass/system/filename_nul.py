# expect: exit: 0
import os, importlib.util
for f in (lambda: open('\0'), lambda: open('a\0b'), lambda: open(b'/etc/passwd\0x'), lambda: os.stat('x\0'), lambda: __import__('a\0b'), lambda: os.open('\ud800', 0), lambda: open('x' * 10**6), lambda: open('/' * 10**6), lambda: open('../' * 10**5 + 'etc/passwd'), lambda: compile('', 'a\0', 'exec'), lambda: open(''), lambda: os.listdir('\0'), lambda: open(2**100), lambda: open(-1), lambda: open(True), lambda: open('file:///etc/passwd'), lambda: open('/dev/stdin'), lambda: open('/dev/fd/0'), lambda: open('/proc/1/root/etc/passwd')):
    try: f(); print('OPEN')
    except (OSError, ValueError, ImportError, OverflowError, TypeError, UnicodeError): pass
print('done')
