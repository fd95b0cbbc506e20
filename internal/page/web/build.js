// Makes libraries.js, libraries.css and LICENCES.txt: "npm ci && npm run build".
const fs = require("fs");
const esbuild = require("esbuild");

const common = {bundle: true, minify: true, charset: "ascii", legalComments: "none", target: "es2020"};
esbuild.buildSync({...common, entryPoints: ["libraries.entry.js"], format: "iife", globalName: "lib",
  outfile: "libraries.js"});
esbuild.buildSync({...common, entryPoints: ["libraries.entry.css"], outfile: "libraries.css"});

// Rules for parts of Tabulator that the page does not have.
const absent = new RegExp("tabulator-(menu|popup|edit|print|data-tree|tree|calcs|group|row-handle|frozen|range|footer|" +
  "page|toggle|alert|tooltip|moving|rtl|traffic|responsive|row-resize|selected|selectable|col-group|col-resize|" +
  "header-filter|header-popup|row-header|col-vertical|col-sorter-element .*image)|tabulator\\.tabulator-rtl|\\.tabulator-block");
const kept = fs.readFileSync("libraries.css", "utf8").replace(/([^{}]+)\{([^{}]*)\}/g, (rule, selectors, body) => {
  const some = selectors.split(",").filter(s => !absent.test(s));
  return some.length ? some.join(",") + "{" + body + "}" : "";
}).replace(/@media[^{]*\{\s*\}/g, "");
fs.writeFileSync("libraries.css", kept.trim() + "\n");

const texts = ["tabulator-tables", "uplot"].map(name => {
  const folder = "node_modules/" + name + "/";
  const {version, license} = JSON.parse(fs.readFileSync(folder + "package.json", "utf8"));
  return `${name} ${version} (${license})\n\n${fs.readFileSync(folder + "LICENSE", "utf8").trim()}\n`;
});
fs.writeFileSync("LICENCES.txt", texts.join("\n" + "-".repeat(72) + "\n\n"));
