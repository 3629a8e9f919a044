/* Says how far an upload of many photos is, and saves the records of all of them by one button. */

const PAUSE = 1000; // milliseconds between two sentences, so that a screen reader can end the first

const { jQuery } = window;
const summary = document.querySelector("[data-upload-summary]");
const words = summary.querySelector("[role='status']");
const button = summary.querySelector("[data-save-all]");
const list = document.querySelector("#upload-list");
const items = new Set(); // all that came, also those that are saved and gone
let waiting = null;
let saving = false;
let saved = ""; // what became of saving all, until something else happens

const IN = ".upload-success, .upload-duplicate";
const REFUSED = ".upload-failure, .upload-server-error";

function count(name, number) {
  const sentence = summary.dataset[`${name}${number === 1 ? "One" : "Many"}`];
  return sentence.replace("%(count)s", number);
}

function sentences() {
  const all = [...items];
  const done = all.filter((item) => item.matches(IN)).length;
  const refused = all.filter((item) => item.matches(REFUSED)).length;
  const open = list.querySelectorAll("form").length;
  const isThrough = done + refused === all.length;
  const said = [summary.dataset.going.replace("%(done)s", done).replace("%(total)s", all.length)];
  if (refused) said.push(count("refused", refused));
  if (!isThrough) return said;
  said.unshift(summary.dataset.through);
  if (saved) said.push(saved);
  if (open) said.push(count("open", open));
  else if (done) said.push(summary.dataset.openNone);
  return said;
}

function tell() {
  waiting ??= setTimeout(() => {
    waiting = null;
    words.textContent = sentences().join(" ");
    button.hidden = !list.querySelector("form");
  }, words.textContent ? PAUSE : 0);
}

/* Sends one form. Returns "saved", "wrong" or "unanswered"; its form is kept unless it was saved. */
async function save(form) {
  const headers = { "X-Requested-With": "XMLHttpRequest" };
  const body = new FormData(form);
  form.inert = true; // what is typed while it is on its way would be lost
  try {
    const response = await fetch(form.action, { method: "POST", body, headers });
    // An ended session leads to the login page.
    if (response.redirected || !response.ok) return "unanswered";
    const answer = await response.json();
    if (answer.success) form.closest("li").remove();
    else jQuery(form).replaceWith(answer.form);
    return answer.success ? "saved" : "wrong";
  } catch {
    return "unanswered";
  } finally {
    form.inert = false;
  }
}

async function saveAll() {
  if (saving) return;
  saving = true;
  saved = "";
  const became = { saved: 0, wrong: 0, unanswered: 0 };
  for (const form of list.querySelectorAll("form")) {
    if (form.isConnected) became[await save(form)]++;
  }
  saving = false;
  saved = Object.keys(became).filter((name) => became[name]).map((name) => count(name, became[name])).join(" ");
  tell();
}

button.addEventListener("click", saveAll);

new MutationObserver(() => {
  for (const item of list.children) items.add(item);
  if (!items.size) return;
  summary.hidden = false;
  tell();
}).observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

// Between the progress and the photos, where Wagtail's template has no place for it.
list.before(summary);
