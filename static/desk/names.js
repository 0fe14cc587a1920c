// Give the choosers (Select2) the names of their labels; they come without, and screen readers need them.
const nameChoosers = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible")) {
    const label = document.querySelector(`label[for="${select.id}"]`)
    const chooser = select.nextElementSibling.querySelector("[role=combobox]")
    const chosen = chooser.querySelector("[role=textbox], [role=searchbox]") // The second, where many are chosen.
    label.id ||= `${select.id}_label`
    chosen.setAttribute("aria-labelledby", label.id)
    chooser.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`.trim())
  }
}

// A chooser's search box is made when it opens.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".select2-dropdown .select2-search__field")) target.ariaLabel = "Search"
})
document.addEventListener("formset:added", nameChoosers)
window.django?.jQuery?.(nameChoosers)
