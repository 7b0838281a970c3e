# expect: ok: ok | time | memory
# library
import email, email.policy, email.utils
for s in ('a' * 20_000, '(' * 900, '"' * 2000, '<' * 500, ',' * 2000, 'a@' * 500, '=?utf-8?q?a?= ' * 500, ';' * 2000, 'a=b;' * 1000, '[' * 900, '\\' * 2000, ' ' * 5000, ': ;' * 200, '<a@b>,' * 300, '@a,' * 1000 + ':a@b'):
    for h in ('To', 'Subject', 'Content-Type', 'Date', 'Message-ID', 'Content-Disposition', 'Content-Transfer-Encoding'):
        try: m = email.message_from_string(h + ': ' + s + '\n\nx', policy=email.policy.default); str(m[h]); m.as_string()
        except Exception: pass
    for f in (email.utils.parseaddr, email.utils.parsedate_tz): f(s)
print('ok')
