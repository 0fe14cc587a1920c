// The print page as its reader wants it, without loading it anew; its address says what was chosen.
const root = document.documentElement
let turn = 0

root.classList.add("scripted")

document.addEventListener("change", ({ target }) => {
  const form = target.closest(".bar__form")
  if (form && target.name) show(`${form.action}?${new URLSearchParams(new FormData(form))}`)
})

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) return window.print()
  const link = linkOf(event)
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  show(link.href)
})

// The link that a click is about: itself, or the one of the paragraph, while paragraphs are left out with clicks.
function linkOf({ target }) {
  const link = target.closest("a")
  if (link) return link.matches(".block__turn") ? link : null
  const isCutting = document.querySelector("#cutting:checked") && getSelection().isCollapsed
  return isCutting ? target.closest(".block:not(.block--out)")?.querySelector(".block__turn") : null
}

async function show(address) {
  const mine = ++turn
  try {
    const response = await fetch(address)
    if (!response.ok) throw new TypeError(response.statusText)
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    if (mine === turn) put(page, address)
  } catch {
    location.assign(address)
  }
}

function put(page, address) {
  const focused = document.activeElement?.id
  const box = page.querySelector("#cutting") // Editions have none.
  if (box) box.checked = document.querySelector("#cutting").checked
  document.querySelector("[data-paper]").href = page.querySelector("[data-paper]").href
  for (const part of [".bar", "main"]) document.querySelector(part).replaceWith(page.querySelector(part))
  history.replaceState(null, "", document.querySelector("main").dataset.address || address)
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
}
