// All that is known of a sample, and how it is found.

// near are the samples that came together with one most often.
function near(row) {
  const r = map.rank, i = r.order.indexOf(row);
  if (i < 0) return null;
  const c = counted(r);
  return r.order.map((other, j) => [other, c.at(i, j)]).filter(([other, x]) => other !== row && x > 0)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
}

const sampleButton = row => make("button", {type: "button", class: "plain-button", onclick: () => showSample(row)},
  names[row]);

function showSample(row) {
  const card = at("sample"), name = names[row];
  map.person = row;
  map.marked = map.rank.order.indexOf(row);
  drawMap();
  const close = make("button", {type: "button", class: "close", onclick: () => {
    card.hidden = true;
    map.person = null;
    map.marked = -1;
    drawMap();
    at("find").focus();
  }}, "Close");
  const facts = make("dl", {class: "facts"}, ...people.fields.slice(1).map((f, i) => {
    const v = people.columns[i + 1][personOf[row]];
    return make("div", {title: f.about}, make("dt", {}, f.head),
      make("dd", {}, swatch(f, v), written(f, v) || "not known"));
  }));
  const fields = [{head: "k", kind: "count", about: "number of subtypes"}, ...data.ranks[0].samples.fields.slice(1)];
  const ranks = plain(fields, data.ranks.map(r => [r.k, ...r.samples.columns.slice(1).map(c => c[row])]));
  const friends = near(row);
  const none = friends === null ? "The map shows some of the samples only, and not this one." :
    friends.length === 0 ? "No sample came together with it." : null;
  card.replaceChildren(close, make("h2", {}, name), facts, make("h3", {}, "At every number of subtypes"),
    wide("At every number of subtypes", ranks), make("h3", {}, "Most often together with it at k = " + map.rank.k),
    make("p", {}, ...none ? [none] : friends.flatMap(([other, x], i) => [i ? ", " : "", sampleButton(other),
      " " + (x / map.rank.runs).toFixed(3)])));
  for (const t of data.tables) {
    const i = t === people ? -1 : t.fields.findIndex(f => f.name === "sample");
    if (i < 0) continue;
    const rows = [];
    t.columns[i].forEach((v, k) => { if (v === name) rows.push(t.columns.map(c => c[k])); });
    if (rows.length) card.append(make("h3", {}, t.name), wide(t.name, plain(t.fields, rows)));
  }
  card.hidden = false;
  watchWide();
  card.focus();
  card.scrollIntoView({block: "start"});
  say(name + " is shown");
}

function watchFind() {
  const field = at("find"), list = at("found"), most = 30;
  let rows = [], here = -1;
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = row => { close(); field.value = names[row]; showSample(row); };
  const mark = k => {
    here = k;
    [...list.children].forEach((e, i) => e.setAttribute("aria-selected", i === k));
    if (k >= 0) {
      field.setAttribute("aria-activedescendant", "found" + k);
      list.children[k].scrollIntoView({block: "nearest"});
    }
  };
  const look = () => {
    const typed = field.value.trim().toLowerCase();
    if (!typed) return close();
    rows = [];
    const exact = names.findIndex(name => name.toLowerCase() === typed);
    if (exact >= 0) rows.push(exact);
    for (let row = 0; row < names.length && rows.length < most; row++) {
      if (row !== exact && names[row].toLowerCase().includes(typed)) rows.push(row);
    }
    list.replaceChildren(...rows.map((row, k) => make("li", {id: "found" + k, role: "option",
      onmousedown: e => { e.preventDefault(); take(row); }}, names[row])));
    if (!rows.length) list.append(make("li", {class: "none"}, "no sample of this name"));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(rows.length ? 0 : -1);
  };
  field.addEventListener("input", look);
  field.addEventListener("focus", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", e => {
    if (e.key === "Escape") return close();
    if (list.hidden || !rows.length) return;
    if (e.key === "ArrowDown") mark((here + 1) % rows.length);
    else if (e.key === "ArrowUp") mark((here + rows.length - 1) % rows.length);
    else if (e.key === "Enter") take(rows[here]);
    else return;
    e.preventDefault();
  });
}
