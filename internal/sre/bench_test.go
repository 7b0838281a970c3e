package sre

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// The same programs run under CPython by testdata/bench.py. Spans are copied out, as a Match object needs them.

type benchCase struct {
	Name, Pattern, Text, Op, Repl string
	Flags, Times                  int
}

func benchCases(t testing.TB) []benchCase {
	data, err := os.ReadFile("testdata/bench.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []benchCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

var sink []int

func BenchmarkOps(b *testing.B) {
	for _, c := range benchCases(b) {
		b.Run(c.Name, func(b *testing.B) {
			p, err := Compile(c.Pattern, false, c.Flags, nil)
			if err != nil {
				b.Fatal(err)
			}
			text := strings.Repeat(c.Text, c.Times)
			lines := strings.Split(text, "\n")
			var m Matcher
			for b.Loop() {
				switch c.Op {
				case "finditer":
					pos, must := 0, false
					for pos <= len(text) {
						ok, _ := p.Run(&m, Search, text, pos, len(text), must)
						if !ok {
							break
						}
						sink = m.Spans(nil)
						s, e := m.Span(0)
						pos, must = e, s == e
					}
				case "sub":
					tmpl, _ := p.ParseTemplate(c.Repl, &Options{})
					_ = sub(p, &m, tmpl, text)
				case "lines":
					for _, line := range lines {
						if ok, _ := p.Run(&m, Match, line, 0, len(line), false); ok {
							sink = m.Spans(nil)
						}
					}
				case "search":
					p.Run(&m, Search, text, 0, len(text), false)
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, c := range benchCases(b) {
		b.Run(c.Name, func(b *testing.B) {
			for b.Loop() {
				Compile(c.Pattern, false, c.Flags, nil)
			}
		})
	}
}
