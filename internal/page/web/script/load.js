// What every part uses: elements, and the data of the page. Every text goes in as text: nothing makes markup of it.

const at = id => document.getElementById(id);

// make is an element with attributes and what is in it.
function make(tag, attributes, ...inside) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value === true) e.setAttribute(name, "");
    else if (value !== false && value != null) e.setAttribute(name, value);
  }
  e.append(...inside.filter(x => x != null));
  return e;
}

async function unpack(letters) {
  const bytes = Uint8Array.from(atob(letters), c => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

function trouble(text) {
  at("trouble").textContent = text;
  at("trouble").hidden = false;
}

const say = text => { at("said").textContent = text; };

let data;
try {
  data = JSON.parse(await unpack(JSON.parse(at("data").textContent)));
} catch (e) {
  trouble("The tables and maps of this page could not be read: the browser is too old, or the file is not whole. " +
    "Everything is also in report.xlsx and the other files of the folder.");
  return;
}
const people = data.tables.find(t => t.id === data.people);
const names = data.ranks[0].samples.columns[0];
const persons = new Map(people.columns[0].map((name, i) => [name, i]));
const personOf = names.map(name => persons.get(name)); // the rows of the table of samples
const bySample = new Map(names.map((name, row) => [name, row]));
