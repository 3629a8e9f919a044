/* One record for all photos of an upload. What is entered in it fills the form of each photo, those that are there and
   those that come, in the fields that the photo's file leaves open. What somebody changed in a form stays. */

const { jQuery } = window;
const record = document.querySelector("[data-record-for-all]");
const list = document.querySelector("#upload-list");
const hint = record.querySelector("[data-filled]");
const items = new WeakSet(); // that had their first form: one that comes back with errors holds what was typed
const filled = new WeakMap(); // item: what each field of its form was filled with, kept when the form comes back
const changed = new WeakSet(); // fields of a form that somebody changed
let isFilling = false;

const sources = () => [...record.querySelectorAll("[name^='for-all-']")];
const nameOf = (field) => field.name.slice(field.name.lastIndexOf("-") + 1);

function fill(form, source) {
  const name = nameOf(source);
  const field = form.querySelector(`[name$="-${name}"]`);
  if (!field || changed.has(field) || !form.dataset.fileLeavesOpen.split(" ").includes(name)) return;
  const memory = filled.get(form.closest("li")) ?? {};
  if (field.value !== (memory[name] ?? "")) return;
  isFilling = true;
  write(field, source.value);
  isFilling = false;
  filled.set(form.closest("li"), { ...memory, [name]: field.value });
  mark(field, field.value !== "");
}

function write(field, value) {
  if (!jQuery.data(field, "ui-tagit")) {
    field.value = value;
    return;
  }
  jQuery(field).tagit("removeAll");
  for (const tag of value.split(",")) jQuery(field).tagit("createTag", tag);
}

function mark(field, isFilled) {
  const wrapper = field.closest(".w-field__wrapper") ?? field.parentElement;
  const old = wrapper.nextElementSibling;
  if (old?.matches("[data-from-all]")) old.remove();
  if (!isFilled) return;
  const words = hint.content.firstElementChild.cloneNode(true);
  words.dataset.fromAll = "";
  wrapper.after(words);
}

// By jQuery, which also hears what its own widget of tags tells.
jQuery(record).on("change", "[name^='for-all-']", ({ target }) => {
  if (!target.reportValidity()) return;
  for (const form of list.querySelectorAll("form[data-file-leaves-open]")) fill(form, target);
});

jQuery(list).on("input change", "[name]", ({ target }) => {
  if (isFilling) return;
  changed.add(target);
  mark(target, false);
});

new MutationObserver(() => {
  for (const form of list.querySelectorAll("form[data-file-leaves-open]")) {
    const item = form.closest("li");
    if (items.has(item)) continue;
    items.add(item);
    for (const source of sources()) if (source.validity.valid) fill(form, source);
  }
}).observe(list, { childList: true, subtree: true });
