# The locale "C": numbers, names, and what is not there.
import locale

def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''locale.setlocale(locale.LC_ALL,'C')
locale.setlocale(locale.LC_ALL,'xx')
locale.setlocale(locale.LC_ALL,'POSIX')
locale.setlocale(99)
locale.localeconv()
locale.str(1.5)
locale.atof('1.5'),locale.atoi('15')
locale.format_string('%d %s %.2f',(1234567,'x',3.14159),grouping=True)
locale.format_string('%(a)d',{'a':5})
locale.format_string('%5.1f',3.14159)
locale.currency(5)
locale.delocalize('1,000.5')
locale.localize('1000.5',True)
locale.strcoll('a','b'),locale.strcoll('b','a'),locale.strcoll('a','a'),locale.strxfrm('abc')
locale.nl_langinfo(12345678)
locale.Error.__mro__,locale.Error.__module__
locale.LC_ALL,locale.LC_CTYPE,locale.LC_TIME,locale.LC_COLLATE,locale.LC_MONETARY,locale.LC_MESSAGES,locale.LC_NUMERIC,locale.CHAR_MAX
locale.nl_langinfo(locale.MON_3), locale.nl_langinfo(locale.T_FMT), locale.nl_langinfo(locale.ABDAY_7)
locale.setlocale(locale.LC_NUMERIC, 5)'''.splitlines():
    show(line)

locale._override_localeconv = {"thousands_sep": ",", "grouping": [3, 3, 0], "mon_thousands_sep": ".", "mon_grouping": [3, 0],
                               "mon_decimal_point": ",", "currency_symbol": "X", "int_curr_symbol": "XXX ", "frac_digits": 2,
                               "int_frac_digits": 2, "n_sign_posn": 1, "p_sign_posn": 1, "negative_sign": "-", "positive_sign": "",
                               "p_cs_precedes": 0, "n_cs_precedes": 1, "p_sep_by_space": 1, "n_sep_by_space": 0}
for f in "%d", "%12d", "%-12d|", "%+d", "%.2f", "%+10.1f", "%e", "%s", "%%", "%*d":
    value = -1234567 if f != "%*d" else (12, 1234567)
    print(f, repr(locale.format_string(f, value if f != "%%" else (), grouping=True)))
print(locale.currency(1234567.891, grouping=True), locale.currency(-5), locale.currency(-5, international=True), locale.currency(5, False))
print(locale.delocalize("1,234.5"), locale.localize("1234567.5", grouping=True), locale.atoi("1,000"), locale.atof("1,000.5"))
