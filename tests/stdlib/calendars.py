# Months and years as data, text and HTML.
import calendar as C

T = C.TextCalendar()
H = C.HTMLCalendar(6)

def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''C.month(2024,2)
C.month(2024,2,4,2)
T.formatmonth(2024,12,3)
C.calendar(2024)
C.week([(1,0),(2,1)],3)
T.formatday(0,1,5),T.formatday(3,1,5)
T.formatweek([(1,0),(2,1)],3)
T.formatweekday(2,1),T.formatweekday(2,3),T.formatweekday(2,12)
T.formatweekheader(9)
T.formatmonthname(2024,2,20),T.formatmonthname(2024,2,20,False)
H.formatmonth(2024,2)
H.formatday(0,3),H.formatday(4,3)
H.formatmonthname(2024,2,False)
H.formatyearpage(2024)[:700]
H.formatyearpage(2024,css=None,encoding='ascii')[:400]
list(T.iterweekdays()),list(H.iterweekdays())
list(H.itermonthdates(2024,2))[:3]
list(T.itermonthdates(1,1))[:2]
list(H.itermonthdays(2024,2))
list(H.itermonthdays2(2024,2))
list(H.itermonthdays3(2024,2))
list(H.itermonthdays4(2024,2))
H.monthdatescalendar(2024,2)[0]
H.monthdays2calendar(2024,2)
H.monthdayscalendar(2024,2)
H.yeardatescalendar(2024)[0][0][0][0],len(H.yeardatescalendar(2024,5))
H.yeardayscalendar(2024,2)[5]
C.monthrange(2024,2),C.monthrange(2023,13)
C.monthrange(2024,0)
C.setfirstweekday(7)
C.setfirstweekday(-1)
C.firstweekday()
C.isleap(1900),C.isleap(2000),C.leapdays(1900,2024)
C.weekday(2024,1,1),C.weekday(99999,1,1),C.weekday(0,1,1)
C.timegm((1970,1,2,3,4,5)),C.timegm((2024,2,29,12,0,0,1,2,3))
C.monthcalendar(2024,2)
C.weekheader(2),C.weekheader(10)
C.day_name[0],C.day_abbr[-1],C.day_name[1:3],len(C.day_name),list(C.day_abbr)
C.month_name[0],C.month_abbr[12],C.month_name[-1],C.month_name[1:3],len(C.month_name),list(C.month_abbr)
C.day_name[7]
C.month_name[13]
C.Day(3),C.Month(4),C.Month.MAY,C.TUESDAY==1,C.JANUARY==1
C.foo
C.IllegalMonthError(13),str(C.IllegalMonthError(13)),str(C.IllegalWeekdayError(8))
C.IllegalMonthError.__mro__
C.formatstring(['a','bc'],4,2)
C.format(['a','bc'],4,2)
C.prmonth(2024,2)
T.prweek([(1,0),(2,1)],3)
T.firstweekday
C.mdays
C.Calendar(9).firstweekday'''.splitlines():
    show(line)

print(C.calendar(2023, 1, 2, 3, 4))
print(H.formatyearpage(2024, 5).decode()[:3000])
print(C.LocaleTextCalendar(0, 'C').formatmonth(2024, 2), C.LocaleHTMLCalendar(0, 'C').formatweekday(1))
