// Put an edition's stories in order with buttons, arrow keys and a handle to drag by; nothing is saved here. Without
// a script the numbers do it, which this keeps in step.
const list = document.querySelector("[data-stories]")
const said = list.querySelector("[data-said]")

const places = () => [...list.querySelectorAll("[data-place]")]
const nameOf = (place) => place.querySelector(".place__name").textContent

const button = (text, label, className) => {
  const made = document.createElement("button")
  Object.assign(made, { type: "button", className, textContent: text, ariaLabel: label })
  return made
}

const number = () => {
  const all = places()
  for (const [index, place] of all.entries()) {
    place.querySelector(".place__number").value = index + 1
    place.querySelector("[data-way=up]").disabled = index === 0
    place.querySelector("[data-way=down]").disabled = index === all.length - 1
  }
}

// The story comes to stand where the other stood, and those between them close up.
const move = (place, other, way) => {
  if (!other || other === place) return
  const isBehind = place.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
  other[isBehind ? "after" : "before"](place)
  number()
  const control = way && place.querySelector(`[data-way=${way}]:enabled`)
  ;(control || place.querySelector("[data-handle]")).focus()
  said.textContent = `“${nameOf(place)}” stands at ${places().indexOf(place) + 1} now. It is not saved yet.`
}

const neighbour = (place, way) => (way === "up" ? place.previousElementSibling : place.nextElementSibling)

for (const place of places()) {
  const handle = button("⠿", `${nameOf(place)}: drag, or move with the arrow keys`, "place__handle")
  handle.dataset.handle = ""
  place.prepend(handle)
  for (const [way, text] of [["up", "Up"], ["down", "Down"]]) {
    const made = button(text, `Move “${nameOf(place)}” ${way}`, "place__move")
    made.dataset.way = way
    made.addEventListener("click", () => move(place, neighbour(place, way), way))
    place.append(made)
  }
  handle.addEventListener("keydown", (event) => {
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key]
    if (!way) return
    event.preventDefault()
    move(place, neighbour(place, way))
  })
}
if (places().length) number()

list.addEventListener("place:moved", ({ detail }) => {
  const [place, other] = [detail.from, detail.to].map((pk) => list.querySelector(`[data-place="${pk}"]`))
  move(place, other)
})
