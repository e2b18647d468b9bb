// Charts are tables; each name in them becomes a button that asks for its findings only.
const MOST_EMPLOYERS = 8;

function enhanceCharts() {
  for (const row of document.querySelectorAll(".chart[data-facet] tbody tr")) {
    const facet = row.closest(".chart").dataset.facet;
    const cell = row.querySelector("th");
    const name = cell.firstElementChild;
    cell.replaceChildren(make("button", { type: "button", class: "name", click: () => askFor(facet, row.dataset.value) }, name));
  }
}

function askFor(facet, value) {
  Object.assign(state, nothing(), { view: "findings", page: 0 });
  if (facet === "severity") state.severities.add(value);
  else if (facet === "ground") state.grounds.add(value);
  else state[facet] = value;
  showControls();
  update();
  goToResults();
}

function drawEmployers() {
  const charts = document.getElementById("charts");
  charts?.querySelectorAll(".drawn").forEach((chart) => chart.remove());
  const findings = items.filter((item) => item.view === "findings");
  const kinds = tallied(findings, (item) => item.kind);
  if (kinds.length > 1) charts?.append(chart("kind", word("by_kind"), word("kind"), kinds, kindName));
  const employers = tallied(findings, (item) => item.about.employer).slice(0, MOST_EMPLOYERS);
  if (employers.length) charts?.append(chart("employer", word("by_employer"), word("employer"), employers, safe));
}

function tallied(findings, keyOf) {
  const rows = new Map();
  for (const item of findings) {
    const key = keyOf(item);
    if (key === undefined) continue;
    if (!rows.has(key)) rows.set(key, { total: 0, levels: new Map() });
    const row = rows.get(key);
    row.total += 1;
    count(row.levels, item.severity);
  }
  return [...rows].sort(([, one], [, other]) => other.total - one.total);
}

const kindName = (kind) => kind.split("+").map((name) => say(vocabulary.employers[name])).join(" / ");

function chart(facet, caption, column, rows, nameOf) {
  const most = Math.max(...rows.map(([, row]) => row.total));
  const levels = Object.keys(vocabulary.severities).filter((level) => rows.some(([, row]) => row.levels.has(level)));
  const heads = levels.map((level) => make("th", { scope: "col", class: "number part" }, say(vocabulary.severities[level])));
  const head = make("tr", {}, make("th", { scope: "col" }, column), make("td", { class: "bar" }), heads, make("th", { scope: "col", class: "number" }, word("findings")));
  const body = rows.map(([key, row]) => chartRow(facet, key, nameOf(key), row, levels, most));
  return make("table", { class: "chart drawn", "data-of": facet }, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, body));
}

function chartRow(facet, key, name, row, levels, most) {
  const button = make("button", { type: "button", class: "name", click: () => askFor(facet, key) }, make("bdi", {}, name));
  const numbers = levels.map((level) => make("td", { class: row.levels.has(level) ? "number part" : "number part zero" }, counted(row.levels.get(level) ?? 0)));
  const pieces = levels.filter((level) => row.levels.has(level)).map((level) => [level, (100 * row.levels.get(level)) / most]);
  return make("tr", {}, make("th", { scope: "row" }, button), make("td", { class: "bar" }, bar(pieces)), numbers, make("td", { class: "number" }, counted(row.total)));
}

