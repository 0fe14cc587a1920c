// The service worker: keeps the last stories read, and shows them where there is no network. Where there is one, it is
// always asked first; /admin/ and /preview/ are never touched.
const SHELL = "newsroom-offline-{{ version }}"
const STORIES = "newsroom-stories"
const FILES = "newsroom-files"
const MOST = 20
const OFFLINE = "{% url 'articles:offline' %}"
const NOTICE = "{{ notice|force_escape|escapejs }}"

addEventListener("install", (event) => event.waitUntil(install()))
addEventListener("activate", (event) => event.waitUntil(activate()))
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== "GET" || origin !== location.origin) return
  if (/^\/(static|media)\//.test(pathname)) event.respondWith(file(event))
  else if (mode === "navigate" && !/^\/(admin|preview)\//.test(pathname)) event.respondWith(page(event))
})

async function install() {
  const shell = await caches.open(SHELL)
  const response = await fetch(OFFLINE, { cache: "reload" })
  await shell.addAll(named(await response.clone().text()))
  await shell.put(OFFLINE, response)
  await skipWaiting()
}

// Takes over from an earlier worker, and keeps the story that is open: it came before there was a worker.
async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("newsroom-") && ![SHELL, STORIES, FILES].includes(name)) await caches.delete(name)
  }
  await clients.claim()
  for (const { url } of await clients.matchAll({ type: "window" })) {
    if (isStory(url)) await inTurn(async () => keep(url, await fetch(url), true))
  }
}

async function page(event) {
  const { url } = event.request
  try {
    const response = await fetch(event.request)
    const copy = isStory(url) && response.clone()
    if (copy) event.waitUntil(inTurn(() => keep(url, copy)))
    return response
  } catch {
    return (await kept(url)) ?? caches.match(OFFLINE)
  }
}

// A picture is kept when a story shows it; of one that is shown smaller or larger than before, another size will do.
async function file(event) {
  const { clientId, request } = event
  try {
    const [response, client] = await Promise.all([fetch(request), clients.get(clientId)])
    const copy = client && isStory(client.url) && isPublic(response) && response.clone()
    if (copy) event.waitUntil(inTurn(async () => (await caches.open(FILES)).put(request.url, copy)))
    return response
  } catch {
    return (await caches.match(request.url)) ?? (await otherSize(request.url)) ?? Response.error()
  }
}

// Keeps a story as it is now, or drops it where there is none any more. `isOpen`: its pictures are loaded already.
async function keep(url, response, isOpen = false) {
  const stories = await caches.open(STORIES)
  const { pathname } = new URL(url)
  if (isPublic(response) && response.headers.get("content-type").startsWith("text/html")) {
    const text = await response.clone().text()
    await stories.delete(pathname)
    await stories.put(pathname, response)
    await keepFiles(named(text), isOpen)
    for (const old of (await stories.keys()).slice(0, -MOST)) await stories.delete(old)
  } else if (response.redirected || [0, 404, 410].includes(response.status)) {
    await stories.delete(pathname)
  }
  await sweep(stories)
}

async function keepFiles(addresses, isOpen) {
  const files = await caches.open(FILES)
  for (const address of addresses) {
    const isPicture = address.startsWith("/media/")
    if ((isPicture && !isOpen) || (await files.match(address))) continue
    try {
      const response = await fetch(address, isPicture ? { cache: "only-if-cached", mode: "same-origin" } : {})
      if (response.ok) await files.put(address, response)
    } catch {
      // It is not loaded, or the network is gone again: the story can be read without.
    }
  }
}

// Drops each file that no kept story names.
async function sweep(stories) {
  const files = await caches.open(FILES)
  const pages = await Promise.all((await stories.matchAll()).map((response) => response.text()))
  for (const { url } of await files.keys()) {
    const { pathname } = new URL(url)
    if (!pages.some((page) => page.includes(pathname))) await files.delete(url)
  }
}

async function kept(url) {
  const response = await (await caches.open(STORIES)).match(new URL(url).pathname)
  if (!response) return null
  const time = new Date(response.headers.get("date"))
  const moment = time.toLocaleString("{{ furniture.language }}", { dateStyle: "long", timeStyle: "short" })
  const notice = `<p class="kept wrap">${NOTICE.replace("{moment}", moment)}</p>`
  return new Response((await response.text()).replace("<main", `${notice}<main`), response)
}

async function otherSize(url) {
  const files = await caches.open(FILES)
  const shape = url.replace(/\d+\.\w+$/, "")
  const other = (await files.keys()).find((request) => request.url.startsWith(shape))
  return other && files.match(other)
}

// The addresses of files in a page, those of its pictures in every size.
function named(page) {
  return new Set(page.match(/\/(?:static|media)\/[^\s",]+/g))
}

function isStory(url) {
  return /^\/news\/[^/]+\/$/.test(new URL(url).pathname)
}

function isPublic(response) {
  const rule = response.headers.get("cache-control") ?? ""
  return response.status === 200 && !response.redirected && /\bpublic\b/.test(rule) && !/private|no-store/.test(rule)
}

let last = Promise.resolve()

// One work after the other: two would undo each other's.
function inTurn(work) {
  last = last.then(work, work)
  return last
}
