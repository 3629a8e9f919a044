/* Several things ticked in a chooser come back in the order in which they were ticked, as a byline wants them.

Wagtail 8.0 sends its form of ticks in the order of the list. */

let ticked = 0;

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-multiple-choice-select]")) target.dataset.ticked = ticked++;
});

// Before the chooser's own listener on the form, which reads the fields.
document.addEventListener(
  "submit",
  ({ target: form }) => {
    if (!form.matches("[data-multiple-choice-form]")) return;
    const boxes = [...form.querySelectorAll("[data-multiple-choice-select]:checked")];
    boxes.sort((one, other) => one.dataset.ticked - other.dataset.ticked);
    for (const box of boxes) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: box.name, value: box.value });
      form.append(field);
    }
    for (const box of boxes) box.removeAttribute("name");
  },
  true,
);
