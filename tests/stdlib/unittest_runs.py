# unittest: what a run reports, fixtures and their order, subtests, skips, loading, and the messages of assertions.
import io
import re
import sys
import unittest
import warnings

log = []


class Kinds(unittest.TestCase):
    def test_ok(self):
        self.assertEqual(1, 1)

    def test_fail(self):
        """The first line.

        Another."""
        self.assertEqual([1, 2], [1, 3])

    def test_error(self):
        1 / 0

    @unittest.skip("not today")
    def test_skip(self):
        pass

    def test_skip_inside(self):
        self.skipTest("inside")

    @unittest.skipIf(False, "no")
    @unittest.skipUnless(True, "no")
    def test_not_skipped(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("so be it")

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_sub(self):
        for i in range(4):
            with self.subTest("message", i=i):
                with self.subTest(j=-i):
                    self.assertEqual(i % 2, 0)
        with self.subTest():
            raise KeyError("x")

    def test_text(self):
        self.assertEqual("a\nb\n", "a\nc\n", "why")


@unittest.skip("all of it")
class Skipped(unittest.TestCase):
    def test_one(self):
        pass


class Fixtures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        log.append("setUpClass")
        cls.addClassCleanup(log.append, "class cleanup")

    @classmethod
    def tearDownClass(cls):
        log.append("tearDownClass")

    def setUp(self):
        log.append("setUp")
        self.addCleanup(log.append, "cleanup 1")
        self.addCleanup(log.append, "cleanup 2")

    def tearDown(self):
        log.append("tearDown")

    def test_a(self):
        log.append("a")

    def test_b(self):
        log.append("b")
        raise RuntimeError


class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ValueError("broken")

    def test_never(self):
        log.append("never")


def run(suite, **kwargs):
    stream = io.StringIO()
    result = unittest.TextTestRunner(stream, **kwargs).run(suite)
    text = re.sub(r"in \d+\.\d+s", "in Ns", stream.getvalue())
    # of tracebacks only the last part
    text = re.sub(r"Traceback \(most recent call last\):\n(?:  .*\n|    .*\n)*", "Traceback\n", text)
    print(text)
    print(result, result.wasSuccessful(), len(result.skipped), len(result.expectedFailures), len(result.unexpectedSuccesses))
    return result


load = unittest.defaultTestLoader.loadTestsFromTestCase
run(load(Kinds), verbosity=2)
run(load(Kinds), verbosity=1)
run(load(Kinds), verbosity=0, descriptions=False)
run(load(Kinds), failfast=True)
run(unittest.TestSuite([load(Fixtures), load(Broken), load(Skipped)]), verbosity=2)
print(log)
run(unittest.TestSuite())
run(unittest.FunctionTestCase(lambda: None, description="a function"), verbosity=2)


class Prints(unittest.TestCase):
    def test_quiet(self):
        print("hidden")

    def test_loud(self):
        print("shown")
        print("shown too", file=sys.stderr)
        self.fail()


run(load(Prints), buffer=True, verbosity=2)

T = unittest.TestCase()


def message(method, *args, **kwargs):
    try:
        getattr(T, method)(*args, **kwargs)
    except AssertionError as e:
        print(method, "->", e)
    except Exception as e:
        print(method, "!!", type(e).__name__, e)
    else:
        print(method, "ok")


def warn(text):
    warnings.warn(text, UserWarning)


for call in [
    ("assertTrue", 0), ("assertFalse", [1]), ("assertTrue", 0, "because"), ("assertEqual", 1, 2), ("assertNotEqual", 1, 1),
    ("assertEqual", "abc" * 50, "abc" * 50 + "d"), ("assertEqual", "x", "xy"), ("assertEqual", "a", "a\n"), ("assertEqual", "", "b"),
    ("assertEqual", [1, 2, 3], [1, 2]), ("assertEqual", [1], [1, [2]]), ("assertEqual", (1, 2), (1, 3)), ("assertEqual", [], [None]),
    ("assertEqual", {1: 2}, {1: 3, 4: 5}), ("assertEqual", {1, 2}, {2, 3}), ("assertEqual", frozenset([1]), frozenset()),
    ("assertEqual", list(range(300)), list(range(301))), ("assertEqual", 1, 1.0), ("assertEqual", b"a", "a"),
    ("assertSequenceEqual", [1, 2], (1, 3)), ("assertSequenceEqual", [1, 2], (1, 2)), ("assertSequenceEqual", 1, (1, 2)),
    ("assertListEqual", (1,), [1]), ("assertTupleEqual", (1,), [1]), ("assertSetEqual", {1}, [1]), ("assertSetEqual", [1], {1}),
    ("assertDictEqual", 1, {}), ("assertDictEqual", {}, []), ("assertMultiLineEqual", 1, "a"),
    ("assertIs", [], []), ("assertIsNot", None, None), ("assertIsNone", 1), ("assertIsNotNone", None), ("assertIn", 1, [2]),
    ("assertNotIn", 1, [1]), ("assertIsInstance", 1, str), ("assertIsInstance", 1, (str, bytes)), ("assertNotIsInstance", 1, int),
    ("assertLess", 2, 1), ("assertLessEqual", 2, 1), ("assertGreater", 1, 2), ("assertGreaterEqual", 1, 2), ("assertLess", 1, 2),
    ("assertAlmostEqual", 1, 1.1), ("assertAlmostEqual", 1, 1.00000001), ("assertAlmostEqual", 1, 2, 3, "m"),
    ("assertNotAlmostEqual", 1, 1), ("assertNotAlmostEqual", 1, 1.1), ("assertCountEqual", [1, 2, 2], [2, 1]),
    ("assertCountEqual", [[1], [2]], [[2], [1]]), ("assertCountEqual", [[1], [1]], [[2], [1]]), ("assertRegex", "abc", "d+"),
    ("assertRegex", "abc", "b"), ("assertNotRegex", "abc", "b."), ("fail",), ("fail", "said"), ("skipTest", "why"),
    ("assertRaises", ValueError, int, "x"), ("assertRaises", ValueError, int, "1"), ("assertRaises", (KeyError, IndexError), int, "1"),
    ("assertRaises", KeyError, int, "x"), ("assertRaises", 5, int, "x"), ("assertRaisesRegex", ValueError, "invalid", int, "x"),
    ("assertRaisesRegex", ValueError, "other$", int, "x"), ("assertWarns", UserWarning, warn, "w"),
    ("assertWarns", DeprecationWarning, int), ("assertWarnsRegex", UserWarning, "w+", warn, "www"), ("assertWarns", int, warn, "w"),
]:
    message(*call)
message("assertAlmostEqual", 1, 2, delta=0.5)
message("assertAlmostEqual", 1, 2, delta=1)
message("assertAlmostEqual", 1, 2, delta=1, places=2)
message("assertRaises", ValueError, msg="m", other=1)
T.longMessage = False
message("assertEqual", 1, 2, "only this")
T.maxDiff = None
message("assertEqual", list(range(100)), list(range(99)))
with T.assertRaises(ZeroDivisionError) as context:
    1 / 0
print(repr(context.exception))
try:
    with T.assertRaises(ZeroDivisionError):
        pass
except AssertionError as e:
    print(e)
with T.assertWarns(UserWarning) as context:
    warn("here")
print(context.warning, context.lineno > 0)

loader = unittest.TestLoader()
main = sys.modules["__main__"]
print(loader.getTestCaseNames(Kinds))
print(loader.loadTestsFromName("Kinds.test_ok", main), loader.loadTestsFromNames(["Prints"], main).countTestCases())
for name in "Kinds.test_nothing", "nothing.at.all", "Nothing":
    result = unittest.TestResult()
    loader.loadTestsFromName(name, main).run(result)
    print(result.errors[0][0], result.errors[0][1].splitlines()[-1])
print(len(loader.errors))
try:
    Kinds("missing")
except ValueError as e:
    print(e)
t = Kinds("test_fail")
print(str(t), repr(t), t.id(), t.shortDescription(), t == Kinds("test_fail"), t.countTestCases())
for bad in (5, Kinds, unittest.TestSuite):
    try:
        unittest.TestSuite().addTest(bad)
    except TypeError as e:
        print(e)
program = unittest.main(argv=["x", "-q", "Fixtures.test_a"], exit=False, testRunner=unittest.TextTestRunner(io.StringIO()))
print(program.result)
try:
    unittest.main(argv=["x", "-k", "nomatch"], testRunner=unittest.TextTestRunner(io.StringIO()))
except SystemExit as e:
    print("exit", e.code)
