// Suggests what may be meant while it is typed: an editable combobox with a list,
// w3.org/WAI/ARIA/apg/patterns/combobox. Starts when a field of a search form is first entered.
const SHORTEST = 2 // letters
const PAUSE = 150 // milliseconds without a key, before anything is asked

export default function suggest(field) {
  if (field.getAttribute("role") === "combobox") return
  const { sheet, suggestions, name } = field.dataset
  const list = element("ul", { class: "suggestions", id: `${field.id}-list`, role: "listbox", "aria-label": name, hidden: "" })
  let asking = new AbortController()
  let timer, active

  document.head.append(element("link", { rel: "stylesheet", href: sheet }))
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
  field.after(list)

  function show(isOpen) {
    list.hidden = !isOpen
    set(field, { "aria-expanded": isOpen })
    choose(null)
  }

  function choose(option) {
    if (active) set(active, { "aria-selected": "false" })
    active = option
    field.removeAttribute("aria-activedescendant")
    if (!option) return
    set(option, { "aria-selected": "true" })
    set(field, { "aria-activedescendant": option.id })
    option.scrollIntoView({ block: "nearest" })
  }

  // Asks for what is typed now; an answer to what was typed before is not waited for any more.
  async function ask() {
    asking.abort()
    asking = new AbortController()
    const typed = field.value.trim()
    list.replaceChildren()
    if (typed.length < SHORTEST) return show(false)
    try {
      const response = await fetch(`${suggestions}?${new URLSearchParams({ q: typed })}`, asking)
      const [, labels, kinds, addresses] = await response.json()
      list.replaceChildren(...labels.map((label, place) => option(label, kinds[place], addresses[place], place)))
      show(labels.length > 0 && document.activeElement === field)
    } catch {
      // A later question took its place, or there is no network: the form works without.
    }
  }

  function option(label, kind, address, place) {
    const made = element("li", { id: `${list.id}-${place}`, role: "option", "aria-selected": "false" })
    made.append(element("bdi", {}, label), " ", element("span", { class: "meta" }, kind))
    made.dataset.address = new URL(address).pathname
    return made
  }

  field.addEventListener("input", () => {
    choose(null)
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  })
  field.addEventListener("keydown", (event) => {
    const options = [...list.children]
    if (event.isComposing || !options.length) return
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      // Below the last option and above the first is the field itself.
      const step = event.key === "ArrowDown" ? 1 : -1
      const places = options.length + 1
      const next = list.hidden && step > 0 ? 0 : (options.indexOf(active) + step + 1 + places) % places - 1
      if (list.hidden) show(true)
      choose(options[next] ?? null)
    } else if (event.key === "Enter" && active) {
      location.assign(active.dataset.address)
    } else if (event.key === "Escape" && !list.hidden) {
      show(false)
    } else {
      if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) choose(null)
      return
    }
    event.preventDefault()
  })
  field.addEventListener("blur", () => show(false))
  field.form.addEventListener("submit", () => {
    clearTimeout(timer)
    asking.abort()
  })
  list.addEventListener("pointerdown", (event) => event.preventDefault()) // The field keeps the focus.
  list.addEventListener("click", ({ target }) => location.assign(target.closest("[role=option]").dataset.address))
}

function element(name, attributes, text = "") {
  const made = document.createElement(name)
  made.textContent = text
  set(made, attributes)
  return made
}

function set(it, attributes) {
  for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value)
}
