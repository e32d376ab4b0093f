import { toast } from "desk/toast"
import { word } from "desk/words"

document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-copy]")
  if (!button) return
  const source = document.getElementById(button.dataset.copy)
  const text = source.value ?? source.textContent
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // Without https there is no clipboard; select it so that one key copies it.
    getSelection().selectAllChildren(source)
    document.execCommand("copy")
  }
  toast(word("copied"), { seconds: 2 })
})
