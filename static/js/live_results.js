// Results that follow what is typed and chosen without the page being loaded anew. It asks for the page that the form or
// the link would have opened, and takes the results out of it; when anything goes wrong, that page is opened instead.

const PAUSE = 350; // milliseconds after the last letter
const QUIET = 1000; // milliseconds without a change before the count is announced
const MOST_KEPT = 30;

const region = document.querySelector("[data-results]");
const form = document.getElementById(region.dataset.results);
const status = document.getElementById("live-status");
const kept = new Map(); // what was shown, by address, for Back and Forward
let shown = here(), typing = false, request, waiting, announcing;

keep();
form.elements.q.setAttribute("aria-describedby", "live-hint");

form.elements.q.addEventListener("input", () => {
  stop();
  waiting = setTimeout(() => {
    // All that is typed at one go is one step back.
    go(asked(), { replace: typing, typed: true });
    typing = true;
  }, PAUSE);
});
form.elements.q.addEventListener("blur", () => { typing = false; });

form.addEventListener("submit", (event) => {
  event.preventDefault();
  stop();
  go(asked(), { replace: typing || asked() === shown });
  typing = false;
});

region.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  stop();
  go(link.pathname + link.search, { follow: link });
});

addEventListener("popstate", () => {
  if (here() === shown) return; // only the part after the # has changed
  stop();
  if (!kept.has(here())) return location.reload();
  shown = here();
  show(kept.get(shown));
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  scrollTo(0, history.state?.top ?? 0);
});

async function go(address, { replace = false, typed = false, follow = null } = {}) {
  if (typed && address === shown) return tell();
  request = new AbortController();
  const { signal } = request;
  region.setAttribute("aria-busy", "true");
  try {
    // Words on the way to others are not what somebody searched for; whoever counts searches can tell by the header.
    const answer = await fetch(address, { signal, headers: typed ? { "X-Typing": "1" } : {} });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-results]");
    if (signal.aborted) return;
    if (!answer.ok || !found) throw new Error(`no results at ${address}`);
    history.replaceState({ top: scrollY }, "");
    history[replace ? "replaceState" : "pushState"](null, "", address);
    shown = here();
    show({ results: found.innerHTML, title: page.title }, follow);
    keep();
    if (typed) tell();
    if (follow) form.elements.q.value = page.getElementById(form.elements.q.id).value;
  } catch {
    if (signal.aborted) return;
    region.removeAttribute("aria-busy");
    // Nobody is led away in the middle of a word.
    if (!typed) location.assign(address);
  }
}

function show({ results, title }, follow) {
  const open = new Map([...region.querySelectorAll("details[id]")].map(({ id, open }) => [id, open]));
  region.innerHTML = results;
  region.removeAttribute("aria-busy");
  document.title = title;
  for (const details of region.querySelectorAll("details[id]")) details.open = open.get(details.id) ?? details.open;
  const heading = region.querySelector("h1");
  if (follow) {
    // What was pressed stands there again, or else, as with the next page, reading begins at the top.
    const again = follow.id && document.getElementById(follow.id);
    (again || heading).focus({ preventScroll: Boolean(again) });
    if (!again) scrollTo(0, 0);
  }
  announcing = setTimeout(() => { status.textContent = heading.textContent; }, heading.dataset.total === "0" ? 0 : QUIET);
}

// The suggestions make room for results, and stay where there are none.
function tell() {
  region.dispatchEvent(new CustomEvent("followed", { detail: Number(region.querySelector("h1").dataset.total) }));
}

function stop() {
  clearTimeout(waiting);
  clearTimeout(announcing);
  request?.abort();
  region.removeAttribute("aria-busy");
}

function keep() {
  kept.set(shown, { results: region.innerHTML, title: document.title });
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
}

function asked() {
  const said = [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  return said.length ? `${form.getAttribute("action")}?${new URLSearchParams(said)}` : form.getAttribute("action");
}

function here() {
  return location.pathname + location.search;
}
