// Copies a story's link, or hands it to the device's own way of sharing, and says what became of it.
export default async function share(button) {
  const place = button.closest("[data-share]")
  const { share: url, title, copied } = place.dataset
  const word = place.querySelector("[role=status]")
  try {
    if (navigator.share && button.matches(".share--device")) {
      await navigator.share({ title, url })
    } else {
      await navigator.clipboard.writeText(url)
      word.textContent = copied
    }
  } catch (error) {
    if (error.name !== "AbortError") word.textContent = url // To be copied by hand, where the browser does not let pages.
  }
}
