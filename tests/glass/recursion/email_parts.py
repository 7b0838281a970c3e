# expect: ok: ok | time | memory
# library
import email, email.mime.multipart
s = ''.join('Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n' % (i, i) for i in range(1000))
m = email.mime.multipart.MIMEMultipart(); m.attach(m)
for f in (lambda: email.message_from_string(s).as_string(), lambda: email.message_from_string('Content-Type: message/rfc822\n\n' * 5000).as_string(), lambda: m.as_string()):
    try: f()
    except RecursionError: pass
print('ok')
