# csv: dialects, dicts, and guessing.
import csv
import io


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


print(csv.list_dialects(), csv.get_dialect("excel-tab").delimiter, repr(csv.get_dialect("unix").lineterminator))
for text in ["a,b\n1,2,3,4\n\n5\n6,7\n", "", "a\n"]:
    r = csv.DictReader(io.StringIO(text))
    print(r.line_num, r.fieldnames, r.line_num, list(r), r.dialect, r.restkey)
r = csv.DictReader(io.StringIO("1,2,3\n4\n"), "ab", restkey="R", restval="V")
print(list(r), r.fieldnames)
r = csv.DictReader(io.StringIO("a;b\n1;2\n3;4\n"), delimiter=";")
print(next(r), r.line_num)
r.fieldnames = ["x", "y"]
print(next(r), r.fieldnames)
print(csv.DictReader(io.StringIO("1,2"), iter("ab")).fieldnames)
o = io.StringIO()
w = csv.DictWriter(o, ["a", "b"])
print(w.writeheader(), w.writerow({"a": 1, "b": None}), w.writerow({"a": 2}), w.writerows([{"b": 'x,"y"'}, {}]), repr(o.getvalue()))
show(w.writerow, {"c": 1, "a": 2})
show(w.writerow, 5)
show(csv.DictWriter, o, ["a"], extrasaction="x")
o = io.StringIO()
w = csv.DictWriter(o, ["a"], extrasaction="IGNORE", restval="-", dialect="unix")
w.writerow({"c": 1})
print(repr(o.getvalue()), w.fieldnames, w.extrasaction, w.restval)
o = io.StringIO()
csv.writer(o, dialect=csv.excel_tab, quoting=csv.QUOTE_NONNUMERIC).writerows([[1, "a", 2.5], ["b\tc", None]])
print(repr(o.getvalue()), list(csv.reader(io.StringIO(o.getvalue()), "excel-tab")))

S = csv.Sniffer()
print(S.preferred)
samples = ["a,b,c\n1,2,3\n4,5,6\n", "a;b;c\n'x;y';2;3\n", "a\tb\n1\t2\n", "'a':'b'\n'c':'d'\n", '"a", "b"\n"c", "d"\n', "abc\ndef\n", "", "x",
           "1|2|3\n4|5|6\n7|8|9", "a b c\nd e f\n", "a:b c\nd:e f\n", "name,age\nbob,12\nal,13\nx,14\n", "h1,h2\nabc,de\nabd,fg\n",
           'a,"b ""q"" c",d\n1,"x",2\n', "'x','y'\r\n'z','w'\r\n", "time,forces\n05/05/03?05/05/03?05/05/03\n", "a~b~c\n1~2~3\n\n4~5~6\n",
           "Harry's, Arlington Heights, IL, 2/1/03\nShark City, Glendale, IL, 12/28/02\n", "'Harry''s':'Arlington'\n", "a,b\n" * 30, "a, b, c\n1, 2, 3\n"]
for s in samples:
    for delimiters in (None, ",;", "|~", ""):
        try:
            d = S.sniff(s, delimiters)
            print([getattr(d, n) for n in "delimiter quotechar doublequote skipinitialspace lineterminator quoting _name escapechar".split()],
                  d.__bases__)
        except csv.Error as e:
            print(e)
    show(S.has_header, s)
for n in csv.__all__:
    if isinstance(getattr(csv, n), type):
        print(n, getattr(csv, n).__module__)
