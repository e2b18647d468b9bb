// The data of the page as items of one list: findings, what could not be judged, what was set aside, what was let pass.
const VIEWS = ["findings", "unread", "notices", "silenced", "passed"];
const shared = new Map();
const items = [];

function readEntries() {
  for (const block of document.querySelectorAll("script.data")) {
    for (const entry of JSON.parse(block.textContent)) {
      if (entry.key) shared.set(entry.key, entry.value);
      else readDocument(entry);
    }
    block.remove();
  }
}

function readDocument(entry) {
  for (const found of entry.findings ?? []) addOutcome("findings", entry, found);
  for (const failure of entry.failures ?? []) add("unread", entry, { failure });
  for (const notice of entry.notices ?? []) add("notices", entry, { notice });
  for (const silence of entry.silenced ?? []) addOutcome("silenced", entry, silence.finding, { silence });
  for (const passed of entry.dismissed ?? []) addOutcome("passed", entry, passed);
}

function addOutcome(view, entry, outcome, more = {}) {
  const rule = shared.get(outcome.rule);
  const assumed = (entry.circumstances ?? [])[outcome.circumstances];
  add(view, entry, { outcome, rule, assumed, severity: outcome.severity ?? "", ground: rule.ground, ...more });
}

function add(view, entry, parts) {
  const about = parts.outcome?.about ?? entry.about ?? {};
  const kind = (parts.assumed?.employer ?? []).join("+") || "unknown";
  items.push({ view, document: entry, order: items.length, about, kind, severity: "", ground: "", ...parts });
}

// Each item's words in both languages, in lower case, made once: a search only looks for substrings.
function wordsOf(item) {
  item.words ??= [...spoken(item)].join("\n").toLowerCase();
  return item.words;
}

function* spoken(item) {
  const { document: entry, outcome, rule, failure, notice, silence } = item;
  yield* [entry.id, entry.source, ...Object.values(item.about)];
  if (outcome) yield* [outcome.clause, outcome.text, outcome.post ?? "", rule.rule, rule.name, ...both(rule.title), ...both(outcome.place)];
  if (failure) yield* [failure.source ?? "", ...both(failure.place), ...both(failure.reason)];
  if (notice) yield* [notice.text ?? "", notice.source ?? "", ...both(notice.message)];
  if (silence) yield* both(silence.reason);
}

const both = (said) => (said === undefined ? [] : typeof said === "string" ? [said] : [said.zh, said.en]);

const nameOf = (entry) => say(entry.name ?? entry.source);

