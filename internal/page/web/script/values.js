// Values of tables: as text, in order, and whether they pass a filter.

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
  if (a == null && b == null) return 0;
  if (a == null || b == null) return (a == null ? 1 : -1) * (direction === "asc" ? 1 : -1);
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
