// Text of others, counted in code points, and shown so that signs that do not print, or turn the writing round, are seen.
const BREAKS = /[\r\n\t\v\f\u2028\u2029]/g;
const UNSEEN = /([\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}])/u;

function shown(text) {
  return String(text)
    .replace(BREAKS, " ")
    .split(UNSEEN)
    .map((piece, index) => (index % 2 ? unseen(piece) : piece));
}

function unseen(sign) {
  const number = `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return make("span", { class: "sign", title: word("hidden_sign") }, number);
}

const safe = (text) => String(text).replace(BREAKS, " ").replace(new RegExp(UNSEEN, "gu"), "\ufffd");

const isolated = (text) => make("bdi", { lang: languageOf(text) }, shown(text));

// Chinese is named as such on an English page, and the other way round, for fonts and for those who hear it.
function languageOf(text) {
  const chinese = /\p{Script=Han}/u.test(text);
  const others = chinese ? language !== "zh" : language === "zh" && /[a-z]/i.test(text);
  return others ? (chinese ? "zh-CN" : "en") : undefined;
}

const pointsOf = (text) => Array.from(text);

