// Command server is a web server whose handlers are Python: each request runs in an interpreter of its own, which is thrown
// away afterwards, so that nothing of one request is seen by the next. A pool makes them ahead of time.
//
//	go run ./examples/server
//	curl 'localhost:8080/sum?n=10'
//	curl 'localhost:8080/spin'
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/vivarium-py/vivarium"
)

//go:embed app.py
var app []byte

// Request is what the Python handler gets, Response what it gives.
type Request struct {
	Method string              `py:"method"`
	Path   string              `py:"path"`
	Query  map[string][]string `py:"query"`
}

type Response struct {
	Status  int               `py:"status"`
	Headers map[string]string `py:"headers"`
	Body    string            `py:"body"`
}

// Pool keeps interpreters in which the app has been loaded.
type Pool struct {
	rt    *vivarium.Runtime
	ready chan *vivarium.Interpreter
	stop  context.CancelFunc
	ended chan struct{}
}

// NewPool makes a pool that has size interpreters ready.
func NewPool(size int) *Pool {
	ctx, stop := context.WithCancel(context.Background())
	p := &Pool{rt: vivarium.New(), ready: make(chan *vivarium.Interpreter, size), stop: stop, ended: make(chan struct{})}
	go p.fill(ctx)
	return p
}

func (p *Pool) fill(ctx context.Context) {
	defer close(p.ended)
	for ctx.Err() == nil {
		in, err := p.rt.NewInterpreter(vivarium.Config{Limits: vivarium.Limits{Time: time.Second, Memory: 32 << 20}})
		if err == nil {
			err = in.RunSource(ctx, "app.py", app)
		}
		if err != nil {
			log.Print(err)
			time.Sleep(100 * time.Millisecond)
			continue
		}
		select {
		case p.ready <- in:
		case <-ctx.Done():
		}
	}
}

// Close ends the pool and all its interpreters.
func (p *Pool) Close() {
	p.stop()
	<-p.ended
	p.rt.Close()
}

// ServeHTTP runs one request. It ends when the client goes away, because that ends its context.
func (p *Pool) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in *vivarium.Interpreter
	select {
	case in = <-p.ready:
	case <-r.Context().Done():
		return
	}
	defer in.Close()
	resp, err := vivarium.Call[Response](r.Context(), in, "handle", Request{r.Method, r.URL.Path, r.URL.Query()})
	var pe *vivarium.PythonError
	switch {
	case err == nil:
		for k, v := range resp.Headers {
			w.Header().Set(k, v)
		}
		w.WriteHeader(resp.Status)
		fmt.Fprint(w, resp.Body)
	case errors.Is(err, vivarium.ErrKilled):
		http.Error(w, "the handler was stopped: "+err.Error(), http.StatusGatewayTimeout)
	case errors.As(err, &pe):
		log.Print(pe.Traceback)
		http.Error(w, "the handler failed: "+pe.Error(), http.StatusInternalServerError)
	default:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func main() {
	p := NewPool(8)
	defer p.Close()
	log.Print("listening on http://localhost:8080")
	log.Print(http.ListenAndServe("localhost:8080", p))
}
