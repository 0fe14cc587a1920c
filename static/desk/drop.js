// Let files be dropped where a form takes them.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]")
  const mark = (isOver) => (event) => {
    event.preventDefault()
    zone.classList.toggle("upload--over", isOver)
  }
  zone.addEventListener("dragover", mark(true))
  zone.addEventListener("dragleave", mark(false))
  zone.addEventListener("drop", mark(false))
  zone.addEventListener("drop", ({ dataTransfer }) => {
    if (!dataTransfer.files.length) return
    input.files = dataTransfer.files
    input.dispatchEvent(new Event("change"))
  })
}
