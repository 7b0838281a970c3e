# expect: error: ZeroDivisionError
exec(compile('\n\n1/0', '/etc/passwd', 'exec'))
