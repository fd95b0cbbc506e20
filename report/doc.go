// Package report shows a finished survey: tables, figures and a workbook. It
// computes nothing that is a result; it chooses, orders, words and draws.
//
// Everything written is a function of the Study: no clock, no random numbers,
// no map order.
package report
