// The reader's settings, before the first paint.
{
  const { dataset } = document.documentElement
  const set = () => {
    try {
      Object.assign(dataset, JSON.parse(localStorage.reading))
      document.querySelector("meta[media]").media = dataset.dark
    } catch {}
    dataset.colours ??= ""
  }
  set()
  addEventListener("pageshow", set)
  addEventListener("click", async ({ target }) => {
    if (target.dataset.module) (await import(target.dataset.module)).default(target)
  })
  addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}))
}
