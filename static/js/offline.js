// Lists the stories that the service worker has kept, the one that was read last first.
const list = document.querySelector("[data-kept]")
const stories = await self.caches?.open("newsroom-stories")
const cards = []

for (const request of (await stories?.keys()) ?? []) {
  const response = await stories.match(request)
  cards.unshift(card(new DOMParser().parseFromString(await response.text(), "text/html"), request.url))
}
if (cards.length) list.replaceChildren(...cards)

// Makes of a story's page a card as those of templates/articles/_card.html in a listing.
function card(story, address) {
  const head = story.querySelector(".story__head")
  const headline = head.querySelector("h1")
  const standfirst = head.querySelector(".standfirst")
  const day = story.querySelector(".facts time")
  const link = element("a", "", ...headline.childNodes)
  const text = element("div", "card__text", element("h2", headline.className, link))

  link.href = address
  day.className = "card__day meta"
  if (standfirst) text.append(standfirst)
  if (head.lang) Object.assign(text, { lang: head.lang, dir: head.dir })
  return element("article", "card card--listing", day, text)
}

function element(name, className, ...children) {
  const made = document.createElement(name)
  made.className = className
  made.append(...children)
  return made
}
