"use strict";
// What the page does: tables that sort and filter, maps counted from the runs, curves, and
// all that is known of a sample. Every text goes in as text: nothing here makes markup of it.
(async () => {
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
  const bySample = new Map(names.map((name, row) => [name, row]));

  // ---- values

  const groupName = v => "S" + (v[0] + 1);

  // written is a value as text.
  function written(field, v) {
    if (v == null) return "";
    if (field.kind === "group") return Array.isArray(v) ? groupName(v) : String(v);
    if (field.kind === "share" && typeof v === "number") return v.toFixed(3);
    return String(v);
  }

  const number = v => typeof v === "number" ? v : v == null || v === "" ? NaN : Number(v);

  function swatch(field, v) {
    if (field.kind === "group" && Array.isArray(v)) return make("span", {class: "swatch c" + v[1]});
    const k = field.kind === "class" ? data.classes.indexOf(v) : -1;
    return k < 0 ? null : make("span", {class: "swatch k" + k});
  }

  const isNumber = field => ["count", "share", "number"].includes(field.kind);

  // compare orders values; what is not known comes last, whatever the direction.
  function compare(field, a, b, direction) {
    if (a == null || b == null) return a == null && b == null ? 0 : (a == null ? 1 : -1) * (direction === "asc" ? 1 : -1);
    if (field.kind === "group") return a[0] - b[0];
    const x = number(a), y = number(b);
    if (!isNaN(x) && !isNaN(y)) return x - y;
    if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1; // numbers before words
    return String(a).localeCompare(String(b), "en", {numeric: true});
  }

  // test makes a filter of what was typed: "> 0.5", "<= 3", "= S1", or a part of the text.
  function test(field, typed) {
    const m = /^\s*(<=|>=|<|>|=)\s*(.+?)\s*$/.exec(typed);
    if (!m) {
      const part = typed.trim().toLowerCase();
      return v => written(field, v).toLowerCase().includes(part);
    }
    const [, sign, text] = m, than = Number(text);
    if (sign === "=") return v => written(field, v).toLowerCase() === text.toLowerCase() || number(v) === than;
    return v => {
      const x = number(v);
      return sign === "<" ? x < than : sign === ">" ? x > than : sign === "<=" ? x <= than : x >= than;
    };
  }

  // ---- tables

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
    const table = new lib.Tabulator(box, {data: rows, layout: "fitData", maxHeight: "32rem", index: "row",
      columns: t.fields.map((f, i) => column(t, f, i, filters, () => apply())),
      columnDefaults: {headerSortTristate: true}, placeholder: "No row passes the filters."});
    const shown = () => table.getRows("active").map(r => r.getData());
    const tsv = () => [t.fields.map(f => f.head)].concat(shown().map(one =>
      t.fields.map((f, i) => written(f, one["c" + i])))).map(line => line.join("\t")).join("\n") + "\n";
    function apply() {
      table.setFilter(passes);
      count.textContent = shown().length + " of " + t.count + " rows";
    }
    const copying = make("button", {type: "button",
      onclick: () => copy(tsv(), shown().length + " rows of " + t.name + " copied")}, "Copy the rows shown");
    const file = t.file ? " All digits: " + t.file + "." : "";
    host.append(make("div", {class: "tools"}, search, copying, count), box);
    if (t.more) host.append(make("p", {class: "note"}, "… and " + t.more + " more in " + t.file + "."));
    host.append(make("p", {class: "note screen"}, "Click a heading to sort. Filters: a part of the text, or > 0.5, <= 3, = S1." +
      file));
    table.on("tableBuilt", apply);
    made.push({t, host, table, shown});
    return table;
  }

  // column describes a column for Tabulator. Headings and cells are elements, as texts
  // given to it would be taken for markup.
  function column(t, f, i, filters, apply) {
    const filter = make("input", {type: "text", size: 6, "aria-label": "Filter " + f.head, placeholder: "filter",
      oninput: e => { filters[i] = e.target.value.trim() ? test(f, e.target.value) : null; apply(); }});
    for (const event of ["click", "mousedown", "keydown"]) filter.addEventListener(event, e => e.stopPropagation());
    return {field: "c" + i, title: "", width: f.kind === "prose" ? 420 : undefined, minWidth: 90, maxInitialWidth: 420, headerHozAlign: "left",
      hozAlign: isNumber(f) ? "right" : "left", cssClass: f.kind === "prose" ? "prose" : "",
      titleFormatter: () => make("div", {class: "head"},
        make("button", {type: "button", title: f.about}, f.head), filter),
      sorter: (a, b, x, y, c, direction) => compare(f, a, b, direction),
      formatter: cell => shownCell(t, f, i, cell.getValue())};
  }

  function shownCell(t, f, i, v) {
    const text = written(f, v);
    if (f.name === "sample" && bySample.has(text)) {
      return make("button", {type: "button", class: "plain-button", onclick: () => showSample(bySample.get(text))}, text);
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

  const mostPrinted = 500;
  addEventListener("beforeprint", () => {
    for (const m of made) {
      const rows = m.shown();
      m.printed = make("div", {class: "printed"},
        plain(m.t.fields, rows.slice(0, mostPrinted).map(one => m.t.fields.map((f, i) => one["c" + i]))));
      if (rows.length > mostPrinted) {
        m.printed.append(make("p", {}, "… and " + (rows.length - mostPrinted) + " more rows" +
          (m.t.file ? ": see " + m.t.file : "") + "."));
      }
      m.host.append(m.printed);
    }
  });
  addEventListener("afterprint", () => { for (const m of made) if (m.printed) m.printed.remove(); });

  // ---- pictures and curves

  function showFigure(host, svg) {
    const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    if (drawn.localName !== "svg") return;
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", host.getAttribute("aria-label"));
    host.append(document.importNode(drawn, true));
  }

  const curves = new Map(); // by their hosts: to be drawn anew when the colours change
  const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();

  // draw draws curves with uPlot into a host, which it empties.
  function draw(host, options, values) {
    const axis = {stroke: ink, grid: {stroke: "#8884"}, ticks: {stroke: "#8888"}};
    const fill = () => {
      host.textContent = "";
      new lib.uPlot({...options, width: Math.min(760, Math.max(300, host.clientWidth || 600)), height: 320,
        axes: options.axes.map(a => ({...axis, ...a}))}, values, host);
    };
    fill();
    curves.set(host, fill);
  }

  function showChart(host, c) {
    const ranks = c.labels.map((_, i) => i);
    const pick = make("select", {"aria-label": "Another measure"}, make("option", {value: ""}, "from 0 to 1, together"),
      ...c.curves.map((one, i) => make("option", {value: i}, one.name)));
    const box = make("div");
    host.append(make("h3", {}, c.title), make("div", {class: "tools"}, make("label", {}, "Curves: ", pick)), box);
    const show = () => {
      const some = pick.value === "" ? c.curves.filter(one => one.shown) : [c.curves[pick.value]];
      draw(box, {
        scales: {x: {time: false, range: [-0.3, ranks.length - 0.7]},
          y: pick.value === "" ? {range: (u, least, top) => [Math.min(0, least), Math.max(1, top)]} : {}},
        axes: [{splits: () => ranks, values: () => c.labels}, {}],
        series: [{label: "at", value: (u, v) => v == null ? "" : c.labels[v]}, ...some.map((one, i) => ({label: one.name,
          stroke: curveColors[i % curveColors.length], width: 2,
          points: {show: true, size: 7}, value: (u, v, s, at) => v == null ? at == null ? "" : "not known" : String(v)}))],
      }, [ranks, ...some.map(one => one.values)]);
    };
    pick.addEventListener("change", show);
    show();
  }

  const curveColors = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#b8a900", "#888888"];

  // ---- the consensus

  // counted are the counts of a rank: samples of the same groups in every run share one.
  function counted(r) {
    if (r.counts) return r.counts;
    const n = r.order.length, seen = new Map(), of = new Uint32Array(n), profiles = [];
    for (let i = 0; i < n; i++) {
      const profile = r.labels.slice(i * r.runs, (i + 1) * r.runs);
      if (!seen.has(profile)) {
        seen.set(profile, profiles.length);
        profiles.push(Uint16Array.from(profile, c => c.charCodeAt(0)));
      }
      of[i] = seen.get(profile);
    }
    const u = profiles.length, together = new Uint16Array(u * u);
    for (let a = 0; a < u; a++) {
      const x = profiles[a];
      together[a * u + a] = r.runs;
      for (let b = 0; b < a; b++) {
        const y = profiles[b];
        let c = 0;
        for (let run = 0; run < r.runs; run++) if (x[run] === y[run]) c++;
        together[a * u + b] = together[b * u + a] = c;
      }
    }
    r.counts = {n, u, of, at: (i, j) => together[of[i] * u + of[j]]};
    return r.counts;
  }

  // distribution is the share of pairs with a consensus up to b/100, for b from 0.
  function distribution(r) {
    if (r.cdf) return r.cdf;
    const c = counted(r), hits = new Float64Array(r.runs + 1), size = new Float64Array(c.u), first = new Uint32Array(c.u);
    for (let i = 0; i < c.n; i++) if (size[c.of[i]]++ === 0) first[c.of[i]] = i;
    for (let a = 0; a < c.u; a++) {
      hits[r.runs] += size[a] * (size[a] - 1) / 2;
      for (let b = 0; b < a; b++) hits[c.at(first[a], first[b])] += size[a] * size[b];
    }
    const pairs = c.n * (c.n - 1) / 2;
    r.cdf = [];
    let sum = 0, next = 0;
    for (let b = 0; b <= 100; b++) {
      while (next <= r.runs && next * 100 <= b * r.runs) sum += hits[next++];
      r.cdf.push(sum / pairs);
    }
    return r.cdf;
  }

  const hex = color => [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16));
  const scale = data.scale.map(hex);

  // painted is the map of a rank, a pixel a cell.
  function painted(r) {
    if (r.picture) return r.picture;
    const c = counted(r), picture = make("canvas", {width: c.n, height: c.n});
    const image = new ImageData(c.n, c.n), pixels = new Uint32Array(image.data.buffer);
    const shades = Uint32Array.from({length: r.runs + 1}, (_, k) => {
      const [red, green, blue] = scale[Math.round(k / r.runs * (scale.length - 1))];
      return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
    });
    for (let i = 0; i < c.n; i++) for (let j = 0; j < c.n; j++) pixels[i * c.n + j] = shades[c.at(i, j)];
    picture.getContext("2d").putImageData(image, 0, 0);
    return r.picture = picture;
  }

  const map = {rank: data.ranks[data.chosen], x: 0, y: 0, size: 1, i: -1, j: -1, marked: -1, strip: -1};
  const groupsOf = r => r.samples.columns[1];

  // strips are the colours beside the map: subtypes, and a column that was asked for.
  function strips() {
    const r = map.rank, groups = groupsOf(r);
    const all = [row => groups[row] ? data.palette[groups[row][1]] : "#dddddd"];
    if (map.strip >= 0) all.push(colorsOf(map.strip).at);
    return all;
  }

  // colorsOf gives the colours of a column of the table of samples, and their legend.
  function colorsOf(i) {
    const f = people.fields[i], values = people.columns[i];
    const some = values.filter(v => v != null), none = "#dddddd";
    if (f.kind === "group") return {at: row => values[row] ? data.palette[values[row][1]] : none, legend: []};
    const numbers = some.map(number);
    const levels = [...new Set(some.map(v => written(f, v)))];
    if (levels.length > 6 && numbers.every(x => !isNaN(x))) {
      let low = Infinity, high = -Infinity;
      for (const x of numbers) { low = Math.min(low, x); high = Math.max(high, x); }
      const at = x => `rgb(${Math.round(255 - 30 * x)},${Math.round(245 - 165 * x)},${Math.round(230 - 215 * x)})`;
      return {at: row => values[row] == null ? none : at((number(values[row]) - low) / (high - low || 1)),
        legend: [[at(0), String(low)], [at(1), String(high)]]};
    }
    levels.sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
    const color = v => {
      const k = f.kind === "class" ? -1 : levels.indexOf(v);
      return k < 0 ? null : data.categories[k % data.categories.length];
    };
    return {at: row => values[row] == null ? none : color(written(f, values[row])) || none,
      legend: levels.slice(0, 20).map(v => [color(v) || none, v]), more: levels.length - 20};
  }

  const thick = 12; // of a strip, in CSS pixels

  function drawMap() {
    const r = map.rank, n = r.order.length, canvas = map.canvas, ratio = devicePixelRatio || 1;
    const side = Math.max(50, canvas.clientWidth || 600);
    if (canvas.width !== Math.round(side * ratio)) canvas.width = canvas.height = Math.round(side * ratio);
    const ctx = canvas.getContext("2d"), beside = strips(), edge = thick * beside.length + 2, room = side - edge;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = "#ffffff";
    ctx.fillRect(0, 0, side, side);
    const cell = room / map.size;
    Object.assign(map, {cell, edge, side});
    ctx.imageSmoothingEnabled = cell < 1;
    ctx.drawImage(painted(r), map.x, map.y, map.size, map.size, edge, edge, room, room);
    const from = Math.floor(map.y), to = Math.min(n, Math.ceil(map.y + map.size));
    const left = Math.floor(map.x), right = Math.min(n, Math.ceil(map.x + map.size));
    const ends = from => [Math.max(edge, Math.floor(edge + from * cell)), Math.min(side, Math.ceil(edge + (from + 1) * cell))];
    beside.forEach((color, s) => {
      for (let i = from; i < to; i++) {
        ctx.fillStyle = color(r.order[i]);
        const [y, end] = ends(i - map.y);
        ctx.fillRect(s * thick, y, thick - 1, end - y);
      }
      for (let j = left; j < right; j++) {
        ctx.fillStyle = color(r.order[j]);
        const [x, end] = ends(j - map.x);
        ctx.fillRect(x, s * thick, end - x, thick - 1);
      }
    });
    ctx.save();
    ctx.beginPath();
    ctx.rect(edge, edge, room, room);
    ctx.clip();
    frames(ctx, r, edge, cell);
    const cross = (i, color) => {
      ctx.strokeStyle = color;
      ctx.lineWidth = 1.5;
      const y = edge + (i - map.y) * cell, x = edge + (i - map.x) * cell, w = Math.max(cell, 2);
      ctx.strokeRect(edge - 3, y, room + 6, w);
      ctx.strokeRect(x, edge - 3, w, room + 6);
    };
    if (map.marked >= 0) cross(map.marked, "#d55e00");
    if (map.i >= 0) {
      ctx.strokeStyle = "#000000";
      ctx.lineWidth = 2;
      ctx.strokeRect(edge + (map.j - map.x) * cell - 1, edge + (map.i - map.y) * cell - 1, cell + 2, cell + 2);
    }
    ctx.restore();
  }

  // frames are drawn around subtypes whose samples stand side by side.
  function frames(ctx, r, edge, cell) {
    const groups = groupsOf(r), n = r.order.length, of = i => groups[r.order[i]] ? groups[r.order[i]][0] : -1;
    ctx.strokeStyle = "#222222";
    ctx.lineWidth = 1;
    for (let from = 0; from < n;) {
      let to = from + 1;
      while (to < n && of(to) === of(from)) to++;
      const w = (to - from) * cell;
      if (to - from > 1) ctx.strokeRect(edge + (from - map.x) * cell, edge + (from - map.y) * cell, w, w);
      from = to;
    }
  }

  // zoom shows more or less of the map; the cell at (i, j) stays where it is.
  function zoom(factor, i, j) {
    const n = map.rank.order.length, size = Math.min(n, Math.max(Math.min(4, n), map.size * factor)), f = size / map.size;
    map.x = j - (j - map.x) * f;
    map.y = i - (i - map.y) * f;
    map.size = size;
    inside();
  }

  function inside() {
    const most = map.rank.order.length - map.size;
    map.x = Math.min(most, Math.max(0, map.x));
    map.y = Math.min(most, Math.max(0, map.y));
    drawMap();
  }

  // cellAt is the cell at a place of the canvas, with fractions.
  function cellAt(e) {
    const box = map.canvas.getBoundingClientRect();
    return [(e.clientY - box.top - map.edge) / map.cell + map.y, (e.clientX - box.left - map.edge) / map.cell + map.x];
  }

  function tell(i, j) {
    const r = map.rank, n = r.order.length, groups = groupsOf(r);
    if (!(i >= 0 && j >= 0 && i < n && j < n)) {
      map.told.textContent = map.hint;
      return;
    }
    const who = k => names[r.order[k]] + (groups[r.order[k]] ? " (" + groupName(groups[r.order[k]]) + ")" : "");
    const c = counted(r).at(i, j);
    map.told.textContent = i === j ? who(i) : who(i) + " and " + who(j) + ": together in " + c + " of " + r.runs +
      (r.runs === 1 ? " run" : " runs") + ", consensus " + (c / r.runs).toFixed(3);
  }

  function watchMap(canvas) {
    let dragged = null;
    canvas.addEventListener("wheel", e => {
      e.preventDefault();
      zoom(Math.exp(Math.max(-1, Math.min(1, e.deltaY / 300))), ...cellAt(e));
    }, {passive: false});
    canvas.addEventListener("pointerdown", e => {
      dragged = {e, x: map.x, y: map.y};
      canvas.setPointerCapture(e.pointerId);
    });
    canvas.addEventListener("pointermove", e => {
      if (dragged) {
        map.x = dragged.x - (e.clientX - dragged.e.clientX) / map.cell;
        map.y = dragged.y - (e.clientY - dragged.e.clientY) / map.cell;
        inside();
        return;
      }
      tell(...cellAt(e).map(Math.floor));
    });
    canvas.addEventListener("pointerup", () => { dragged = null; });
    canvas.addEventListener("pointerleave", () => tell(map.i, map.j));
    canvas.addEventListener("dblclick", e => zoom(0.5, ...cellAt(e)));
    canvas.addEventListener("keydown", keys);
  }

  const moves = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};

  function keys(e) {
    const n = map.rank.order.length, move = moves[e.key];
    if (move) {
      [map.i, map.j] = map.i < 0 ? [Math.floor(map.y), Math.floor(map.x)] :
        [map.i + move[0], map.j + move[1]].map(k => Math.min(n - 1, Math.max(0, k)));
      map.y = Math.min(map.i, Math.max(map.i + 1 - map.size, map.y));
      map.x = Math.min(map.j, Math.max(map.j + 1 - map.size, map.x));
      tell(map.i, map.j);
      say(map.told.textContent);
      inside();
    } else if (e.key === "+" || e.key === "=" || e.key === "-") {
      zoom(e.key === "-" ? 2 : 0.5, map.i < 0 ? map.y + map.size / 2 : map.i, map.i < 0 ? map.x + map.size / 2 : map.j);
    } else if (e.key === "0" || e.key === "Home") {
      whole();
    } else if (e.key === "Enter" && map.i >= 0) {
      showSample(map.rank.order[map.i]);
    } else if (e.key === "Escape") {
      map.i = map.j = -1;
      drawMap();
    } else return;
    e.preventDefault();
  }

  function whole() {
    Object.assign(map, {x: 0, y: 0, size: map.rank.order.length});
    drawMap();
  }

  function showRank(r) {
    map.rank = r;
    map.i = map.j = -1;
    map.marked = map.person == null ? -1 : r.order.indexOf(map.person);
    map.name.textContent = r.title;
    map.note.textContent = r.note;
    map.canvas.setAttribute("aria-label", r.title + ", a map of " + r.order.length + " samples. " + map.hint);
    tell(-1, -1);
    legend();
    whole();
  }

  function legend() {
    const groups = groupsOf(map.rank), sizes = new Map();
    for (const g of groups) if (g) sizes.set(g[0], [g[1], (sizes.get(g[0]) || [0, 0])[1] + 1]);
    const entry = (color, text) => {
      const s = make("span", {class: "swatch"});
      s.style.background = color;
      return make("span", {}, s, text);
    };
    const ramp = make("canvas", {width: scale.length, height: 1, "aria-hidden": "true"}), ctx = ramp.getContext("2d");
    data.scale.forEach((color, i) => { ctx.fillStyle = color; ctx.fillRect(i, 0, 1, 1); });
    map.legend.replaceChildren(make("span", {}, "never together ", ramp, " together in every run"),
      ...[...sizes.keys()].sort((a, b) => a - b).map(q => entry(data.palette[sizes.get(q)[0]],
        "S" + (q + 1) + ": " + sizes.get(q)[1])));
    if (map.strip >= 0) {
      const colors = colorsOf(map.strip);
      map.legend.append(make("strong", {}, people.fields[map.strip].head + ":"), ...colors.legend.map(([c, t]) => entry(c, t)));
      if (colors.more > 0) map.legend.append("and " + colors.more + " more");
    }
  }

  function showMaps(host) {
    map.hint = "Wheel or + and − zoom, drag moves, arrow keys go from cell to cell, 0 shows all.";
    const choose = make("select", {id: "rank", onchange: e => showRank(data.ranks[e.target.value])},
      ...data.ranks.map((r, i) => make("option", {value: i, selected: i === data.chosen}, "k = " + r.k +
        (i === data.chosen ? ", shown in the report" : ""))));
    const strip = make("select", {onchange: e => { map.strip = Number(e.target.value); legend(); drawMap(); }},
      make("option", {value: -1}, "nothing"),
      ...people.fields.map((f, i) => i < 2 || f.kind === "name" ? null : make("option", {value: i}, f.head)));
    map.name = make("h3");
    map.note = make("p", {class: "note"});
    map.told = make("p", {class: "told"});
    map.legend = make("div", {class: "legend"});
    map.canvas = make("canvas", {id: "map", tabindex: 0, role: "img"});
    const button = (text, act) => make("button", {type: "button", onclick: act}, text);
    const middle = () => [map.y + map.size / 2, map.x + map.size / 2];
    host.append(make("div", {class: "tools"}, make("label", {}, "Subtypes: ", choose),
      make("label", {}, "beside them show: ", strip), button("+", () => zoom(0.5, ...middle())),
      button("−", () => zoom(2, ...middle())), button("All", whole)),
    map.name, map.note, make("div", {class: "map"}, map.canvas), map.told, map.legend);
    watchMap(map.canvas);
    showRank(map.rank);
    addEventListener("resize", drawMap);
    const cdf = make("div", {class: "chart"});
    host.append(make("h3", {}, "Distribution of the consensus"), make("p", {class: "note"},
      "Share of the pairs of samples with a consensus up to each value. Flat between 0 and 1: samples nearly always, or " +
      "nearly never, came together."), cdf);
    draw(cdf, {scales: {x: {time: false, range: [0, 1]}, y: {range: [0, 1]}}, axes: [{}, {}],
      series: [{label: "consensus up to", value: (u, v) => v == null ? "" : v.toFixed(2)}, ...data.ranks.map((r, i) => ({label: "k = " + r.k,
        stroke: curveColors[i % curveColors.length], width: i === data.chosen ? 3 : 1.5,
        dash: i < curveColors.length ? [] : [6, 4], paths: lib.uPlot.paths.stepped({align: 1}),
        points: {show: false}, value: (u, v) => v == null ? "" : v.toFixed(3)}))]},
    [Array.from({length: 101}, (_, b) => b / 100), ...data.ranks.map(distribution)]);
  }

  // ---- a sample

  // near are the samples that came together with one most often.
  function near(row) {
    const r = map.rank, i = r.order.indexOf(row);
    if (i < 0) return null;
    const c = counted(r);
    return r.order.map((other, j) => [other, c.at(i, j)]).filter(([other, x]) => other !== row && x > 0)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
  }

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
      const v = people.columns[i + 1][row];
      return make("div", {title: f.about}, make("dt", {}, f.head), make("dd", {}, swatch(f, v), written(f, v) || "not known"));
    }));
    const fields = [{head: "k", kind: "count", about: "number of subtypes"}, ...data.ranks[0].samples.fields.slice(1)];
    const ranks = plain(fields, data.ranks.map(r => [r.k, ...r.samples.columns.slice(1).map(c => c[row])]));
    const friends = near(row), list = friends === null ?
      "The map shows some of the samples only, and not this one." : friends.length === 0 ? "No sample came together with it." : null;
    card.replaceChildren(close, make("h2", {}, name), facts, make("h3", {}, "At every number of subtypes"),
      make("div", {class: "wide"}, ranks), make("h3", {}, "Most often together with it at k = " + map.rank.k),
      list ? make("p", {}, list) : make("p", {}, ...friends.flatMap(([other, x], i) => [i ? ", " : "",
        make("button", {type: "button", class: "plain-button", onclick: () => showSample(other)}, names[other]),
        " " + (x / map.rank.runs).toFixed(3)])));
    for (const t of data.tables) {
      const i = t === people ? -1 : t.fields.findIndex(f => f.name === "sample");
      if (i < 0) continue;
      const rows = [];
      t.columns[i].forEach((v, k) => { if (v === name) rows.push(t.columns.map(c => c[k])); });
      if (rows.length) card.append(make("h3", {}, t.name), make("div", {class: "wide"}, plain(t.fields, rows)));
    }
    card.hidden = false;
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

  // ---- dark and light

  at("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    for (const fill of curves.values()) fill();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { for (const fill of curves.values()) fill(); });

  showMaps(at("maps"));
  for (const host of document.querySelectorAll("[data-table]")) showTable(host, data.tables[host.dataset.table]);
  for (const host of document.querySelectorAll("[data-figure]")) showFigure(host, data.figures[host.dataset.figure]);
  for (const host of document.querySelectorAll("[data-chart]")) showChart(host, data.charts[host.dataset.chart]);
  watchFind();
  document.documentElement.dataset.ready = "yes";
})();
