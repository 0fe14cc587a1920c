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
  const run = (name) => async ({ target }) => {
    if (target.dataset[name]) (await import(target.dataset[name])).default(target)
  }
  set()
  addEventListener("pageshow", set)
  addEventListener("click", run("module"))
  addEventListener("focusin", run("focus")) // A field is entered.
  addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}))
}
