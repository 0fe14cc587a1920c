// Mend the body's editor where a strict policy and screen readers need it.

// Tiptap writes a <style> into the page, which the policy forbids, unless it finds its own. This looks like it
// and is no style sheet (it is no HTML element); the rules stand in desk.css.
const marker = document.createElementNS(null, "style")
marker.setAttribute("data-tiptap-style", "")
document.head.append(marker)

document.addEventListener("prose-editor:ready", ({ detail }) => {
  const { textarea, editor } = detail
  const text = editor.view.dom
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  text.setAttribute("aria-label", label.textContent.replace(":", "").trim())
  text.setAttribute("aria-multiline", "true")
  text.spellcheck = true
  label.addEventListener("click", () => editor.commands.focus())
})

// Pictures come from the library: what its dialog calls an address is chosen there, and not typed.
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(".prose-editor-dialog [name=imageUrl]") || target.readOnly) return
  target.readOnly = true
  target.labels[0].textContent = "Picture"
  const browse = target.nextElementSibling
  browse.textContent = "Choose from the library"
  browse.focus()
})
