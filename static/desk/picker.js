// Hand the chosen picture to the window that waits for it: the body's editor, a form's chooser, or Django's “+”.
document.addEventListener("click", ({ target }) => {
  const choice = target.closest("[data-choose]")
  if (!choice || !opener) return
  const { choose, uid, address, name } = choice.dataset
  const { function: number, field } = document.querySelector("[data-asked]").dataset
  if (number) {
    const words = { id: uid, alternative_text: "", caption: "" }
    opener.CKEDITOR.tools.callFunction(Number(number), address, words)
  } else if (field) {
    opener.postMessage({ field, photo: choose, name }, location.origin)
  } else {
    opener.dismissAddRelatedObjectPopup(window, choose, name)
  }
  close()
})
