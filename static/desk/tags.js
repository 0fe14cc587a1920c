// Suggest tags while they are typed. The line of names with commas stays what is sent.
const quoted = (name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)

const suggest = (line) => {
  const select = document.createElement("select")
  select.multiple = true
  select.append(...JSON.parse(line.dataset.tags).map((name) => new Option(name, name, true, true)))
  line.after(select)
  line.type = "hidden"

  const $ = django.jQuery
  $(select)
    .select2({
      ajax: { url: line.dataset.suggestions, delay: 200, cache: true },
      tags: true,
      createTag: ({ term }) => (term.trim() ? { id: term.trim(), text: term.trim(), isNew: true } : null),
      templateResult: (tag) => (tag.isNew ? `New tag: ${tag.text}` : tag.text),
      tokenSeparators: [","],
      theme: "admin-autocomplete",
      width: "style",
    })
    .on("change", () => {
      line.value = [...select.selectedOptions].map((option) => quoted(option.value)).join(", ")
    })

  const label = document.querySelector(`label[for="${line.id}"]`)
  const search = select.nextElementSibling.querySelector(".select2-search__field")
  search.id = `${line.id}_search`
  search.ariaLabel = label.textContent.replace(":", "").trim()
  label.htmlFor = search.id
}

document.querySelectorAll("input[data-tags]").forEach(suggest)
