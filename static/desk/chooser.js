// Let a photo be chosen where one sees it, and show the one that is chosen with its words.
const $ = window.django.jQuery // Select2 and Django's windows tell of a change by jQuery alone.

for (const button of document.querySelectorAll("[data-pick]")) {
  const card = button.nextElementSibling
  const select = button.parentElement.querySelector("select")

  button.hidden = false
  button.addEventListener("click", () => open(button.dataset.pick, "_blank", "width=900,height=700"))
  addEventListener("message", ({ origin, data }) => {
    if (origin !== location.origin || data?.field !== select.id) return
    if (![...select.options].some((option) => option.value === data.photo)) {
      select.add(new Option(data.name, data.photo))
    }
    $(select).val(data.photo).trigger("change")
  })
  $(select).on("change", async () => {
    const chosen = select.value
    const answer = chosen && (await fetch(card.dataset.cards.replace("/0/", `/${chosen}/`)))
    const html = answer.ok ? await answer.text() : ""
    if (select.value === chosen) card.innerHTML = html
  })
}
