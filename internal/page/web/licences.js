// The licences of what is in libraries.js and libraries.css, which every page carries.
const fs = require("fs");
const text = ["tabulator-tables", "uplot"].map(name => {
  const folder = "node_modules/" + name + "/";
  const {version, license} = JSON.parse(fs.readFileSync(folder + "package.json", "utf8"));
  return `${name} ${version} (${license})\n\n${fs.readFileSync(folder + "LICENSE", "utf8").trim()}\n`;
});
fs.writeFileSync("LICENCES.txt", text.join("\n" + "-".repeat(72) + "\n\n"));
