// One way to ask the desk for something outside Turbo.
export class Refused extends Error {
  constructor(message, { status, body }) {
    super(message)
    this.status = status
    this.body = body
  }
}

export async function ask(url, { method = "GET", form, accept = "text/html", ...rest } = {}) {
  const response = await fetch(url, {
    method,
    body: form && toBody(form),
    // The mark tells the server to refuse in JSON, not with a page.
    headers: { Accept: `${accept}, application/json`, "X-Requested-With": "fetch" },
    credentials: "same-origin",
    ...rest,
  })
  if (response.status === 401) location.assign("/login")
  if (!response.ok) throw await refusal(response)
  return response
}

function toBody(form) {
  if (form instanceof FormData) return form
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) {
    for (const one of [value].flat()) body.append(name, one)
  }
  return body
}

async function refusal(response) {
  const body = await response.json().catch(() => ({}))
  return new Refused(body.error ?? "", { status: response.status, body })
}
