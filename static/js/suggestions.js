// Suggestions under a search field: a combobox with a list to choose from by hand, as the ARIA Authoring Practices have
// it (www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without them, and whenever they fail, the form is a form.
//
// Where results follow what is typed, the list is for the time until they are there, for when nothing was found, and for
// whoever asks for it with an arrow key; it pushes the results down rather than cover them.

const PAUSE = 120; // milliseconds after the last letter
const UNTIL_RESULTS = 1300; // the same where results are on their way: a list that would go at once is not shown
const LEAST = 2; // letters

export function suggest(form) {
  const field = form.elements.q;
  const list = make("div", { id: `${field.id}-suggestions`, class: "suggestions", role: "listbox", hidden: "" });
  const status = make("p", { class: "visually-hidden", role: "status" });
  const results = document.querySelector(`[data-results="${form.id}"]`);
  let options = [], about = "", active = -1, isWanted = false, request, timer;

  list.setAttribute("aria-label", field.labels[0].textContent);
  list.classList.toggle("suggestions--above", Boolean(results));
  form.append(list, status);
  // HTML lets a text field be a combobox, a search field not; what the keyboard of a phone shows stays the same.
  set(field, {
    type: "text", role: "combobox", autocomplete: "off",
    "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  });

  field.addEventListener("input", () => {
    isWanted = false;
    clearTimeout(timer);
    timer = setTimeout(ask, results && list.hidden ? UNTIL_RESULTS : PAUSE);
  });
  results?.addEventListener("followed", ({ detail: total }) => {
    if (total && !isWanted) close();
    else if (!total && list.hidden) ask();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const act = keys[event.key];
    if (act && act(event) !== false) event.preventDefault();
  });
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // A press on an option must not take the focus from the field, which would close the list before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());

  const keys = {
    ArrowDown: (event) => step(1, event.altKey),
    ArrowUp: (event) => (event.altKey ? close() : step(-1)),
    Escape() {
      if (!list.hidden) return close();
      if (!field.value) return false;
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    Enter() {
      if (list.hidden || active < 0) return false;
      options[active].click();
    },
  };

  // On a slow line somebody may have typed before this arrived.
  if (field.value !== field.defaultValue && !results) ask();

  async function ask() {
    clearTimeout(timer);
    request?.abort();
    const text = about = field.value.trim();
    if ([...text].length < LEAST) return show({ groups: [], summary: "" });
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch(`/api/suggest/?q=${encodeURIComponent(text)}`, { signal });
      const found = answer.ok ? await answer.json() : { groups: [], summary: "" };
      if (!signal.aborted && document.activeElement === field) show(found);
    } catch {
      if (!signal.aborted) close();
    }
  }

  function show({ groups, summary }) {
    list.replaceChildren(...groups.map(({ label, suggestions }) => {
      const box = make("div", { role: "group", "aria-label": label });
      box.append(make("p", { "aria-hidden": "true" }, label));
      for (const { title, url, text } of suggestions) {
        const option = make("a", { role: "option", href: url, tabindex: "-1", dir: "auto", "aria-selected": "false" }, title);
        if (text) option.append(" ", make("small", {}, text));
        box.append(option);
      }
      return box;
    }));
    options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, number) => { option.id = `${list.id}-${number}`; });
    // Results have a sentence of their own, and one is enough, unless somebody asks for the list.
    status.textContent = results && !isWanted ? "" : summary;
    choose(-1);
    open(options.length > 0);
  }

  function step(by, onlyOpen) {
    isWanted = true;
    if (!options.length || about !== field.value.trim()) return ask();
    if (list.hidden) open(true);
    else if (onlyOpen) return;
    // Past either end is the field itself, where nothing is chosen.
    const places = options.length + 1;
    choose(((active + 1 + by + places) % places) - 1);
  }

  function choose(number) {
    options[active]?.setAttribute("aria-selected", "false");
    active = number;
    const option = options[active];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function open(yes) {
    list.hidden = !yes;
    field.setAttribute("aria-expanded", String(yes));
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    choose(-1);
    open(false);
  }
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  set(element, attributes);
  element.textContent = text;
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
