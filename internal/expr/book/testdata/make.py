"""Writes sheet.ods, which the tests read, with odfpy 1.4, and others.ods with pandas:  python make.py"""
import pandas as pd
from odf import dc, office
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableHeaderRows, TableRow
from odf.text import P, S, Span

doc = OpenDocumentSpreadsheet()


def text(s, **more):
    cell = TableCell(valuetype="string", **more)
    cell.addElement(P(text=s))
    return cell


def number(x, **more):
    cell = TableCell(valuetype="float", value=x, **more)
    cell.addElement(P(text="%.1f" % float(x)))  # as it is shown
    return cell


def row(*cells, **more):
    r = TableRow(**more)
    for c in cells:
        r.addElement(c)
    return r


notes = Table(name="Notes")
notes.addElement(row(text("see the other sheet")))
data = Table(name="Data")
header = TableHeaderRows()
header.addElement(row(text("gene"), text("a"), text("b"), text("c"), text("d")))
data.addElement(header)
data.addElement(row(text("g1"), number("1.25"), number("0", numbercolumnsrepeated=3), TableCell(numbercolumnsrepeated=1019)))
data.addElement(row(TableCell(numbercolumnsrepeated=1024), numberrowsrepeated=3))
name = TableCell(valuetype="string")
p = P(text="g")
p.addElement(Span(text="2"))
p.addElement(S(c=1))
p.addElement(Span(text="x"))
name.addElement(p)
note = office.Annotation()
note.addElement(dc.Date(text="2026-01-01T00:00:00"))
note.addElement(P(text="a note, which is no name"))
name.addElement(note)
data.addElement(row(name, number("2"), TableCell(), number("4"), TableCell(valuetype="percentage", value="0.5")))
date = TableCell(valuetype="date", datevalue="2001-03-01")
date.addElement(P(text="1-Mar"))
data.addElement(row(date, number("1"), number("2"), number("3"), number("4")))
long = TableCell(valuetype="float", value="2.31E+19")
long.addElement(P(text="2.31E+19"))
data.addElement(row(long, number("5"), number("6"), number("7"), number("8")))
data.addElement(row(text("same"), number("9"), number("9"), number("9"), number("9"), numberrowsrepeated=2))
data.addElement(row(TableCell(numbercolumnsrepeated=1024), numberrowsrepeated=1048560))
doc.spreadsheet.addElement(data)
doc.spreadsheet.addElement(notes)
doc.save("sheet.ods")

x = pd.DataFrame([[1, 2.5, 3], [4, None, 6]], ["g1", "g2"], ["a", "b", "c"])
with pd.ExcelWriter("others.ods", engine="odf") as w:
    pd.DataFrame({"readme": ["nothing"]}).to_excel(w, sheet_name="Read me", index=False)
    x.to_excel(w, sheet_name="Data & more")
