# expect: memory | time | error: 
# grant: children
import interpreters
src = "import interpreters\nwhile True:\n    i = interpreters.create()\n    i.exec(src)"
while True:
    i = interpreters.create()
    i.exec("src = %r\n%s" % (src, src))
