// The reading panel: shows what the reader has set, sets it, and remembers it on this device. settings.js sets it
// again on each page, before it is painted.
const DARK = { light: "not all", dark: "all" } // When the browser around the page is dark.
const { dataset } = document.documentElement
let panel

// Opens the panel at the first press of any of its buttons. From then on browsers do it.
export default async function open() {
  if (panel) return
  document.body.append(document.querySelector("template[data-reading]").content)
  panel = document.getElementById("reading")
  panel.autofocus = true // Not in the template: browsers would look at it as the panel enters the page.
  panel.addEventListener("beforetoggle", show)
  panel.addEventListener("change", change)
  await new Promise((resolve) => {
    const sheet = panel.previousElementSibling
    sheet.onload = sheet.onerror = resolve
  })
  for (const button of document.querySelectorAll("button[data-reading]")) button.popoverTargetElement = panel
  panel.showPopover()
}

function show() {
  for (const choice of panel.querySelectorAll("input")) choice.checked = choice.value === (dataset[choice.name] ?? "")
}

function change() {
  const settings = Object.fromEntries(new FormData(panel.querySelector("form")))
  settings.dark = DARK[settings.colours] ?? "(prefers-color-scheme: dark)"
  Object.assign(dataset, settings)
  document.querySelector("meta[media]").media = settings.dark
  try {
    localStorage.reading = JSON.stringify(settings)
  } catch {
    // This browser remembers nothing: the settings hold for this page.
  }
}
