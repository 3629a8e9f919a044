{% comment %}
The whole script of an ordinary page. It stands in the page, as it is smaller than the asking for it would be.

What only some readers need is loaded when they need it: suggestions, once a search field is entered.

The reader chooses light or dark, or leaves it to the system. The choice stays in this browser; the few lines in the
head of the page (chosen_theme.js) apply it before anything is drawn.
{% endcomment %}const KEY = "theme";
const root = document.documentElement;
const choices = document.querySelector("[data-theme-switch]");
const bars = [...document.querySelectorAll('meta[name="theme-color"]')];
const colours = bars.map((bar) => bar.content);

choices.addEventListener("change", (event) => {
  show(event.target.value);
  keep(event.target.value);
});
{# Another tab, or a page that the browser had put aside: it was drawn before the choice. #}
addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) show(kept()); });
addEventListener("pageshow", (event) => { if (event.persisted) show(kept()); });
show(kept());
choices.hidden = false;

{# The menu of a phone lies over the page: it closes behind a reader whose keys have led out of it. #}
const menu = document.getElementById("sections");
menu?.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.hidePopover();
});

for (const form of document.querySelectorAll("[data-suggestions]")) {
  const begin = () => import(form.dataset.suggestions).then(({ suggest }) => suggest(form)).catch(() => {});
  form.addEventListener("focusin", begin, { once: true });
}

{# A key of its own leads to the search, unless somebody types, or wants the key back (WCAG 2.1.4). #}
const shortcut = document.querySelector("[data-shortcut]");
const key = shortcut.querySelector("input");
key.checked = read("shortcut") !== "off";
key.addEventListener("change", () => write("shortcut", key.checked ? null : "off"));
shortcut.hidden = false;
addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key !== "/" || modified || !key.checked || event.target.closest("input:not([type=radio],[type=checkbox]), select, textarea, iframe")) return;
  event.preventDefault();
  const field = [...document.querySelectorAll("[name=q]")].find((each) => each.checkVisibility());
  if (field) field.select();
  {# A phone's page has a link instead; the field that it leads to is ready for what is typed next. #}
  else location.assign("/search/#q");
});

function show(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  choices.querySelector(`[value="${theme}"]`).checked = true;
  {# The browser's own bars: the first colour is the light one. #}
  bars.forEach((bar, number) => { bar.content = colours[{ light: 0, dark: 1 }[theme] ?? number]; });
}

function kept() {
  const theme = read(KEY, root.dataset.theme);
  return theme === "light" || theme === "dark" ? theme : "auto";
}

function keep(theme) {
  write(KEY, theme === "auto" ? null : theme);
}

{# Where the browser refuses to store anything, a choice holds for this page. #}
function read(name, otherwise) {
  try {
    return localStorage.getItem(name);
  } catch {
    return otherwise;
  }
}

function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {}
}
