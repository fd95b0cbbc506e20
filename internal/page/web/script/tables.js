// Tables that sort, filter, copy and print.

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch (e) { // not allowed, or not from a file
    const area = make("textarea", {class: "hidden"}, text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(what);
}

const made = []; // all tables, to be printed whole

// A table is built when a reader comes near: that takes time, and most are far down the page.
const builders = new Map();
const nearing = new IntersectionObserver(all => {
  for (const e of all) {
    if (!e.isIntersecting) continue;
    nearing.unobserve(e.target);
    builders.get(e.target)();
  }
}, {rootMargin: "600px"});

function showTable(host, t) {
  const filters = t.fields.map(() => null);
  let part = "";
  const rows = Array.from({length: t.count}, (_, row) => {
    const one = {row};
    t.columns.forEach((values, i) => { one["c" + i] = values[row]; });
    return one;
  });
  const passes = one => filters.every((f, i) => !f || f(one["c" + i])) &&
    (!part || t.fields.some((f, i) => written(f, one["c" + i]).toLowerCase().includes(part)));
  const count = make("span", {role: "status"});
  const box = make("div", {class: "screen"});
  const search = make("input", {type: "search", "aria-label": "Search " + t.name, placeholder: "search all columns",
    oninput: e => { part = e.target.value.trim().toLowerCase(); apply(); }});
  let table = null;
  const build = () => {
    box.style.minHeight = "";
    const made = new lib.Tabulator(box, {data: rows, layout: "fitData", maxHeight: "32rem", index: "row",
      columns: t.fields.map((f, i) => column(t, f, i, filters, () => apply())),
      columnDefaults: {headerSortTristate: true}, placeholder: "No row passes the filters."});
    made.on("tableBuilt", () => {
      table = made;
      rolesOf(box, t);
      apply();
    });
  };
  const shown = () => table ? table.getRows("active").map(r => r.getData()) : rows.filter(passes);
  const tsv = () => [t.fields.map(f => f.head)].concat(shown().map(one =>
    t.fields.map((f, i) => written(f, one["c" + i])))).map(line => line.join("\t")).join("\n") + "\n";
  function apply() {
    if (table) table.setFilter(passes);
    count.textContent = shown().length + " of " + t.count + " rows";
  }
  const copying = make("button", {type: "button",
    onclick: () => copy(tsv(), shown().length + " rows of " + t.name + " copied")}, "Copy the rows shown");
  const file = t.file ? " All digits: " + t.file + "." : "";
  host.append(make("div", {class: "tools"}, search, copying, count), box);
  if (t.more) host.append(make("p", {class: "note"}, "… and " + t.more + " more in " + t.file + "."));
  if (t.left) {
    host.append(make("p", {class: "note left"}, "Too large for this page: " + t.left.join(", ") +
      ". In report.xlsx the table has all columns."));
  }
  host.append(make("p", {class: "note screen"},
    "Click a heading to sort. Filters: a part of the text, or > 0.5, <= 3, = S1." + file));
  box.style.minHeight = Math.min(30, 4.5 + 1.9 * t.count) + "rem";
  builders.set(box, build);
  nearing.observe(box);
  apply();
  made.push({t, host, shown});
}

// rolesOf says what the parts of a table are, to those who hear it: the part that scrolls holds the rows.
function rolesOf(box, t) {
  box.removeAttribute("aria-owns");
  box.setAttribute("aria-label", t.name);
  box.setAttribute("aria-rowcount", t.count);
  box.querySelector(".tabulator-tableholder").setAttribute("role", "rowgroup");
  box.querySelector(".tabulator-table").setAttribute("role", "none");
}

// column describes a column for Tabulator. Headings and cells are elements, as texts
// given to it would be taken for markup.
function column(t, f, i, filters, apply) {
  const filter = make("input", {type: "text", size: 6, "aria-label": "Filter " + f.head, placeholder: "filter",
    oninput: e => { filters[i] = e.target.value.trim() ? test(f, e.target.value) : null; apply(); }});
  for (const event of ["click", "mousedown", "keydown"]) filter.addEventListener(event, e => e.stopPropagation());
  return {field: "c" + i, title: "", width: f.kind === "prose" ? 420 : undefined, minWidth: 90,
    maxInitialWidth: 420, headerHozAlign: "left", hozAlign: isNumber(f) ? "right" : "left",
    cssClass: f.kind === "prose" ? "prose" : "",
    titleFormatter: () => make("div", {class: "head"},
      make("button", {type: "button", title: f.about}, f.head), filter),
    sorter: (a, b, x, y, c, direction) => compare(f, a, b, direction),
    formatter: cell => shownCell(t, f, i, cell.getValue())};
}

function shownCell(t, f, i, v) {
  const text = written(f, v);
  if (f.name === "sample" && bySample.has(text)) {
    return sampleButton(bySample.get(text));
  }
  const e = make("span", i === t.bars ? {class: "bar"} : {}, swatch(f, v), text);
  if (i === t.bars && v > 0) {
    const bar = make("i");
    bar.style.width = 100 * Math.min(1, v) + "%";
    e.append(bar);
  }
  return e;
}

// plain is a table as it prints.
function plain(fields, rows) {
  return make("table", {},
    make("thead", {}, make("tr", {}, ...fields.map(f => make("th", {scope: "col", title: f.about}, f.head)))),
    make("tbody", {}, ...rows.map(row => make("tr", {}, ...fields.map((f, i) =>
      make("td", {class: isNumber(f) ? "number" : f.kind === "prose" ? "prose" : ""}, swatch(f, row[i]),
        written(f, row[i])))))));
}

// A table prints so many rows and columns; one of many columns on a page that is wide.
const mostPrinted = 500, mostAcross = 24, upright = 11;
addEventListener("beforeprint", () => {
  for (const m of made) {
    const rows = m.shown(), fields = m.t.fields.slice(0, mostAcross), more = [];
    if (rows.length > mostPrinted) more.push((rows.length - mostPrinted) + " more rows");
    if (fields.length < m.t.fields.length) more.push((m.t.fields.length - fields.length) + " more columns");
    m.printed = make("div", {class: "printed" + (fields.length > upright ? " broad" : "")},
      plain(fields, rows.slice(0, mostPrinted).map(one => fields.map((f, i) => one["c" + i]))));
    if (more.length) {
      m.printed.append(make("p", {}, "… and " + more.join(" and ") + ": see report.xlsx" +
        (m.t.file ? " and " + m.t.file : "") + "."));
    }
    m.host.append(m.printed);
  }
});
addEventListener("afterprint", () => { for (const m of made) if (m.printed) m.printed.remove(); });
