// What is typed before Wagtail has taken down how the form was. It does so two seconds after the page was opened and
// takes what stands there by then for what is saved, so that the first words would stay unsaved until the next ones.

const early = new WeakSet(); // forms in which somebody typed before that
const watched = new WeakSet(); // forms whose first state it has taken down

document.addEventListener("input", (event) => {
  const form = event.isTrusted && event.target.closest("[data-controller~='w-unsaved']");
  if (form && !watched.has(form)) early.add(form);
}, { capture: true });

document.addEventListener("w-unsaved:watch-edits", ({ target: form }) => {
  const isFirst = !watched.has(form);
  watched.add(form);
  if (isFirst && early.has(form)) {
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }));
  }
});
