// Results that follow what is typed and chosen without the page being loaded anew. It asks for the page that the form or
// the link would have opened, and takes the results out of it; when anything goes wrong, that page is opened instead.

const PAUSE = 350; // milliseconds after the last letter, before the finished words are asked for
const STOPPED = 1000; // the same, before exactly what stands there is asked for and announced
const STAYED = 3000; // milliseconds on results, after which their words are what was searched for
const MOST_KEPT = 30;
// A last word of one or two letters, the signs before it included: `"th`, `-a`, `author:mo`.
const BEGINNING = /(^|\s)(\S+:)?[^\s\p{L}\p{N}]*[\p{L}\p{M}\p{N}]{0,2}$/u;

const region = document.querySelector("[data-results]");
const form = document.getElementById(region.dataset.results);
const status = document.getElementById("live-status");
const kept = new Map(); // what was shown, by address, for Back and Forward
let shown = here(), typing = false, hasStopped = false, asking = "", request, waiting, stopping;
let counted = wordsOf(shown), uncounted = "", staying; // words that the server has counted; an address that it has not

keep();
form.elements.q.setAttribute("aria-describedby", "live-hint");

form.elements.q.addEventListener("input", () => {
  // What is asked for already may come: somebody who types slowly would see nothing else.
  if (asking) wait();
  else stop();
  const words = finished(form.elements.q.value);
  if (words) waiting = setTimeout(() => go(asked(words), { replace: typing, typed: true }), PAUSE);
  stopping = setTimeout(() => {
    hasStopped = true;
    go(asked(), { replace: typing, typed: true });
  }, STOPPED);
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
// Whoever follows a result, narrows the results or leaves has found the words.
for (const type of ["click", "auxclick"]) {
  region.addEventListener(type, (event) => { if (event.target.closest("a")) count(); }, { capture: true });
}
addEventListener("pagehide", count);

addEventListener("popstate", () => {
  if (here() === shown) return; // only the part after the # has changed
  stop();
  if (!kept.has(here())) return location.reload();
  shown = here();
  uncounted = "";
  show(kept.get(shown));
  announce();
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  scrollTo(0, history.state?.top ?? 0);
});

async function go(address, { replace = false, typed = false, follow = null } = {}) {
  if (typed && address === asking) return;
  drop();
  if (typed && address === shown) return tell();
  request = new AbortController();
  const { signal } = request;
  asking = typed ? address : "";
  region.setAttribute("aria-busy", "true");
  // Words on the way to others are not what somebody searched for; whoever counts searches can tell by the header.
  const isCounted = !typed && wordsOf(address) !== counted;
  if (!typed) [counted, uncounted] = [wordsOf(address), ""];
  try {
    const answer = await fetch(address, { signal, headers: isCounted ? {} : { "X-Typing": "1" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-results]");
    if (signal.aborted) return;
    if (!answer.ok || !found) throw new Error(`no results at ${address}`);
    asking = "";
    history.replaceState({ top: scrollY }, "");
    history[replace ? "replaceState" : "pushState"](null, "", address);
    shown = here();
    show({ results: found.innerHTML, title: page.title }, follow);
    keep();
    // All that is typed at one go is one step back.
    if (typed) [typing, uncounted] = [true, shown];
    if (typed) tell();
    else announce();
    if (follow) form.elements.q.value = page.getElementById(form.elements.q.id).value;
  } catch {
    if (signal.aborted) return;
    asking = "";
    region.removeAttribute("aria-busy");
    // Nobody is led away in the middle of a word.
    if (!typed) location.assign(address);
  }
}

function show({ results, title }, follow) {
  const open = new Map([...region.querySelectorAll("details[id]")].map(({ id, open }) => [id, open]));
  region.innerHTML = results;
  status.textContent = "";
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
}

// The suggestions make room for results, and stay where there are none.
function tell() {
  clearTimeout(staying);
  staying = setTimeout(count, STAYED);
  if (hasStopped) announce();
  region.dispatchEvent(new CustomEvent("followed", { detail: Number(region.querySelector("h1").dataset.total) }));
}

function announce() {
  const heading = region.querySelector("h1");
  // A heading that has the focus is read anyway.
  const said = heading === document.activeElement ? "" : heading.textContent;
  if (status.textContent !== said) status.textContent = said;
}

// Have what was typed and found counted, by asking for it as by a form; what it was on the way is not counted.
function count() {
  const words = wordsOf(uncounted);
  if (words && words !== counted) {
    counted = words;
    fetch(uncounted, { method: "HEAD", keepalive: true }).catch(() => {});
  }
  uncounted = "";
}

function wait() {
  for (const timer of [waiting, stopping, staying]) clearTimeout(timer);
  hasStopped = false;
}

function stop() {
  wait();
  drop();
}

function drop() {
  request?.abort();
  asking = "";
  region.removeAttribute("aria-busy");
}

function keep() {
  kept.set(shown, { results: region.innerHTML, title: document.title });
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
}

// What of the words can be asked for while somebody types on, "" for nothing: a blank finishes a word.
function finished(text) {
  const words = /\s$/.test(text) ? text : text.replace(BEGINNING, "");
  return words === text || /[\p{L}\p{N}]{3}/u.test(words) ? words.trim() : "";
}

function asked(words = form.elements.q.value) {
  const fields = [...new FormData(form)].map(([name, value]) => [name, name === "q" ? words : value]);
  const said = fields.map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  return said.length ? `${form.getAttribute("action")}?${new URLSearchParams(said)}` : form.getAttribute("action");
}

function wordsOf(address) {
  const words = new URLSearchParams(address.split("?")[1]).get("q") ?? "";
  return words.trim().toLowerCase().replace(/\s+/g, " ");
}

function here() {
  return location.pathname + location.search;
}
