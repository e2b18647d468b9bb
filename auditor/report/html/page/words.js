// What the page says: each text stands in the file in both languages.
const vocabulary = JSON.parse(document.getElementById("vocabulary").textContent);
let language = vocabulary.language;

const say = (said) => (said === undefined || said === null ? "" : typeof said === "string" ? said : said[language]);

const word = (name, parts = {}) => say(vocabulary.words[name]).replace(/\{(\w+)\}/g, (_, part) => parts[part]);

const counted = (count) => count.toLocaleString("en-US");

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-zh]")) element.textContent = element.dataset[language];
}

