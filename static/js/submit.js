// Shows what was chosen at once. Arrow keys walk through a closed list and choose at every step: who uses them
// presses the button.
export default function submit(select) {
  if (select.onchange) return
  let isWalking = false
  select.addEventListener("keydown", ({ key }) => { isWalking = !["Enter", " "].includes(key) })
  select.addEventListener("pointerdown", () => { isWalking = false })
  select.onchange = () => { if (!isWalking) select.form.requestSubmit() }
}
