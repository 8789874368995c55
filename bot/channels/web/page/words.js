// The page's words live in index.html as <template>s; scripts ask for them by id.
export function part(id) {
  const template = document.getElementById(id);
  return template ? template.content.firstElementChild.cloneNode(true) : null;
}

export function say(key) {
  return part(`say-${key}`).textContent;
}
