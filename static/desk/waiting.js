// Ask for the rest, until every picture has been looked through.
document.querySelector("[data-goes-on]")?.requestSubmit()
