// Where the print page says "use your browser's print command", offer a button that does it.
for (const hint of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = hint.dataset.print
  button.addEventListener("click", () => window.print())
  hint.replaceWith(button)
}
