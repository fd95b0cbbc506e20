package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"subtype/internal/study"
	"subtype/internal/sweep"
)

// progress shows how far the runs are: a bar with the time left on a terminal,
// a plain line every ten seconds elsewhere.
type progress struct {
	w        io.Writer
	terminal io.Writer // for the control of the bar
	estimate *study.Estimate
	bar      bool

	mu       sync.Mutex
	began    time.Time
	found    int     // runs that were done before
	runs     int     // and since
	cost     float64 // of the runs done
	stop     chan struct{}
	finished sync.WaitGroup
}

func newProgress(w io.Writer, e *study.Estimate, found int) *progress {
	p := &progress{w: w, terminal: raw(w), estimate: e, found: found, began: time.Now(), stop: make(chan struct{})}
	if f, ok := p.terminal.(*os.File); ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb" {
		p.bar = true
	}
	every := 10 * time.Second
	if p.bar {
		every = 200 * time.Millisecond
	}
	p.finished.Add(1)
	go func() {
		defer p.finished.Done()
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-p.stop:
				return
			case <-tick.C:
				p.show()
			}
		}
	}()
	return p
}

// step counts a finished run.
func (p *progress) step(t sweep.Task) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.runs++
	p.cost += p.estimate.Cost(t)
}

// show prints the state.
func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	share := p.cost / p.estimate.Total
	left := p.left(share)
	done, all := p.found+p.runs, p.found+p.estimate.Runs
	if !p.bar {
		fmt.Fprintf(p.w, "%d of %d runs, %s\n", done, all, left)
		return
	}
	const width = 30
	full := min(width, int(share*width))
	fmt.Fprintf(p.terminal, "\r\x1b[K[%s%s] %d of %d runs, %s", strings.Repeat("#", full),
		strings.Repeat("·", width-full), done, all, left)
}

// left is the time left: from the runs done when some are, else from the
// estimate.
func (p *progress) left(share float64) string {
	elapsed := time.Since(p.began)
	left := p.estimate.Duration - elapsed
	if p.runs >= 3 {
		left = time.Duration(float64(elapsed) * (1 - share) / share)
	}
	if left < 0 {
		return "nearly done"
	}
	return "about " + study.Rough(left) + " left"
}

// line prints a line between two states of the bar.
func (p *progress) line(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar {
		fmt.Fprint(p.terminal, "\r\x1b[K")
	}
	fmt.Fprintln(p.w, s)
}

// end removes the bar and says how long it took.
func (p *progress) end() {
	close(p.stop)
	p.finished.Wait()
	if p.runs == p.estimate.Runs {
		p.line(fmt.Sprintf("%d runs in %s", p.runs, study.Rough(time.Since(p.began))))
	} else if p.bar {
		fmt.Fprint(p.terminal, "\r\x1b[K")
	}
}
