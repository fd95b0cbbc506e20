// Package exprtest makes files of every kind for the tests of the packages beside it.
package exprtest
