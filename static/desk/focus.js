// Set the focal point by a click on the picture, and show the crops as they will be.
for (const area of document.querySelectorAll("[data-focus]")) {
  const whole = area.querySelector(".focus__whole")
  const mark = whole.querySelector(".focus__mark")
  const axes = area.dataset.focus.split(" ").map((name) => document.querySelector(`input[name=${name}]`))
  if (axes.includes(null)) continue // May be looked at, and not changed.
  const shown = axes.map((axis) => {
    const output = document.createElement("output")
    output.htmlFor.add(axis.id)
    axis.after(output)
    return output
  })

  const show = () => {
    const [left, top] = axes.map((axis) => `${axis.value}%`)
    mark.style.left = left // Of the picture, whatever way the desk is written.
    mark.style.top = top
    for (const crop of area.querySelectorAll(".focus__crop img")) {
      crop.src = whole.firstElementChild.src
      crop.style.objectPosition = `${left} ${top}`
    }
    shown[0].value = left
    shown[1].value = top
  }
  const point = ({ clientX, clientY }) => {
    const { left, top, width, height } = whole.firstElementChild.getBoundingClientRect()
    axes[0].value = Math.round((100 * (clientX - left)) / width)
    axes[1].value = Math.round((100 * (clientY - top)) / height)
    show()
  }

  mark.hidden = false
  for (const axis of axes) axis.addEventListener("input", show)
  whole.addEventListener("pointerdown", (event) => {
    event.preventDefault()
    whole.setPointerCapture(event.pointerId)
    point(event)
  })
  whole.addEventListener("pointermove", (event) => event.buttons && point(event))
  show()
}
