// hostile.js FOLDER ANNOTATIONS: writes into the folder a matrix and annotations whose names try to run something, a
// list of the names as a reader must see them, and the given annotations with an endpoint that is made up.
const fs = require("node:fs");
const path = require("node:path");

const [folder, given] = process.argv.slice(2);
const samples = ["<script>alert(1)</script>", "\"onload=\"alert(2)", "<img src=x onerror=alert(3)>", "'-alert(4)-'",
  "</script><script>alert(5)</script>", "&lt;b&gt;", "{{constructor}}", "${alert(6)}", "javascript:alert(7)", "👩🔬🇪🇺",
  "a\u202eb", "<!--", "]]>", "__proto__", "مرحبا", "日本語", "constructor", "<svg onload=alert(8)>"];
const seen = samples.map(s => s.replace("\u202e", "")); // left out as it is read;
const genes = [...samples, ...Array.from({length: 42}, (_, i) => "<b>gene" + i + "</b>")];
let state = 1;
const random = () => (state = state * 48271 % 2147483647) / 2147483647;
const value = (i, j) => (1 + random() + (i % 3 === j % 3 ? 5 : 0)).toFixed(3);
const field = s => s.includes('"') ? '"' + s.replaceAll('"', '""') + '"' : s;
const text = lines => lines.map(l => l.map(field).join("\t")).join("\n") + "\n";
const lines = [["gene", ...samples], ...genes.map((g, i) => [g, ...samples.map((_, j) => value(i, j))])];
fs.writeFileSync(path.join(folder, "hostile.tsv"), text(lines));
const annotations = ["<script>alert(9)</script>", "x\" onmouseover=\"alert(10)"];
fs.writeFileSync(path.join(folder, "annotations.tsv"), text([["sample", ...annotations], ...samples.map((s, i) =>
  [s, "<b>" + i % 2, "<img src=x onerror=alert(11)>" + i % 3])]));
fs.writeFileSync(path.join(folder, "hostile.json"), JSON.stringify({samples: seen, annotations}));
const lived = fs.readFileSync(given, "utf8").trimEnd().split("\n").map((line, i) => line + "\t" +
  (i ? [Math.round(10 + 900 * random()) / 10, i % 5 < 3 ? 1 : 0] : ["os_time_months", "os_event"]).join("\t"));
fs.writeFileSync(path.join(folder, "lived.tsv"), lived.join("\n") + "\n");
