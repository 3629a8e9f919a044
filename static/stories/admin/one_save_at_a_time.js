// In one window, what the editor saves by itself and what somebody saves by a button never run at the same time. Both at
// once made a comment twice, told people that they were in their own way, and approved a story twice.

const LONGEST = 15000; // milliseconds after which a button is not held back any more

let underWay = false; // a save by itself was sent and has not been answered
let sent = false; // a button was pressed, and the page is on its way out
let held = null; // what was pressed meanwhile: { form, button }

document.addEventListener("w-autosave:save", (event) => {
  const isCommenting = document.querySelector(".comment--mode-creating"); // a first save draws the comments anew
  if (sent || isCommenting) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  for (const name of [...event.detail.formData.keys()]) {
    if (name.startsWith("action-") || name.startsWith("workflow-action-")) event.detail.formData.delete(name);
  }
  underWay = true;
});

for (const end of ["w-autosave:success", "w-autosave:error"]) {
  // After the others that listen: they bring the form in step with what was saved.
  document.addEventListener(end, () => setTimeout(goOn));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-controller~='w-autosave']")) return;
  if (!underWay) {
    sent = true;
    setTimeout(() => { sent = false; }, LONGEST); // the browser's own Stop
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  held = { form: event.target, button: event.submitter };
  setTimeout(goOn, LONGEST);
}, { capture: true });

function goOn() {
  underWay = false;
  if (!held) return;
  const { form, button } = held;
  held = null;
  // Saving may have drawn the buttons anew.
  const pressed = button?.form === form ? button : button?.name && form.querySelector(`button[name="${button.name}"]`);
  if (!pressed) {
    form.requestSubmit();
    return;
  }
  // Wagtail disables a button once it is pressed, and a form sent by a disabled button does not say by which.
  const { disabled } = pressed;
  pressed.disabled = false;
  form.requestSubmit(pressed);
  pressed.disabled = disabled;
}
