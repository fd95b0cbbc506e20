// What a person does with report.html, done by a browser: REPORT is a folder of results with
// annotations, HOSTILE one whose names try to run something. "node --test", after "npm ci".
// Pictures of three widths are left in SHOTS, where that is given.
const {test, before, after} = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const zlib = require("node:zlib");
const {chromium} = require("playwright-core");

const {REPORT, HOSTILE, ANNOTATIONS, SHOTS, BROWSER = "/usr/bin/chromium"} = process.env;
let browser;
before(async () => { browser = await chromium.launch({executablePath: BROWSER, args: ["--no-sandbox"]}); });
after(() => browser.close());

// opened is the page of a folder; whatever it complains of, asks for or runs is an error.
async function opened(folder, options = {}) {
  const context = await browser.newContext({viewport: {width: 1300, height: 900}, ...options});
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage(), troubles = [];
  page.on("console", m => troubles.push(m.type() + ": " + m.text()));
  page.on("pageerror", e => troubles.push(String(e.stack)));
  page.on("dialog", d => { troubles.push("dialog: " + d.message()); d.dismiss(); });
  page.on("request", r => { if (!/^(file|data):/.test(r.url())) troubles.push("request: " + r.url()); });
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation",
    e => console.error("policy: " + e.violatedDirective + " " + e.blockedURI)));
  await page.goto("file://" + path.resolve(folder, "report.html"));
  if (options.javaScriptEnabled !== false) await page.waitForSelector("html[data-ready]");
  return {page, troubles, close: async () => { assert.deepEqual(troubles, []); await context.close(); }};
}

const tsv = file => {
  const data = fs.readFileSync(path.join(REPORT, file));
  const [head, ...rows] = (file.endsWith(".gz") ? zlib.gunzipSync(data) : data).toString().trimEnd().split("\n")
    .map(line => line.split("\t"));
  return {head, rows, column: name => rows.map(row => row[head.indexOf(name)])};
};
const assignments = REPORT && tsv("assignments.tsv");
const box = "[data-table]:has([aria-label='Search Assignments'])";
const shown = page => page.locator(box + " .tabulator-row");
const built = async page => {
  await page.locator(box).scrollIntoViewIfNeeded();
  await shown(page).first().waitFor(); // it is made when it comes near
};
const cells = (page, i) => page.locator(`${box} .tabulator-row .tabulator-cell:nth-child(${i})`).allTextContents();

test("tables sort, filter, search and copy", async () => {
  const {page, close} = await opened(REPORT);
  await built(page);
  const n = assignments.rows.length;
  assert.equal(await page.locator(box + " .tools [role=status]").textContent(), `${n} of ${n} rows`);
  assert.ok((await cells(page, 1)).slice(0, 5).every(name => assignments.column("sample").includes(name)));
  const silhouette = page.locator(box + " .tabulator-col button", {hasText: "Silhouette"});
  await silhouette.focus();
  for (const direction of [1, -1]) {
    await page.keyboard.press("Enter");
    const numbers = (await cells(page, 3)).map(Number);
    assert.ok(numbers.length > 5);
    assert.deepEqual(numbers, [...numbers].sort((a, b) => direction * (a - b)));
  }
  await page.locator(box).getByLabel("Filter Subtype", {exact: true}).fill("= S2");
  const second = assignments.column("subtype").filter(s => s === "S2").length;
  assert.equal(await page.locator(box + " .tools [role=status]").textContent(), `${second} of ${n} rows`);
  await page.getByRole("button", {name: "Copy the rows shown"}).first().click();
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split("\n").map(l => l.split("\t"));
  assert.equal(copied.length, second + 1);
  assert.ok(copied.slice(1).every(row => row[1] === "S2" && row.length === copied[0].length));
  await page.locator(box).getByLabel("Filter Subtype", {exact: true}).fill("");
  const one = assignments.column("sample")[n - 1];
  await page.getByLabel("Search Assignments").fill(one.toLowerCase());
  assert.equal(await shown(page).first().locator(".tabulator-cell").first().textContent(), one);
  await page.getByLabel("Search Assignments").fill("");
  await page.locator(box).getByLabel("Filter Silhouette (−1 to 1)", {exact: true}).fill("< 0.5");
  const low = assignments.column("silhouette").filter(x => Number(Number(x).toFixed(3)) < 0.5).length;
  assert.equal(await page.locator(box + " .tools [role=status]").textContent(), `${low} of ${n} rows`);
  await close();
});

test("the map says what the files say, at every number of subtypes", async () => {
  const {page, close} = await opened(REPORT);
  const map = page.locator("#map"), told = page.locator("#maps .told");
  await map.scrollIntoViewIfNeeded();
  const ranks = await page.locator("#rank option").allTextContents();
  assert.ok(ranks.length > 1);
  const said = /^(.*) \((S\d+)\) and (.*) \((S\d+)\): together in (\d+) of (\d+) runs?, consensus ([\d.]+)$/;
  for (const [i, name] of ranks.entries()) {
    const k = /k = (\d+)/.exec(name)[1], file = tsv(`ranks/k${k}/consensus.tsv.gz`), of = tsv(`ranks/k${k}/assignments.tsv`);
    const group = new Map(of.column("sample").map((s, j) => [s, of.column("subtype")[j]]));
    await page.locator("#rank").selectOption(String(i));
    const size = (await map.boundingBox()).width;
    let pairs = 0;
    for (let step = 1; step < 40; step++) {
      await map.hover({position: {x: 20 + (size - 25) * ((step * 7) % 40) / 40, y: 20 + (size - 25) * ((step * 11) % 40) / 40}});
      const m = said.exec(await told.textContent());
      if (!m) continue; // a sample and itself
      pairs++;
      const want = Number(file.rows[file.column("sample").indexOf(m[1])][file.head.indexOf(m[3])]);
      assert.equal(m[5] / m[6], want, m[0]);
      assert.equal(m[7], want.toFixed(3));
      assert.deepEqual([m[2], m[4]], [group.get(m[1]), group.get(m[3])]);
    }
    assert.ok(pairs > 20);
  }
  await close();
});

test("the map zooms and moves, by pointer and by keys", async () => {
  const {page, close} = await opened(REPORT);
  const map = page.locator("#map"), told = page.locator("#maps .told");
  await map.scrollIntoViewIfNeeded();
  const at = {x: 300, y: 200};
  await map.hover({position: at});
  const whole = await told.textContent();
  const picture = async () => (await map.screenshot()).toString("base64");
  const first = await picture();
  await page.mouse.wheel(0, -20); // moves the page
  await page.waitForTimeout(100);
  await map.scrollIntoViewIfNeeded();
  assert.equal(await picture(), first, "the wheel does not hold up who goes down the page");
  await map.focus();
  await map.hover({position: at});
  await page.mouse.wheel(0, -500);
  await map.hover({position: {x: at.x + 1, y: at.y}});
  await map.hover({position: at});
  assert.equal(await told.textContent(), whole, "the cell below the pointer stays there");
  assert.notEqual(await picture(), first);
  await map.focus();
  await page.keyboard.press("0");
  assert.equal(await picture(), first, "0 shows all again");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator("#said").textContent(), /together in/);
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#sample").isVisible());
  await close();
});

test("a sample is found by a part of its name, with all that is known of it", async () => {
  const {page, close} = await opened(REPORT);
  const row = assignments.rows.length - 2, name = assignments.column("sample")[row];
  await page.keyboard.press("Tab"); // past the link to the report
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.type(name.toUpperCase());
  await page.keyboard.press("Enter");
  const card = page.locator("#sample");
  assert.equal(await card.locator("h2").textContent(), name);
  const fact = async head => (await card.locator("dl div", {has: page.getByText(head, {exact: true})}).locator("dd")
    .textContent());
  assert.equal(await fact("Subtype"), assignments.column("subtype")[row]);
  assert.equal(await fact("Margin"), Number(assignments.column("margin")[row]).toFixed(3));
  const annotated = fs.readFileSync(ANNOTATIONS, "utf8").trimEnd().split("\n").map(l => l.split("\t"));
  const known = annotated.find(l => l[0] === name);
  for (let i = 1; i < known.length; i++) assert.equal(await fact(annotated[0][i]), known[i]);
  assert.equal(await card.locator("tbody tr").count(), await page.locator("#rank option").count());
  await card.getByRole("button", {name: "Close"}).click();
  await page.locator("#find").fill("no such sample");
  assert.equal(await page.locator("#found").textContent(), "no sample of this name");
  await close();
});

test("curves tell the value pointed at, of the measure asked for, dark and light", async () => {
  const {page, close} = await opened(REPORT, {colorScheme: "dark"});
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.locator("#theme").click();
  assert.notEqual(await paper(), dark);
  assert.equal(await paper(), "rgb(255, 255, 255)");
  const survey = tsv("rank_survey.tsv"), chart = page.locator("[data-chart]").first();
  await chart.scrollIntoViewIfNeeded();
  assert.ok(await chart.locator(".reading tbody tr").count() > 2);
  await chart.locator("select").selectOption({label: "Residual"});
  assert.equal(await chart.locator(".reading tbody tr").count(), 1);
  await chart.locator(".plot").focus();
  for (const [i, residual] of survey.column("residual").entries()) {
    await page.keyboard.press(i ? "ArrowRight" : "Home");
    const shown = Number(await chart.locator(".reading td").textContent());
    assert.ok(Math.abs(shown / residual - 1) < 1e-3 || Math.abs(shown - residual) < 0.5, `${shown} for ${residual}`);
  }
  const panel = page.locator(".panel", {has: page.getByText("Cophenetic correlation", {exact: true})});
  await panel.scrollIntoViewIfNeeded();
  const size = await panel.locator(".u-over").boundingBox();
  await panel.locator(".u-over").hover({position: {x: 2, y: size.height / 2}});
  const first = survey.rows[0], k = first[survey.head.indexOf("rank")], at = first[survey.head.indexOf("cophenetic")];
  assert.equal(await panel.locator(".brief").textContent(), `k = ${k}: ${Number(Number(at).toPrecision(4))}`);
  assert.ok((await page.locator("#consensus .u-wrap canvas").count()) === 1);
  await close();
});

test("survival tells what its file says at every time, and how many are at risk", async () => {
  const {page, close} = await opened(REPORT);
  const file = tsv("survival_curves.tsv"), section = page.locator("[data-live]", {has: page.locator("caption")});
  const steps = file.rows.map(row => Object.fromEntries(row.map((v, i) => [file.head[i], v])));
  const plot = section.locator(".plot");
  await plot.scrollIntoViewIfNeeded();
  assert.match(await section.textContent(), /log-rank test: p [=<] \d/);
  await plot.focus();
  await page.keyboard.press("Home");
  const times = Number(await plot.getAttribute("aria-valuemax"));
  assert.ok(times > 20);
  const percent = x => (100 * Number(Number(x).toFixed(3))).toFixed(1) + " %";
  for (let i = 1; i <= times; i++) {
    await page.keyboard.press("ArrowRight");
    const rows = await section.locator(".reading tr").evaluateAll(all => all.map(tr =>
      [...tr.children].map(e => e.textContent)));
    const time = parseFloat(rows[0][0]);
    assert.equal(await plot.getAttribute("aria-valuenow"), String(i));
    for (const [label, survival, interval, risk] of rows.slice(1)) {
      const own = steps.filter(s => s.subtype === label.split(" ")[0]), done = own.filter(s => Number(s.time) <= time);
      const next = own.find(s => Number(s.time) >= time), last = done[done.length - 1];
      assert.equal(risk, next ? next.at_risk : "0", `${label} at ${time}`);
      assert.equal(survival, !next && Number(last.time) < time ? "" : percent(last ? last.survival : 1));
      if (survival && last) {
        assert.equal(interval, last.low === "NA" ? "not known" : percent(last.low) + " to " + percent(last.high));
      }
    }
  }
  const whole = await plot.screenshot();
  await section.getByLabel("show intervals of 95 %").uncheck();
  assert.notDeepEqual(await plot.screenshot(), whole);
  await section.locator(".reading input").first().uncheck();
  await plot.hover();
  assert.match(await section.locator(".reading .place").textContent(), /^[\d.]+ /);
  await close();
});

test("flows tell how many samples go where, and which", async () => {
  const {page, close} = await opened(REPORT);
  const flows = tsv("lineage.tsv"), svg = page.locator("svg.flows"), told = page.locator("[data-live]:has(svg.flows) .told");
  await svg.scrollIntoViewIfNeeded();
  await svg.focus();
  const said = [];
  for (let i = Number(await svg.getAttribute("aria-valuemax")); i >= 0; i--) {
    await page.keyboard.press("ArrowRight");
    said.push(/^(.*samples)/.exec(await told.textContent())[1]);
  }
  const want = flows.rows.map(([rank, subtype, next, there, n]) =>
    `${subtype} at k = ${rank} → ${there} at k = ${next}: ${n} samples`);
  assert.deepEqual(said.filter(s => s.includes("→")).sort(), want.sort());
  await svg.locator(".ribbon").first().click();
  const n = Number(/: (\d+) samples/.exec(await told.textContent())[1]);
  const listed = page.locator("[data-live] .samples button");
  assert.equal(await listed.count(), n);
  const name = await listed.first().textContent();
  await listed.first().click();
  assert.equal(await page.locator("#sample h2").textContent(), name);
  await close();
});

test("those who hear the page or use keys alone find their way", async () => {
  const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const parts = ["header", "#sample", "#section0", "#section2 .part", ".reading", ".tools", ".panel"];
  for (const [colorScheme, width, where, rules] of [["light", 1300, null, null], ["dark", 400, parts, ["color-contrast"]]]) {
    // The policy of the page would not let the checker run.
    const {page, close} = await opened(REPORT, {bypassCSP: true, colorScheme, viewport: {width, height: 900}});
    await page.locator("#find").fill(assignments.column("sample")[0]);
    await page.keyboard.press("Enter");
    await page.evaluate(axe);
    const {violations} = await page.evaluate(([where, rules]) => axe.run(where ? {include: where} : document,
      {resultTypes: ["violations"], ...rules ? {runOnly: rules} : {}}), [where, rules]);
    assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`), []);
    await close();
  }
});

test("it prints whole, and no width cuts it off", async () => {
  const {page, close} = await opened(REPORT);
  for (const width of [400, 1024, 1600]) {
    await page.setViewportSize({width, height: 900});
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "at " + width);
    if (SHOTS) await page.screenshot({path: path.join(SHOTS, width + ".png"), fullPage: true});
  }
  const pdf = await page.pdf({format: "A4"});
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({media: "print"});
  assert.equal(await page.locator(box + " .printed tbody tr").count(), assignments.rows.length);
  assert.ok(await page.locator(box + " .printed").isVisible());
  assert.ok(!(await page.locator("header").isVisible()));
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".printed").count(), 0);
  await close();
});

test("without scripts its texts are there", async () => {
  const {page, close} = await opened(REPORT, {javaScriptEnabled: false});
  assert.ok(await page.locator("noscript .warning").isVisible());
  assert.ok(await page.locator("h1").isVisible());
  assert.ok(await page.getByText("Methods, ready for a paper").isVisible());
  await close();
});

test("hostile names are text everywhere", async () => {
  const {page, close} = await opened(HOSTILE);
  const names = JSON.parse(fs.readFileSync(path.join(HOSTILE, "..", "hostile.json"), "utf8"));
  const found = await page.evaluate(() => ({
    scripts: document.scripts.length,
    odd: [...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => /^on/i.test(a.name)) ||
      ["IFRAME", "OBJECT", "EMBED", "IMG", "BASE"].includes(e.tagName)).map(e => e.outerHTML.slice(0, 200)),
    links: [...document.querySelectorAll("a")].filter(a => !a.getAttribute("href").startsWith("#")).length,
    svg: [...document.querySelectorAll("svg text")].map(e => e.textContent).join("\n"),
  }));
  assert.equal(found.scripts, 3);
  assert.deepEqual(found.odd, []);
  assert.equal(found.links, 0);
  for (const name of names.samples) {
    await page.locator("#find").fill(name);
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#sample h2").textContent(), name);
  }
  await built(page);
  assert.deepEqual((await cells(page, 1)).sort(), [...names.samples].sort());
  const heads = await page.locator(box + " .tabulator-col button").allTextContents();
  for (const name of names.annotations) assert.ok(heads.includes(name), name);
  const strips = page.locator("#maps select").nth(1);
  for (const name of names.annotations) {
    await strips.selectOption({label: name});
    assert.match(await page.locator("#maps .legend").textContent(), /<b>|onerror|1/);
  }
  assert.ok(found.svg.includes("<script>"), "names in pictures are their text");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.evaluate(() => document.scripts.length), 3);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  for (const ribbon of await page.locator("svg.flows .block").all()) {
    await ribbon.click({force: true});
    for (const name of await page.locator("[data-live] .samples button").allTextContents()) {
      assert.ok(names.samples.includes(name), name);
    }
  }
  await close();
});

test("hostile names are text in the files of the figures", async () => {
  const {page, close} = await opened(HOSTILE);
  const names = JSON.parse(fs.readFileSync(path.join(HOSTILE, "..", "hostile.json"), "utf8"));
  const folder = path.join(HOSTILE, "figures"), texts = [];
  for (const file of fs.readdirSync(folder).filter(name => name.endsWith(".svg"))) {
    const found = await page.evaluate(text => {
      const drawn = new DOMParser().parseFromString(text, "image/svg+xml"), all = [...drawn.querySelectorAll("*")];
      const kinds = ["svg", "title", "desc", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan",
        "image", "defs", "clipPath", "use", "style"];
      return {root: drawn.documentElement.localName, texts: all.filter(e => e.localName === "text").map(e => e.textContent),
        odd: all.filter(e => !kinds.includes(e.localName) || [...e.attributes].some(a => /^on/i.test(a.localName) ||
          a.localName === "href" && !/^(#|data:image\/png;)/.test(a.value))).map(e => e.localName)};
    }, fs.readFileSync(path.join(folder, file), "utf8"));
    assert.equal(found.root, "svg", file);
    assert.deepEqual(found.odd, [], file);
    texts.push(...found.texts);
  }
  // Long names are cut; of other scripts a figure may have boxes, where its font lacks the characters.
  const drawn = name => texts.includes(name) || texts.some(t => /^.{9,}…$/.test(t) && name.startsWith(t.slice(0, -1)));
  for (const name of names.samples.filter(n => /^[ -~]+$/.test(n))) assert.ok(drawn(name), name);
  await close();
});
