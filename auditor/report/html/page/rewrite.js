// The clause with the marked words, and the lawful one beside it. Offsets count code points of the segment.
const CONTEXT = 120; // code points shown on each side of the marked words, unless all is asked for

function quote(outcome, whole) {
  const points = pointsOf(outcome.clause);
  const start = outcome.start - outcome.clause_start;
  const end = outcome.end - outcome.clause_start;
  const from = whole ? 0 : Math.max(0, start - CONTEXT);
  const to = whole ? points.length : Math.min(points.length, end + CONTEXT);
  const text = (first, last) => shown(points.slice(first, last).join(""));
  const quoted = make("blockquote", { lang: languageOf(outcome.clause) }, from > 0 && "…", text(from, start), make("mark", {}, text(start, end)), text(end, to), to < points.length && "…");
  if (from === 0 && to === points.length) return quoted;
  const button = make("button", { type: "button", class: "quiet", click: () => part.replaceWith(quote(outcome, true)) }, word("whole"));
  const part = make("div", {}, quoted, button);
  return part;
}

function rewriteOf(outcome, whole) {
  if (!outcome.rewrite) return null;
  const text = outcome.rewrite.text;
  return make(
    "div",
    { class: "rewrite" },
    make("p", { class: "label" }, word("rewrite")),
    make("p", { class: "diff", lang: languageOf(outcome.clause) }, changes(outcome, whole)),
    make("p", { class: "after" }, text ? [make("span", { class: "label" }, word("after")), " ", isolated(text)] : word("drop")),
    text && copyButton(text),
  );
}

function changes(outcome, whole) {
  const points = pointsOf(outcome.clause);
  const parts = [];
  let done = 0;
  for (const edit of outcome.rewrite.edits ?? []) {
    const start = edit.start - outcome.clause_start;
    const end = edit.end - outcome.clause_start;
    parts.push(same(points.slice(done, start), whole));
    if (end > start) parts.push(change("del", "deleted", points.slice(start, end).join("")));
    if (edit.text) parts.push(change("ins", "inserted", edit.text));
    done = end;
  }
  return [parts, same(points.slice(done), whole)];
}

// A change also says in words what it is, for those who hear it.
const change = (tag, name, text) => make(tag, {}, make("span", { class: "unseen" }, `[${word(name)}]`), shown(text));

function same(points, whole) {
  const short = whole || points.length <= 2 * CONTEXT;
  const text = (part) => shown(part.join(""));
  return short ? text(points) : [text(points.slice(0, CONTEXT)), " … ", text(points.slice(-CONTEXT))];
}

function copyButton(text) {
  if (!navigator.clipboard) return null;
  const copy = async (event) => {
    await navigator.clipboard.writeText(text);
    event.target.textContent = word("copied");
  };
  return make("button", { type: "button", class: "quiet", click: copy }, word("copy"));
}

