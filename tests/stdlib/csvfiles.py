# Reading and writing of comma-separated values in every dialect, through the native module alone.
import _csv
import io


def write(rows, **k):
    f = io.StringIO()
    try:
        w = _csv.writer(f, **k)
        for r in rows:
            w.writerow(r)
    except Exception as e:
        print(type(e).__name__, e)
    else:
        print(ascii(f.getvalue()))


def read(lines, **k):
    try:
        print(ascii(list(_csv.reader(lines, **k))))
    except Exception as e:
        print(type(e).__name__, e)


write([[1, 'a"b', 'c,d', 'e\nf', None, 1.5, '']])
write([['']])
write([[None]])
write([[]])
write([['']], quoting=3)
for q in range(6):
    write([[1, 'a', None, '', 2.5, 'x y', 'q"q']], quoting=q, escapechar="\\")
write([['a"b']], quoting=3)
write([['a,b', 'a\\b', 'q"']], quoting=3, escapechar='\\')
write([['a"b']], doublequote=False)
write([['a"b', '\\']], doublequote=False, escapechar='\\')
write([['a b', ' a', 'a ']], delimiter=' ')
write([['aX', 'b\r', 'c\n']], lineterminator='X')
write([5])
write(['abc'])
write([['é€', '€']], delimiter='€', quotechar='é')
write([['', '']], delimiter=' ', skipinitialspace=True)
write([['', '']], delimiter=' ', skipinitialspace=True, quoting=3)
read(['a,b', '', 'c'])
read(['"a""b",c'])
read(['"a\n', 'b",c'])
read(['a, "b"'], skipinitialspace=True)
read(['a\\,b'], escapechar='\\')
for q in (2, 4, 5):
    read(['1,"2",3.5,,""'], quoting=q)
read(['a,1'], quoting=2)
read(['"a"b,c', '"a" ,c', 'a,"b', 'c"'])
read(["a'b,'x,y'"], quotechar="'")
read(['a\r\n', 'b\r', 'c\n'])
read(['a\r\rb'])
read(['a\n\nb'])
read(['a\x00b', '"a"b', 'a""b'])
read(['"a\\"b"'], escapechar='\\', doublequote=False)
read(['a,"b"'], quoting=3)
read(['"a","'], strict=True)
read(['"a"b'], strict=True)
read(['a\\\n', 'b', '"a\\\n', 'b"', 'c\\'], escapechar='\\')
read(['a€éb€cé'], delimiter='€', quotechar='é')
read([b'a'])
old = _csv.field_size_limit(10)
read(['a' * 11])
read(['é' * 10])
print(old, _csv.field_size_limit(old))
rows = _csv.reader(['a', '"b', 'c"', 'd'])
print([(r, rows.line_num) for r in rows])
_csv.register_dialect("mine", delimiter=";", strict=True)
d = _csv.get_dialect("mine")
print(_csv.list_dialects(), d.delimiter, d.quotechar, d.quoting, d.strict, d.doublequote, ascii(d.lineterminator))
read(["a;b"], dialect="mine")
read(["a;b|c"], dialect=d, delimiter="|")
_csv.unregister_dialect("mine")
for bad in (lambda: _csv.reader([], "mine"), lambda: _csv.reader([], bad=1), lambda: _csv.reader(5), lambda: _csv.writer(5),
            lambda: _csv.reader([], escapechar="\n"), lambda: _csv.reader([], quotechar=None, quoting=0),
            lambda: _csv.reader([], delimiter='"'), lambda: _csv.field_size_limit("a")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
