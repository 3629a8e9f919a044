/* Tells how many characters a headline or a standfirst has, when it grows longer than what cards print, and by how much
   it is too long to be saved. */

class Counter extends window.StimulusModule.Controller {
  static values = { best: Number, most: Number, fits: String, long: String, over: String };

  connect() {
    this.output = document.createElement("output");
    this.output.className = "counter";
    this.output.htmlFor = this.element.id;
    this.element.insertAdjacentElement("afterend", this.output);
    this.count();
  }

  disconnect() {
    this.output.remove();
  }

  count() {
    // As people count: one for each sign, also for those that JavaScript stores in two.
    const count = [...this.element.value.trim()].length;
    const over = this.hasMostValue ? count - this.mostValue : 0;
    const words = over > 0 ? this.overValue : count > this.bestValue ? this.longValue : this.fitsValue;
    this.output.textContent = words
      .replace("%(count)s", count)
      .replace("%(best)s", this.bestValue)
      .replace("%(most)s", this.mostValue)
      .replace("%(over)s", over);
    this.output.classList.toggle("counter--long", count > this.bestValue);
  }
}

window.wagtail.app.register("counter", Counter);
