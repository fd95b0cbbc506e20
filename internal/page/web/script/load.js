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

// bytesOf takes ASCII 85 apart, in which v, w, x and y stand for what means something in HTML.
function bytesOf(letters) {
  const plain = {v: '"', w: "\\", x: "<", y: "&"}, out = new Uint8Array(4 * letters.length);
  let n = 0, value = 0, digits = 0;
  const put = count => { for (let i = 0; i < count; i++) out[n++] = value / 256 ** (3 - i) & 255; };
  for (const letter of letters) {
    if (letter === "z") { // four zeros
      n += 4;
      continue;
    }
    value = 85 * value + (plain[letter] || letter).charCodeAt(0) - 33;
    if (++digits === 5) {
      put(4);
      value = digits = 0;
    }
  }
  if (digits) {
    const count = digits - 1;
    while (digits++ < 5) value = 85 * value + 84;
    put(count);
  }
  return out.subarray(0, n);
}

function unpack(letters) {
  const stream = new Blob([bytesOf(letters)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
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
