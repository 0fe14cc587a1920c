// Puts a film or post of another site in the place of the button that was pressed. Nothing is asked of that site before.
export default function load(button) {
  const frame = document.createElement("iframe")
  frame.src = button.dataset.frame
  frame.title = button.dataset.title
  frame.allow = "encrypted-media; fullscreen; picture-in-picture"
  frame.referrerPolicy = "strict-origin-when-cross-origin" // YouTube plays nothing for a page that does not say where it is.
  frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation"
  button.closest(".embed").classList.add("embed--loaded")
  button.replaceWith(frame)
  frame.focus()
}
