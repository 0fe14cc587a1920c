// Send the chosen files one by one; show how far it is, and what became of each.
const form = document.querySelector("[data-upload]")
const list = document.querySelector("[data-asked]")
const input = form.elements.files
const [progress, status] = form.querySelectorAll("progress, [role=status]")
const address = form.action.split("#")[0]
const counts = { added: 0, known: 0, refused: 0 }
const queue = []
let [number, total, bytes, sent] = [0, 0, 0, 0]
let isSending = false

const refusal = (file, sentence) => {
  const item = document.querySelector("template").content.firstElementChild.cloneNode(true)
  item.querySelector("bdi").textContent = file.name
  item.querySelector("span").textContent = sentence
  return item.outerHTML
}

const send = (file) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest() // fetch() does not tell how far it is.
    const fields = new FormData(form)
    fields.set("files", file)
    fields.set("alone", "yes")
    request.upload.onprogress = ({ loaded }) => (progress.value = sent + Math.min(loaded, file.size))
    request.onloadend = () => resolve(request)
    request.open("POST", address)
    request.send(fields)
  })

const outcome = async (file) => {
  if (file.size > form.dataset.most) return refusal(file, form.dataset.tooLarge)
  const { status, responseURL, response } = await send(file)
  if (status !== 200) return refusal(file, `It could not be sent (${status || "no connection"}). Send it again.`)
  if (responseURL !== address) return refusal(file, "You are signed out. Sign in and send it again.")
  const isTold = response.includes("data-outcome")
  return isTold ? response : refusal(file, "The site did not say what became of it. Look for it in the library.")
}

const sendAll = async () => {
  isSending = true
  for (let file; (file = queue.shift()); sent += file.size) {
    status.textContent = `Sending ${++number} of ${total}: ${file.name}`
    list.insertAdjacentHTML("afterbegin", await outcome(file))
    counts[list.firstElementChild.dataset.outcome]++
  }
  isSending = false
  progress.value = progress.max
  const { added, known, refused } = counts
  status.textContent = `Done: ${added} added, ${known} in the library already, ${refused} refused.`
}

form.querySelector("[data-unscripted]").hidden = true
form.querySelector("[data-scripted]").hidden = false
input.required = false
input.addEventListener("change", () => {
  queue.push(...input.files)
  total += input.files.length
  for (const file of input.files) progress.max = bytes += file.size || 1
  input.value = ""
  progress.parentElement.hidden = false
  if (!isSending) sendAll()
})
addEventListener("beforeunload", (event) => isSending && event.preventDefault())
