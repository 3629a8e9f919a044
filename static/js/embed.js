// Shows a piece from another site inside the page, once the reader asks for it. Until then nothing is loaded from there.

for (const figure of document.querySelectorAll("[data-embed]")) {
  const button = figure.querySelector("button");
  button.hidden = false;
  figure.querySelector(".embed__notice").hidden = false;
  button.addEventListener("click", () => show(figure));
}

function show(figure) {
  const frame = document.createElement("iframe");
  frame.src = figure.dataset.embed;
  frame.title = figure.dataset.embedTitle;
  frame.allow = "fullscreen; encrypted-media; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.className = "embed__frame";
  frame.tabIndex = 0;
  figure.querySelector("button").replaceWith(frame);
  figure.querySelector(".embed__notice").remove();
  frame.focus();
}
