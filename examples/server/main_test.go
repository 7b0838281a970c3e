package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestServer(t *testing.T) {
	p := NewPool(4)
	defer p.Close()
	srv := httptest.NewServer(p)
	defer srv.Close()
	if _, err := net.Dial("tcp", srv.Listener.Addr().String()); err != nil {
		t.Skip("no loopback network: ", err)
	}
	var wg sync.WaitGroup
	for path, want := range map[string]string{
		"/":          `200 {"visits": 1}`,
		"/sum?n=100": `200 {"n": 100, "sum": 5050}`,
		"/nope":      `404 {"error": "no such page"}`,
		"/sum?n=x":   "500 the handler failed: ValueError: invalid literal for int() with base 10: 'x'",
		"/spin":      "504 the handler was stopped: vivarium: time limit of 1s exceeded",
	} {
		for range 3 {
			wg.Go(func() {
				resp, err := http.Get(srv.URL + path)
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				body, err := io.ReadAll(resp.Body)
				if got := resp.Status[:4] + string(body); err != nil || !strings.HasPrefix(got, want) {
					t.Errorf("%s: got %s %v, want %s", path, got, err, want)
				}
			})
		}
	}
	wg.Wait()
}
