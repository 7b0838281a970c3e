package syntax

import "testing"

// TestIncomplete checks which sources CPython finds incomplete with PyCF_ALLOW_INCOMPLETE_INPUT.
func TestIncomplete(t *testing.T) {
	for _, c := range []struct {
		src  string
		mode Mode
		want ErrorKind
	}{
		{"x = \"", ModeSingle, KindIncompleteInput},
		{"x = \"\n", ModeSingle, KindSyntaxError},
		{"x = \"", ModeExec, KindSyntaxError},
		{"x = '''", ModeExec, KindIncompleteInput},
		{"x = f'", ModeSingle, KindSyntaxError},
		{"'a\\\n", ModeExec, KindIncompleteInput},
		{"f'a\\\n", ModeExec, KindSyntaxError},
		{"if 1:\n  if 2:\n", ModeExec, KindIncompleteInput},
		{"if 1:\n  def f():\n    @foo\n", ModeSingle, KindIncompleteInput},
		{"a b", ModeSingle, KindIncompleteInput},
		{"a b\n", ModeSingle, KindSyntaxError},
		{"f(\n", ModeExec, KindIncompleteInput},
		{"(]", ModeExec, KindSyntaxError},
		{"if 1:\n  x\n y", ModeExec, KindIndentationError},
	} {
		_, err := Parse([]byte(c.src), Options{Filename: "f", IsText: true, Mode: c.mode, AllowIncomplete: true})
		if e, ok := err.(*SyntaxError); !ok || e.Kind != c.want {
			t.Errorf("%q: got %v, want %v", c.src, err, c.want)
		}
	}
}
