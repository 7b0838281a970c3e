# urllib.parse: splitting, joining, quoting, queries.
import pickle
from urllib.parse import *


def show(f, *args, **kwargs):
    try:
        print(f.__name__, args, kwargs, f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, args, kwargs, type(e).__name__, e)


urls = ["http://u:p@h:80/p;x?q#f", "", "//h/p", "/p", "p", "?q", "#f", "http:", "http:g", "HTTP://EX.com:8o/", "http://[::1]:80/",
        "http://[::1/", "http://::1]/", "http://[v1.x]/", "http://[1.2.3.4]/", "http://[vz]/", "http://[fe80::1%eth0]", "http://[::1.2.3.4]",
        "http://[1:2:3:4:5:6:7:8]/", "http://h:99999", "http://h:-1", "http://h:", "http://a\u2100.com/", "http://u@\uff03@h",
        "mailto:a@b?s=x", "path:80", "1x:y", "a+b.c-d:e", " \x00http://a ", "ht\ntp://a\t/b\r", "http://a/b?c?d#e#f", "http://h?q", "http://h#f",
        "http:///p", "file:///etc/p", "////a//b", "x;y;z/a;b;c", "sip:a@b;c=d?e", "data:text/plain,hi", "\xe9://x", "http://h:\uff11",
        "http://a@b@c:1:2", "http://@h", "http://:@h:", "http://[]/"]
for url in urls:
    for f in (urlsplit, urlparse, urldefrag):
        show(f, url)
        if url.isascii():
            show(f, url.encode())
    show(urlsplit, url, "s", False)
    for name in ("username", "password", "hostname", "port"):
        try:
            print(name, getattr(urlsplit(url), name))
        except ValueError as e:
            print(name, e)
    try:
        print(urlsplit(url).geturl(), urlparse(url).geturl())
    except ValueError as e:
        print(e)
show(urlsplit, "x", b"y")
show(urljoin, "a", b"b")
show(urlsplit, b"\xff")
print([urlunsplit(x) for x in [("", "", "a", "", ""), ("http", "", "a", "", ""), ("http", "", "/a", "", ""), ("", "h", "a", "q", "f"),
                               ("x", "", "//a", "", ""), ("file", "", "/a", "", ""), ("mailto", "", "", "", ""), ("", "", "//a", "", "")]])

for base in ["http://a/b/c/d;p?q", "", "http://a", "file:///x/y", "mailto:x", "s:a/b", "ftp://h/a/b/", "//h/a/../b", "a/b/c"]:
    for url in ["g:h", "http:g", "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "g;x", "", ".", "./", "..", "../", "../g",
                "../..", "../../../g", "/./g", "/../g", "g.", "..g", "./g/.", "g/../h", "g;x=1/./y", "#", "a//b/../c", ".//x", "ftp:x"]:
        print(urljoin(base, url), urljoin(base.encode(), url.encode(), False))

for q in ["a=1&b=2", "a", "a=", "=", "&&a=1&", "a=1;b=2", "a=%20+x", "a=%e9", "a=%E2%82%AC", "", "a=b=c", "%"]:
    for options in ({}, dict(keep_blank_values=True), dict(strict_parsing=True), dict(max_num_fields=1), dict(separator=";"), dict(encoding="latin-1")):
        show(parse_qs, q, **options)
        show(parse_qsl, q.encode(), **options)
show(parse_qs, "a=1", separator="")
for s in ["abc/ \xe9\u20ac~_.-", "", "%", "\ud800", "a b+c", b"\xff\x00a/ ", bytearray(b"a b")]:
    show(quote, s)
    show(quote, s, safe="")
    show(quote, s, safe=" \xe9/")
    show(quote, s, encoding="latin-1", errors="replace")
    show(quote_plus, s)
    show(quote_from_bytes, s)
for s in ["%41%e9%C3%A9x%", "%zz%4", "%e2%82\xe9%ac", "a%", "+%2B+", "\xe9%41", "%c3%a9\xe9%ff", b"%41%zz", "abc", ""]:
    show(unquote, s)
    show(unquote, s, "latin-1")
    show(unquote, s, errors="strict")
    show(unquote_to_bytes, s)
for q in [{}, {"a": 1, "\xe9": "\xfc b"}, [("a", [1, 2]), ("b", "x")], [("a", b"\xff"), (b"k", None)], {"a": [1, 2, "\xe9"], "b": "xy", "d": 5, "e": ()},
          "abc", 5, [("a",)], [1]]:
    show(urlencode, q)
    show(urlencode, q, doseq=True)
    show(urlencode, q, safe="[]", encoding="latin-1", errors="replace")
print(urlencode({"a b": "c d"}, quote_via=quote))

r = urlsplit("http://u:p@h:80/p?q#f")
print(pickle.loads(pickle.dumps(r)) == r, r._replace(path="/x").geturl(), r.encode(), r.encode().decode() == r, r.encode().port)
print(DefragResult("a", "b").geturl(), DefragResult("a", "").geturl(), SplitResult.__module__)
print(sorted(__import__("urllib.parse").parse.__all__))
