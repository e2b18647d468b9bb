// What is looked for, and which items answer to it.
const nothing = () => ({ search: "", severities: new Set(), grounds: new Set(), rule: "", kind: "", employer: "", source: "" });
const state = { view: "findings", sort: "order", page: 0, ...nothing() };

const ranks = new Map(Object.keys(vocabulary.severities).map((name, rank) => [name, rank]));
const groundRanks = new Map(Object.keys(vocabulary.grounds).map((name, rank) => [name, rank]));

// Return the items that match, and how many each severity and each ground would leave if it alone were asked for.
function filtered() {
  const found = [];
  const counts = { severities: new Map(), grounds: new Map() };
  const matches = matcher();
  for (const item of items) {
    if (item.view !== state.view || !matches(item)) continue;
    const severe = !state.severities.size || state.severities.has(item.severity);
    const grounded = !state.grounds.size || state.grounds.has(item.ground);
    if (grounded) count(counts.severities, item.severity);
    if (severe) count(counts.grounds, item.ground);
    if (severe && grounded) found.push(item);
  }
  return { found: sorted(found), counts };
}

const count = (counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1);

function matcher() {
  const wanted = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const byEmployer = named(state.employer, (item) => item.about.employer);
  const bySource = named(state.source, (item) => item.document.source);
  return (item) =>
    (!state.rule || item.rule?.rule === state.rule) &&
    (!state.kind || item.kind === state.kind) &&
    byEmployer(item) &&
    bySource(item) &&
    wanted.every((part) => wordsOf(item).includes(part));
}

// A name that is there is meant as a whole; any other may be a part of one.
function named(name, nameOf) {
  if (!name) return () => true;
  if (items.some((item) => nameOf(item) === name)) return (item) => nameOf(item) === name;
  const part = name.trim().toLowerCase();
  return (item) => (nameOf(item) ?? "").toLowerCase().includes(part);
}

const ORDERS = {
  order: null,
  severity: (one, other) => (ranks.get(one.severity) ?? -1) - (ranks.get(other.severity) ?? -1),
  ground: (one, other) => (groundRanks.get(one.ground) ?? -1) - (groundRanks.get(other.ground) ?? -1),
  employer: (one, other) => compare(one.about.employer ?? "\uffff", other.about.employer ?? "\uffff"),
  rule: (one, other) => compare(one.rule?.rule ?? "", other.rule?.rule ?? ""),
};

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

function sorted(found) {
  const order = ORDERS[state.sort];
  return order ? found.sort((one, other) => order(one, other) || one.order - other.order) : found;
}

const isFiltered = () => Boolean(state.search || state.rule || state.kind || state.employer || state.source || state.severities.size || state.grounds.size);

