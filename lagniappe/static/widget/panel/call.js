// Requests to the desk. The token travels in a header, so no cookie is ever sent or needed.
export class Refusal extends Error {
  constructor(status, answer, wait) {
    super(answer.error);
    this.status = status;
    this.code = answer.code;
    this.wait = wait;
  }
}

let token = null;

export const holdToken = (given) => (token = given);
export const heldToken = () => token;

const bearer = () => ({
  "Accept-Language": document.documentElement.lang,
  ...(token && { Authorization: `Visitor ${token}` }),
});

const judge = (status, answer, retryAfter) => {
  if (status < 400) return answer;
  throw new Refusal(status, answer ?? {}, Number(retryAfter) || 0);
};

export const call = async (method, path, body) => {
  const response = await fetch(path, {
    method,
    credentials: "omit",
    headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }), ...bearer() },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(20000),
  });
  return judge(response.status, await response.json().catch(() => null), response.headers.get("Retry-After"));
};

export const fetchFile = async (path) => {
  const response = await fetch(path, { credentials: "omit", headers: bearer() });
  return response.ok ? response.blob() : judge(response.status, await response.json().catch(() => null));
};

// Uploads go by the older interface: it alone tells how far they are.
export const upload = (path, file, progress) => {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.onload = () => {
      try {
        resolve(judge(request.status, request.response, request.getResponseHeader("Retry-After")));
      } catch (refusal) {
        reject(refusal);
      }
    };
    request.onerror = request.onabort = () => reject(new TypeError("network"));
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
  });
  const form = new FormData();
  form.append("file", file);
  request.open("POST", path);
  request.responseType = "json";
  for (const [name, value] of Object.entries(bearer())) request.setRequestHeader(name, value);
  request.send(form);
  return { done, stop: () => request.abort() };
};
