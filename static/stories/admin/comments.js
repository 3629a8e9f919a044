/* Sends what is done in the panel of comments without leaving the editor, and tells how it went. */

const COUNTER = "[data-side-panel-toggle='snippet-comments'] [data-side-panel-toggle-counter]";

class Comments extends window.StimulusModule.Controller {
  static targets = ["thread", "said"];
  static values = { failed: String };

  async send(event) {
    event.preventDefault();
    const form = event.target;
    const isNew = !this.threadTarget.contains(form);
    form.inert = true;
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest" };
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
      // An ended session leads to the login page.
      if (response.redirected || (!response.ok && response.status !== 422)) throw new Error(response.status);
      if (response.ok && isNew) form.reset();
      this.show(await response.text(), response.ok);
    } catch {
      this.saidTarget.textContent = this.failedValue;
    } finally {
      form.inert = false;
    }
    if (isNew) form.elements.text.focus();
    else if (!form.isConnected) this.threadTarget.focus();
  }

  show(html, isDone) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const thread = page.querySelector("[data-comments-target='thread']");
    this.saidTarget.textContent = thread.dataset.said;
    if (!isDone) return;
    const wasUnfolded = this.threadTarget.querySelector(".comments__resolved")?.open;
    this.threadTarget.replaceWith(thread);
    const resolved = thread.querySelector(".comments__resolved");
    if (resolved && wasUnfolded) resolved.open = true;
    const counter = document.querySelector(COUNTER);
    counter.textContent = thread.dataset.open;
    counter.hidden = thread.dataset.open === "0";
  }

  /* A comment typed and not sent would go with the page. */
  warn(event) {
    const texts = [...this.element.querySelectorAll("textarea")];
    if (texts.some((text) => text.value !== text.defaultValue)) event.preventDefault();
  }
}

window.wagtail.app.register("comments", Comments);
