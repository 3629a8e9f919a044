{% comment %}
The whole script of an ordinary page. It stands in the page, as it is smaller than the asking for it would be.

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

function show(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  choices.querySelector(`[value="${theme}"]`).checked = true;
  {# The browser's own bars: the first colour is the light one. #}
  bars.forEach((bar, number) => { bar.content = colours[{ light: 0, dark: 1 }[theme] ?? number]; });
}

{# Where the browser refuses to store anything, the choice holds for this page. #}
function kept() {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : "auto";
  } catch {
    return root.dataset.theme ?? "auto";
  }
}

function keep(theme) {
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {}
}
