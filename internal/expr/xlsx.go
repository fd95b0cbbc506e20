package expr

func (p *parser) readBook() error {
	return p.source.refuse(Finding{Code: "not-a-table", Severity: Fatal, Text: "xlsx"})
}

const mostBook = 8 << 30
