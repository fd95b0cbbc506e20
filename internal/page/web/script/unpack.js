// The data of the page and its libraries, taken out of the letters in which they stand.

// digitOf is the digit of ASCII 85 of a letter; v, w, x and y stand for what means something in HTML.
const digitOf = new Uint8Array(128).map((_, code) => code - 33);
for (const [letter, plain] of Object.entries({v: '"', w: "\\", x: "<", y: "&"})) {
  digitOf[letter.charCodeAt(0)] = plain.charCodeAt(0) - 33;
}

function bytesOf(letters) {
  const out = new Uint8Array(4 * letters.length + 4);
  let n = 0, value = 0, digits = 0;
  for (let i = 0; i < letters.length; i++) {
    const code = letters.charCodeAt(i);
    if (code === 122) { // z: four zeros
      n += 4;
      continue;
    }
    value = 85 * value + digitOf[code];
    if (++digits < 5) continue;
    out[n] = value >>> 24;
    out[n + 1] = value >>> 16;
    out[n + 2] = value >>> 8;
    out[n + 3] = value;
    n += 4;
    value = digits = 0;
  }
  if (!digits) return out.subarray(0, n);
  const count = digits - 1;
  while (digits++ < 5) value = 85 * value + 84;
  for (let k = 0; k < count; k++) out[n++] = value >>> (24 - 8 * k);
  return out.subarray(0, n);
}

function unpack(id) {
  const letters = JSON.parse(at(id).textContent);
  const stream = new Blob([bytesOf(letters)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

// placeOf is the place of a letter in a list.
const placeOf = code => code < 0x100 ? code - 48 : code - 0x100;

// valuesOf are the values of a column.
function valuesOf(c, count) {
  if (c.list) return Array.from(c.letters, letter => c.list[placeOf(letter.codePointAt(0))]);
  if (c.values) return c.values;
  if (c.lines == null) return new Array(count).fill(null);
  return c.lines.split("\n").map(line => line === "" ? null : c.numbers ? Number(line) : line);
}

function unpackTable(t) {
  t.columns = t.columns.map(c => valuesOf(c, t.count));
}

// unpackRank makes the places of the samples of the differences between them.
function unpackRank(r) {
  unpackTable(r.samples);
  let place = 0;
  r.order = r.order.map(on => place += on);
}

let data;
try {
  data = JSON.parse(await unpack("data"));
  data.tables.forEach(unpackTable);
  data.ranks.forEach(unpackRank);
  // The policy of the page lets these libraries run, by their hash, and no other script.
  const text = await unpack("libraries");
  const script = make("script", {}, text);
  document.head.append(script);
  script.remove(); // it has run
  if (!window.lib) throw new Error("no libraries");
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
