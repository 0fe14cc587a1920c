// Arrange the front page without leaving it. The server says what stands where, as it does without a script; the
// page takes over the places that changed. Nothing is saved here.
const form = document.querySelector("form[data-front]")
const said = form.querySelector("[data-said]")
const served = new Map()
let turn = Promise.resolve()

const places = () => [...form.querySelectorAll("[data-place]")]

const keep = (place) => served.set(place.id, place.outerHTML)

const addHandle = (place) => {
  const handle = document.createElement("button")
  handle.type = "button"
  handle.className = "place__handle"
  handle.dataset.handle = ""
  handle.textContent = "⠿"
  handle.ariaLabel = `${place.querySelector(".place__name").textContent}: drag, or move with the arrow keys`
  place.prepend(handle)
}

// Say how to find a control again after its place was replaced.
const found = (control) => {
  const place = control.closest("[data-place]")
  const kind = [".select2-selection", "[data-handle]"].find((kind) => control.matches(kind))
  return place && kind ? `#${place.id} ${kind}` : `#${control.id || "front"}`
}

const show = (page, wanted) => {
  const active = document.activeElement
  const controls = wanted.length ? wanted : [found(active)]
  for (const place of places()) {
    const fresh = page.getElementById(place.id)
    if (fresh.outerHTML === served.get(place.id)) continue
    keep(fresh)
    place.replaceWith(fresh)
    addHandle(fresh)
    fresh.dispatchEvent(new CustomEvent("formset:added", { bubbles: true })) // Makes the chooser, and names it.
  }
  const filled = page.querySelectorAll("[data-filled]")
  form.querySelectorAll("[data-filled]").forEach((list, number) => list.replaceWith(filled[number]))
  said.textContent = page.querySelector("[data-said]").textContent
  if (wanted.length || !active.isConnected) controls.map((each) => form.querySelector(each)).find(Boolean)?.focus()
}

// Send the form as one of its buttons would, one after the other, and show what comes back.
const send = (act, ...wanted) => {
  turn = turn.then(async () => {
    const body = new FormData(form)
    body.set("_act", act)
    const response = await fetch(form.action, { method: "POST", body })
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    if (page.querySelector("form[data-front]")) show(page, wanted)
    else said.textContent = "The desk did not answer as it should. Sign in again in another tab, then go on here."
  })
}

const move = (from, to, control = "[data-handle]") =>
  send(`move ${from} ${to}`, `#place-${to} ${control}:enabled`, `#place-${to} [data-handle]`)

places().forEach(keep)
places().forEach(addHandle)
form.dataset.front = "live"
// Choosers tell jQuery alone.
django.jQuery(form).on("change", "[data-place] select, [data-place] input", () => send("show"))

form.addEventListener("place:moved", ({ detail }) => move(detail.from, detail.to))

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-place] [name=_act]")
  if (!button) return
  event.preventDefault()
  const [act, from, to] = button.value.split(" ")
  if (act === "move") move(from, to, `[data-way=${button.dataset.way}]`)
  else send(button.value, `#place-${from} .select2-selection`)
})

form.addEventListener("keydown", (event) => {
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key]
  if (!way || !event.target.matches("[data-handle]")) return
  event.preventDefault()
  const button = event.target.parentElement.querySelector(`[data-way=${way}]:enabled`)
  if (button) move(...button.value.split(" ").slice(1))
})
