// Drag a place by its handle onto another. What becomes of it is told by the event “place:moved”.
const EDGE = 60 // pixels from the window's edge, where dragging scrolls

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]")
  if (!handle || event.button) return
  const place = handle.parentElement
  let target = place

  const over = ({ clientX, clientY }) => {
    target.classList.remove("place--target")
    target = document.elementFromPoint(clientX, clientY)?.closest("[data-place]") ?? place
    if (target !== place) target.classList.add("place--target")
    if (clientY < EDGE) scrollBy(0, -EDGE / 4)
    if (clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4)
  }

  const end = ({ type }) => {
    handle.removeEventListener("pointermove", over)
    place.classList.remove("place--moving")
    target.classList.remove("place--target")
    if (type === "pointercancel" || target === place) return
    const detail = { from: place.dataset.place, to: target.dataset.place }
    place.dispatchEvent(new CustomEvent("place:moved", { bubbles: true, detail }))
  }

  handle.setPointerCapture(event.pointerId)
  place.classList.add("place--moving")
  handle.addEventListener("pointermove", over)
  handle.addEventListener("pointerup", end, { once: true })
  handle.addEventListener("pointercancel", end, { once: true })
})
