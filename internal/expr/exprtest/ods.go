package exprtest

// ODS is an OpenDocument spreadsheet of the XML given.
func ODS(content string) string {
	return Zipped("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", content)
}

// ODSRows is the XML of a spreadsheet of one sheet, of the XML of its rows.
func ODSRows(name, rows string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><office:document-content ` +
		`xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
		`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
		`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>` +
		`<table:table table:name="` + name + `">` + rows + `</table:table></office:spreadsheet></office:body>` +
		`</office:document-content>`
}
